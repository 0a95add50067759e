import type { HighlightView } from "@/lib/annotations/schemas";
import type { ExportFormat } from "@/lib/exchange/formats";
import type { ImportOutcome, Outcome } from "@/lib/exchange/schemas";
import { count, number } from "./format";

/** What is said of all notes together, and of their way out and in. */
export const exchange = {
  allNotes: {
    title: "All notes",
    lead: "What you and your team have highlighted and written, in all reports.",
    narrow: "Search and filter",
    search: "Search the notes",
    report: "Report",
    anyReport: "All",
    total: (n: number) => count(n, "highlight", "highlights"),
    more: (n: number) => `Show ${number.format(n)} more`,
    empty: "Nothing is highlighted yet",
    emptyHow: "Open a report, and select words to highlight them or to write a note. It will be listed here.",
    noneHow: "Take a filter away, or search for other words.",
    resolved: "Resolved",
    states: {
      anchored: "",
      moved: "Moved in this edition",
      changed: "Its words were changed in this edition",
      ambiguous: "Without a place in this edition",
      orphan: "Without a place in this edition",
    } satisfies Record<HighlightView["state"], string>,
  },
  exports: {
    open: "Export",
    lead: (n: number | null) =>
      n === null
        ? "Saves a file with all highlights and notes in this report that you see, as you have filtered them."
        : `Saves a file with the ${count(n, "highlight", "highlights")} in this list, and what is written on them.`,
    formats: {
      markdown: { name: "Markdown", what: "To read and edit: by section, with sources and links." },
      docx: { name: "Word (.docx)", what: "The same as a document." },
      csv: { name: "Table (.csv)", what: "For a spreadsheet, a passage a row." },
      jsonld: { name: "W3C Web Annotations", what: "For other annotation software." },
      backup: { name: "Backup (.json)", what: "For another Concord; keeps what is resolved as well." },
    } satisfies Record<ExportFormat, { name: string; what: string }>,
  },
  imports: {
    open: "Import",
    title: "Import notes",
    lead: "Choose a file and look at what would come of it. Nothing is imported before you say so.",
    kinds: "W3C Web Annotations (JSON-LD), an export of Hypothesis (JSON), or a backup of Concord, up to 10 MB.",
    tooLarge: "The file is larger than 10 MB. Make several files of it.",
    importing: "Importing it…",
    yours:
      "What you import becomes yours: you can change and delete it. It shows that you imported it, and whom the file names as its author.",
    visibility: "Who will see it",
    visibilities: {
      file: "As the file says; only you where it says nothing",
      private: "Only you",
      team: "Your team",
    },
    report: "Passages of documents that are no reports here",
    noReport: "Leave them out",
    inReport: (title: string) => `Look for their words in “${title}”`,
    formats: {
      "web-annotation": "W3C Web Annotations",
      hypothesis: "Annotations of Hypothesis",
      backup: "A backup of Concord",
    } satisfies Record<ImportOutcome["format"], string>,
    previewTitle: "What would come of it",
    doneTitle: "What has come of it",
    outcomes: {
      new: (n: number) => `${count(n, "is", "are")} new`,
      ambiguous: (n: number) =>
        `${count(n, "has", "have")} words that appear in the text, but nothing shows which are meant`,
      orphan: (n: number) => `${count(n, "has", "have")} no place in the text`,
      placed: (n: number) => `${count(n, "is", "are")} here without a place, and can get one`,
      duplicate: (n: number) => `${count(n, "is", "are")} here already`,
      elsewhere: (n: number) => `${count(n, "is", "are")} about other documents`,
      forbidden: (n: number) => `${count(n, "is", "are")} not yours to import`,
      unsupported: (n: number) => `${count(n, "is", "are")} no notes on words of a text`,
      invalid: (n: number) => `${count(n, "breaks", "break")} the rules of the format`,
    } satisfies Record<Outcome, (n: number) => string>,
    means: {
      new: null,
      ambiguous: "Kept without a place. You can attach each to its words, in the report’s notes.",
      orphan:
        "Their words are not there, or are too few to tell which are meant. Kept without a place: you can attach each to words, in the report’s notes.",
      placed: "Moved to its words. Notes and replies stay as they are here.",
      duplicate: "Stays as it is here.",
      elsewhere: "Left out, unless you choose a report above.",
      forbidden: "Left out.",
      unsupported: "Left out.",
      invalid: "Left out.",
    } satisfies Record<Outcome, string | null>,
    missing: (n: number) =>
      `The file says that there ${n === 1 ? "is" : "are"} ${count(n, "more annotation", "more annotations")} that it does not hold. To get all of them, export the rest as well.`,
    wrongReport: (title: string) => `None of these passages occurs in “${title}”.`,
    better: (found: number, sought: number, title: string) =>
      sought === 1
        ? `The passage occurs in “${title}”.`
        : `${number.format(found)} of ${number.format(sought)} passages that we looked for occur in “${title}”.`,
    takeBetter: (title: string) => `Use “${title}”`,
    noBetter: "We found them in no other report here either.",
    by: (name: string) => `by ${name}`,
    reply: "Reply",
    accept: (n: number) => `Import ${count(n, "annotation", "annotations")}`,
    nothing: "There is nothing in it to import.",
    leave: "Leave it",
    left: "Nothing was imported.",
    toNotes: "See all notes",
  },
} as const;
