import { byline } from "@/lib/annotations/attribution";
import type { HighlightView } from "@/lib/annotations/schemas";
import { count, list, number } from "./format";

type PlacementCounts = Record<HighlightView["state"], number>;

/** What is said of reports and their editions: the library, and adding to it. */
export const library = {
  library: {
    title: "Reports",
    lead: "Open a report to read it, or search all of them at once.",
    empty: "There are no reports yet.",
    emptyHow: "To add one, run npm run import -- FILE in the project’s folder, then reload this page.",
    emptyAdd: "Add the first one from a text file.",
    add: "Add a report or an edition",
    problems: "Some files in content could not be read as reports:",
    by: (people: string[]) => list.format(people),
    editedBy: (name: string) => `Edited by ${name}`,
    length: (pages: number | null, count_: number, minutes: number) =>
      [
        pages === null ? null : count(pages, "page", "pages"),
        count(count_, "word", "words"),
        `about ${count(minutes, "minute", "minutes")} to read`,
      ]
        .filter((part) => part !== null)
        .join(" · "),
    pages: "Pages of the list",
    part: (from: number, to: number, of: number) =>
      `${number.format(from)}–${number.format(to)} of ${number.format(of)} reports, by title`,
    before: "Previous",
    after: "Next",
    resultsTitle: "Search in all reports",
  },
  add: {
    title: "Add a report or an edition",
    lead: "Choose a file and look at what would come of it. Nothing is added before you say so.",
    choose: "Choose a file",
    chooseOther: "Choose another file",
    drop: "or drop it here",
    dropNow: "Drop the file to look at it",
    kinds: (megabytes: number) =>
      `PDF, Word (.docx), OpenDocument (.odt), EPUB or HTML up to ${number.format(megabytes)} MB. Plain text (.txt) or Markdown (.md) up to 1 MB.`,
    textTooLarge: "The file is larger than 1 MB. A report’s plain text is smaller.",
    fileTooLarge: (megabytes: number) =>
      `The file is larger than ${number.format(megabytes)} MB, the limit on this server.`,
    unreadable: "The browser could not read the file. It may have been moved; choose it again.",
    onlyOne: "Drop one file at a time.",
    uploading: (file: string) => `Uploading ${file}…`,
    cancelUpload: "Cancel upload",
    uploadCancelled: "Upload canceled.",
    reading: (file: string) => `Reading ${file}…`,
    adding: "Adding it…",
    readAgain: "Read the file",
    previewTitle: "What would come of it",
    which: "What it is",
    newReport: "A new report",
    editionOf: (title: string) => `A new edition of “${title}”`,
    slug: "Name in its address",
    slugHint: "Small Latin letters, digits and hyphens, as in trade-on-the-river.",
    follows: (ordinal: number) => `It would be edition ${ordinal}. All earlier ones are kept.`,
    isCurrent: "The report says exactly this already, so there is nothing to add.",
    given: "What the file does not say",
    givenHint: "Fill in what you know. All of it can be left empty but the title.",
    fields: {
      title: "Title",
      authors: "Authors",
      editor: "Editor",
      publisher: "Publisher",
      place: "Place",
      year: "Year",
      language: "Language",
    },
    authors: {
      hint: "One name per line. Check below which are organizations: citations write them differently.",
      kinds: "People and organizations",
      kindOf: (name: string) => `${name} is`,
      person: "A person",
      organisation: "An organization",
    },
    yearHint: "Four digits.",
    languages: { en: "English", ru: "Russian", kk: "Kazakh" },
    doubts: (n: number) => count(n, "place to check", "places to check"),
    doubtsHint: "What the importer was not sure of: by page of a PDF, by line of a text.",
    line: (n: number) => `Line ${number.format(n)}`,
    page: (n: number) => `Page ${number.format(n)}`,
    text: "The text",
    size: (pages: number | null, words_: number, sections: number) =>
      [
        pages === null ? null : count(pages, "page", "pages"),
        count(words_, "word", "words"),
        count(sections, "section", "sections"),
      ]
        .filter((part) => part !== null)
        .join(" · "),
    opening: "How it begins",
    sections: "Sections",
    highlights: "The highlights that you can see",
    changed: "Their words are edited",
    lost: "They have no place in this text",
    lostHint: "They are kept with their notes, and can be attached by hand.",
    ambiguous: "Similar words appear in it, but nothing shows which are meant.",
    onlyFirst: (n: number) => `Only the first ${number.format(n)} are listed.`,
    by: (writer: string) => `Highlight ${byline(writer)}`,
    accept: "Add this edition",
    acceptNew: "Add this report",
    leave: "Leave it",
    left: "Nothing was added.",
  },
  editions: {
    /** "212 in place, 9 moved, 3 changed, 1 without a place": what is none is left out. */
    counts: ({ anchored, moved, changed, ambiguous, orphan }: PlacementCounts) =>
      [
        `${number.format(anchored)} in place`,
        moved > 0 && `${number.format(moved)} moved`,
        changed > 0 && `${number.format(changed)} changed`,
        ambiguous + orphan > 0 && `${number.format(ambiguous + orphan)} without a place`,
      ]
        .filter((part) => part !== false)
        .join(", "),
    summaryLabel: "A new edition",
    summary: ({ anchored, moved, changed, ambiguous, orphan }: PlacementCounts) => {
      const lost = ambiguous + orphan;
      const parts = [
        `${number.format(anchored)} of your team’s highlights ${anchored === 1 ? "is" : "are"} in place`,
        moved > 0 && `${number.format(moved)} moved`,
        changed > 0 && `${number.format(changed)} changed`,
        lost > 0 && `${number.format(lost)} ${lost === 1 ? "has" : "have"} no place`,
      ];
      return `This text is a new edition. ${parts.filter((part) => part !== false).join(", ")}.`;
    },
    showLost: "Show what has no place",
    dismiss: "Do not show this again",
    lostTitle: (n: number) => `Without a place here (${number.format(n)})`,
    lostLead:
      "We couldn’t find these passages in this edition. They are kept, and you can attach each one to other words.",
    orphan: "We couldn’t find this passage in this edition.",
    ambiguous: "Similar words appear in this edition, but nothing shows which are meant.",
    settled: "Kept as it is.",
    lostLabel: (writer: string) => `Highlight ${byline(writer)}, without a place`,
    attach: "Attach by hand",
    keep: "Keep as it is",
    attachingLabel: "Attaching a highlight",
    attaching: (quote: string) => `Select the words that “${quote}” belongs to now.`,
    attachingKeys: "With keys: V begins to select.",
    attachHere: "Attach here",
    cancel: "Cancel",
    attachedSaid: "Attached.",
    detachedSaid: "Taken off again.",
    keptSaid: "Kept as it is.",
    moved: "Moved: its words stood elsewhere in the edition before.",
    attached: "Attached by hand.",
    changed: "Its words were edited since:",
    takeOff: "Take it off",
    wasWords: "before:",
    isWords: "now:",
  },
  newEdition: {
    label: "New edition",
    text: "A new edition of this report is here. Reload to read it.",
    reload: "Reload",
    dismiss: "Not now",
  },
} as const;
