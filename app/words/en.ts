import type { Change } from "@/app/outbox/changes";
import type { Deed } from "@/app/r/[slug]/notes/undo";
import { MAIL_LINK_MINUTES, type Scope, type TokenView } from "@/lib/accounts/access-schemas";
import type { InvitedRole, Role } from "@/lib/accounts/roles";
import type { InvitationView } from "@/lib/accounts/schemas";
import type { Colour } from "@/lib/annotations/colours";
import type { ActivityEntry } from "@/lib/annotations/live-schemas";
import type { DeletedItem, HighlightView, Visibility } from "@/lib/annotations/schemas";
import type { BlockKind, PageBreak } from "@/lib/report/model";
import type { Hint } from "@/lib/search/query";
import type { CitationFormat } from "@/lib/sharing/citations/formats";
import { writerOf } from "@/lib/sharing/exchange/prose";
import type { ExportFormat, ImportOutcome, Outcome } from "@/lib/sharing/exchange/schemas";
import { people } from "./people";

type PlacementCounts = Record<HighlightView["state"], number>;
type Page = Pick<PageBreak, "page" | "certain">;

const number = new Intl.NumberFormat("en-GB");
const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** What colours are called where the team has not named them. */
const COLOURS: Readonly<Record<Colour, string>> = { 1: "Yellow", 2: "Blue", 3: "Red", 4: "Violet" };

const inBrackets = (name: string | null) => (name === null ? "" : ` (${name})`);

/** How words are selected, for those who have not done it here before. */
const selectWords = (isTouch: boolean) =>
  isTouch ? "Press and hold words of the text" : "Select any words of the text";

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

const count = (n: number, one: string, many: string) => `${number.format(n)} ${n === 1 ? one : many}`;

/** What a field of the query language takes, by `field:value` as it was typed. */
const takes = (piece: string): string => {
  const field = piece.slice(0, piece.indexOf(":")).toLowerCase();
  const values: Record<string, string> = {
    in: "body, tables, footnotes, captions, headings or notes",
    lang: "en, ru or kk",
    page: "a page, as in page:12, or pages, as in page:10-14",
    is: "noted, private, team or group",
  };
  return `${field}: takes ${values[field] ?? "a word, or words in quotation marks"}.`;
};

/** What somebody did to a highlight or its note. */
const deedNames: Record<Deed, string> = {
  create: "the new highlight",
  delete: "the deletion of the highlight",
  recolour: "the change of colour",
  show: "the change of who sees it",
  write: "the new note",
  edit: "the change of the note",
  erase: "the deletion of the note",
};

/** "Only you will see", and what comes after it. */
const willSee = (visibility: Visibility, name: string): string =>
  ({ private: "Only you", team: "Your team", group: `The group ${name}` })[visibility].concat(" will see");

/** Every word of the interface, in English. What varies is a function. */
export const words = {
  ...people,
  /** A day, from an ISO time. */
  date: (iso: string) => day.format(new Date(iso)),
  /** A day and a time of day, from an ISO time. */
  moment: (iso: string) => moment.format(new Date(iso)),
  app: {
    name: "Concord",
    description: "Read a report with your team: search it, highlight passages, attach notes, share them.",
    home: "Concord: all reports",
    skipToText: "Skip to the text",
  },
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
    resultsTitle: "Search in all reports",
  },
  search: {
    label: "Search",
    inReport: "Search this report",
    inLibrary: "Search all reports",
    clear: "Clear the search",
    results: "Search results",
    loading: "Getting the text ready to search…",
    failed: "Search could not be loaded.",
    retry: "Try again",
    total: (n: number) => (n === 0 ? "No passages found" : count(n, "passage", "passages")),
    none: (query: string) => `Nothing here matches “${query}”.`,
    noneHow: "Check the spelling, or try fewer or other words. Quotation marks find exact phrases.",
    more: (n: number) => `Show all ${number.format(n)}`,
    position: (n: number, total: number) => `${number.format(n)} of ${number.format(total)}`,
    where: "The open hit",
    previous: "Previous hit",
    next: "Next hit",
    back: "Back to where I was",
    backShort: "Back",
    close: "Close search",
    hint: "Type words, or a phrase in quotation marks.",
    list: "Passages found",
    noteBy: (people: string[]) => `Note by ${list.format(people)}`,
    allWords: "All words",
    inOrder: "Reading order",
    lines: "Lines",
    inOutline: "Outline",
    narrow: (chosen: number) => (chosen === 0 ? "Narrow" : `Narrow, ${chosen} chosen`),
    chosen: "chosen",
    facets: {
      ...{ places: "Kind", languages: "Language", noted: "Notes", visibility: "Seen by" },
      ...{ tags: "Tag", people: "Written by", sections: "Section", reports: "Report" },
    },
    facetValues: {
      places: {
        headings: "Headings",
        body: "Text",
        tables: "Tables",
        captions: "Captions",
        footnotes: "Footnotes",
        notes: "Notes",
      },
      languages: { en: "English", ru: "Russian", kk: "Kazakh" },
      noted: { noted: "With a note", "not-noted": "Without" },
      visibility: { private: "Only you", team: "Your team", group: "Your group" },
      tags: {},
      people: {},
      sections: {},
      reports: {},
    },
    facetCount: (n: number) => number.format(n),
    completions: "Words that begin like this",
    unknown: (word: string) => `No passage has “${word}”.`,
    showing: "Showing",
    anyWord: "Search for any of the words",
    relaxed: (dropped: string | null, total: number) =>
      `${dropped === null ? "Word by word" : `Without ${dropped}`}: ${count(total, "passage", "passages")}`,
    respelled: (query: string, total: number) => `${query}: ${count(total, "passage", "passages")}`,
    onlyFirst: (n: number, total: number) =>
      `These are the best ${number.format(n)} of ${number.format(total)}. Add a word, or narrow the search, to see others.`,
    noLines: "There are no words to line up: the search has none, or nothing was found.",
    closeLines: "Close the lines",
    hints: {
      "unclosed-quote": () => "The phrase has no closing quotation mark, so it was read to the end.",
      "unbalanced-parenthesis": () => "A parenthesis has no partner; it was passed over.",
      "lone-operator": (piece) =>
        piece === "OR"
          ? "“OR” stands between two words; here it was read as a word."
          : piece === "-"
            ? "“-” leaves out what follows right behind it; here it was passed over."
            : "There is nothing to search for in the parentheses; they were passed over.",
      "unknown-field": (piece) => `“${piece}:” is no field; it was read as words.`,
      "unknown-value": (piece) => `“${piece}” was read as words: ${takes(piece)}`,
      "too-deep": () => "The parentheses lie too deep; the innermost were passed over.",
      "too-long": () => "The search is too long; only its beginning was used.",
    } satisfies Record<Hint["code"], (piece: string) => string>,
    past: {
      label: "Recent and saved searches",
      how: "Arrow down leads to recent and saved searches.",
      recent: "Recent",
      clear: "Clear",
      saved: "Saved",
      everywhere: "In all reports",
      inReport: (slug: string) => `In ${slug.replaceAll("-", " ")}`,
    },
    saved: {
      save: "Save this search",
      name: "Name",
      submit: "Save",
      delete: "Delete this saved search",
      deleteNamed: (name: string) => `Delete the saved search “${name}”`,
      deleted: "Saved search deleted.",
      undo: "Undo",
      notSaved: "The search is not saved yet.",
      notDeleted: "The search is not deleted yet.",
      again: "Try again",
    },
    syntax: {
      title: "How to search",
      how: "Choose an example to put it into the box.",
      list: [
        { type: "language schools", finds: "Any of the words, with any ending, best passages first" },
        { type: '"soft power"', finds: "These words in this order, over lines and pages too" },
        { type: "language -Kazakh", finds: "Without this word; a phrase or a filter can be left out likewise" },
        { type: "(school OR university) Russian", finds: "One or the other; parentheses keep them together" },
        { type: "diplom*", finds: "Every word that begins like this" },
        { type: "in:footnotes", finds: "Only in footnotes; or body, tables, captions, headings, notes" },
        { type: "section:conclusions", finds: "Only in sections with this word in the title" },
        { type: "page:10-14", finds: "Only on these pages" },
        { type: "lang:ru", finds: "Only in Russian; also lang:en and lang:kk" },
        {
          type: "by:gussarova",
          finds: "Only by this author, and notes that a person of this name has written or replied to",
        },
        { type: "tag:question", finds: "Only notes and passages with this tag" },
        { type: "is:noted", finds: "Only passages with a note; -is:noted for those without" },
        {
          type: "is:private",
          finds:
            "Only notes and highlights that you alone see; is:team for those of your team, is:group for those of your groups",
        },
        { type: "report:kazakhstan", finds: "Only in reports with this word in their name" },
      ],
      typos:
        "A word that stands in no report is searched in the spellings nearest to it, so a typing mistake does little harm.",
      scripts: "Names are found in Latin and Cyrillic letters alike: Shibutov finds Шибутов.",
    },
    concordance: {
      label: "Every occurrence, one a line",
      total: (n: number) => count(n, "occurrence", "occurrences"),
      place: "Page",
      section: "Section",
      report: "Report",
      left: "Words before",
      keyword: "Found",
      right: "Words after",
      sort: { position: "As in the text", left: "By the words before", right: "By the words after" },
      download: "Download CSV",
    },
  },
  reader: {
    outline: "Outline",
    openOutline: "Open the outline",
    hits: (n: number) => count(n, "hit", "hits"),
    text: "Text of the report",
    footnotes: "Footnotes",
    table: "Table, scrolls sideways",
    footnote: (label: string) => `Footnote ${label}`,
    goToFootnote: "Show among the footnotes",
    backToText: (label: string, nth: number) =>
      nth === 1 ? `Back to the text from footnote ${label}` : `Back to the text from footnote ${label}, marker ${nth}`,
    pictureMissing: "This picture is missing from our copy of the report.",
    openPicture: "Open the picture on its own site",
    page: (page: Page) => (page.certain ? `p. ${page.page}` : `p. ${page.page}?`),
    pageLong: (page: Page) =>
      page.certain ? `Page ${page.page}` : `Page ${page.page}, probably: the source does not say where it begins`,
    rights: (owners: string[]) =>
      owners.length === 0
        ? "The rights to this text are its authors’ and publisher’s."
        : `The rights to this text are its authors’ and publisher’s: ${owners.join(", ")}.`,
    kind: {
      heading: "Heading",
      paragraph: "Text",
      "list-item": "List",
      "table-row": "Table",
      caption: "Caption",
      footnote: "Footnote",
    } satisfies Record<BlockKind, string>,
  },
  notes: {
    title: "Notes",
    all: "All notes",
    open: (n: number) => (n === 0 ? "Notes" : `Notes, ${count(n, "highlight", "highlights")}`),
    count: (n: number) => (n > 99 ? "99+" : number.format(n)),
    empty: "No highlights yet",
    emptyHow: (isTouch: boolean) =>
      `${selectWords(isTouch)} to highlight them or to write a note. What you mark for your team, they see too.`,
    emptyReader: "What your team highlights, and the notes they write on it, will stand here.",
    hintLabel: "What you can do here",
    hint: (isTouch: boolean) => `${selectWords(isTouch)} to highlight them, write a note on them or share them.`,
    hintReader: (isTouch: boolean) =>
      `Open any highlighted words to see who marked them and why. ${selectWords(isTouch)} to copy a link to them.`,
    hintDismiss: "Do not show this again",
    failed: "The notes could not be loaded.",
    colours: COLOURS,
    /** A colour as it is said: with what the team calls it, if anything. */
    colour: (colour: Colour, name: string | null) => `${COLOURS[colour]}${name ? `: ${name}` : ""}`,
    colourTip: (said: string, key: Colour) => `${said} (${key})`,
    legend: {
      title: "What the colours mean",
      none: "Your team has not named them yet. Owners and editors can.",
      how: "What you call a colour, your whole team sees.",
      nameOf: (colour: string) => `What ${colour.toLowerCase()} means`,
    },
    /** What a line in the margin stands for, where there is no room for all. */
    folded: (count: number) => (count === 1 ? "1 more note here" : `${count} more notes here`),
    selectionBar: "What to do with the selected words",
    selectByKeys: "Select words with the keyboard",
    selectingHow:
      "Selecting. Left and right move by word, up and down by sentence, Page Up and Page Down by paragraph; with Shift they extend. Tab leads to what can be done, Escape gives up. ",
    /** What is said of a selection: all of a short one, the ends of a long one. */
    selected: (text: string) => {
      const said = text.replaceAll(/\s+/gu, " ");
      if (said.length <= 120) return said;
      return `${said.slice(0, said.indexOf(" ", 40))} … ${said.slice(said.lastIndexOf(" ", said.length - 40) + 1)}`;
    },
    highlightIn: (colour: Colour, name: string | null) =>
      `Highlight in ${COLOURS[colour].toLowerCase()}${inBrackets(name)}`,
    recolour: (colour: Colour, name: string | null) => `Make it ${COLOURS[colour].toLowerCase()}${inBrackets(name)}`,
    pile: (n: number) => count(n, "highlight lies here", "highlights lie here"),
    pileBy: (author: string, colour: string) => `${author} · ${colour}`,
    hasNote: "With a note",
    tags: {
      label: "Tags",
      add: "Add a tag",
      offered: "Tags in use",
      count: (n: number) => count(n, "tag in use", "tags in use"),
      remove: (tag: string) => `Take off the tag “${tag}”`,
    },
    filter: {
      title: "Which notes are shown",
      open: (chosen: number) => (chosen === 0 ? "Filter" : `Filter, ${chosen} chosen`),
      mine: "Mine",
      shown: (n: number, total: number) => `${number.format(n)} of ${number.format(total)} shown`,
      beside: "The open note is none of them.",
      clear: "Show all",
      none: "No note is like that",
      person: "By",
      anyPerson: "Anybody",
      colour: "Colour",
      anyColour: "Any",
      tag: "Tag",
      anyTag: "Any",
      state: "State",
      anyState: "Any",
      visibility: "Seen by",
      anyVisibility: "Anybody",
      option: (name: string, n: number) => `${name} (${number.format(n)})`,
      states: {
        open: "Open notes",
        resolved: "Resolved notes",
        bare: "Without a note",
        moved: "Moved in this edition",
        changed: "Words changed in this edition",
        unplaced: "Without a place here",
      },
    },
    ticks: {
      label: "Where notes are",
      stretch: (n: number, quote: string) => `${count(n, "note", "notes")}, from “${quote}” on`,
    },
    /** Who wrote something; of what was imported, who wrote it elsewhere and who brought it here. */
    writer: ({ author, origin }: Pick<HighlightView, "author" | "origin">) =>
      origin?.creator ? `${writerOf({ author, origin })} (imported by ${author.name})` : author.name,
    cardLabel: (author: string) => `Highlight by ${author}`,
    write: "Write a note",
    edit: "Edit the note",
    copyLink: "Copy a link for colleagues",
    linkCopied: "Link copied. Colleagues who are signed in can open it.",
    linkNotCopied: "Your browser did not let us copy. This is the link:",
    share: "Share outside",
    delete: "Delete the highlight",
    deleted: "Highlight deleted.",
    deleteNote: "Delete the note",
    noteDeleted: "Note deleted. Its highlight is still there.",
    undo: "Undo",
    /** What is written, as its editor names it. */
    written: {
      note: {
        text: "Note",
        remove: "Delete the note",
        gone: "The note was deleted meanwhile. Saving writes it anew.",
      },
      reply: {
        text: "Reply",
        remove: "Delete the reply",
        gone: "The reply was deleted meanwhile. Saving writes it anew.",
      },
    },
    mention: {
      label: "Members",
      offered: (n: number) => `${count(n, "member", "members")}. Up and down choose, Enter takes one.`,
      /** Who hears of being mentioned, where that is not everybody. */
      told: {
        private: "Nobody is told that they are mentioned, since only you see this.",
        group: "Of those you mention, only members of the group are told.",
        team: "",
      } satisfies Record<Visibility, string>,
    },
    thread: {
      label: "Replies",
      count: (n: number) => count(n, "reply", "replies"),
      by: (author: string) => `Reply by ${author}`,
      edited: "edited",
      reply: "Reply",
      edit: "Edit the reply",
      deleted: "Reply deleted.",
      resolve: "Resolve",
      reopen: "Reopen",
      resolved: (by: string | null) => (by === null ? "Resolved" : `Resolved by ${by}`),
    },
    save: "Save",
    saveInstead: "Save mine instead",
    saysNow: "It was changed meanwhile. It says now:",
    cancel: "Cancel",
    draftKept: "What you typed is kept here, not saved yet.",
    draftDropped: "What you typed was thrown away.",
    goOnWriting: "Go on writing",
    more: "More",
    ticked: "Done",
    notTicked: "Not done",
    notSaved: "Not saved yet.",
    unreachable: "Concord cannot be reached. Check the connection.",
    visibility: { private: "Only you", team: "Your team", group: "Your group" },
    seenBy: "Who sees it",
    /** What stands for a group that the person is not in any more. */
    formerGroup: "A group you have left",
    /**
     * Of what will be marked, on the button that changes it.
     *
     * @param name of the audience
     * @param hasGroups whether there are others to choose beside the team and the person alone
     */
    nextSeenBy: (visibility: Visibility, name: string, hasGroups: boolean) => {
      const seen = `${willSee(visibility, name)} what you mark.`;
      if (hasGroups) return `${seen} Choose who else`;
      return `${seen} ${visibility === "private" ? "Show it to your team" : "Keep it to yourself"}`;
    },
    writeTab: "Write",
    previewTab: "Preview",
    previewEmpty: "Nothing is written yet.",
    makeTeam: "Only you see it. Show it to your team",
    makePrivate: "Your team sees it. Keep it to yourself",
    seenByHint: (visibility: Visibility, name: string) => `${willSee(visibility, name)} it.`,
    saveKey: (isApple: boolean) => `${isApple ? "⌘" : "Ctrl"}+Enter saves.`,
    markdownHint: "**Bold**, *italics*, lists and links can be written in Markdown, and @ mentions a colleague.",
    spoken: (n: number) => count(n, "highlight in this passage", "highlights in this passage"),
    spokenHighlight: (author: string, quote: string) => `${author} highlighted “${quote}”.`,
    spokenNote: (body: string) => `Note: ${body}`,
    /** What became of a note; nothing where nothing did. */
    spokenThread: (replies: number, isResolved: boolean) =>
      [replies > 0 && `${count(replies, "reply", "replies")}.`, isResolved && "Resolved."].filter(Boolean).join(" "),
    olderEdition: "This link was made in another edition of the report, so its passage may stand elsewhere.",
    brokenLink: "This link names no passage of the report. It may have lost its end on the way to you.",
  },
  unsaved: {
    title: "Not saved yet",
    open: (n: number) => `Not saved yet: ${count(n, "change", "changes")}`,
    allSaved: "Everything is saved.",
    why: {
      unreachable:
        "Concord cannot be reached. What you do is kept on this device, and saved by itself as soon as it is back.",
      failing: "Something goes wrong on our side. What you did is kept on this device, and tried again by itself.",
      "signed-out": "Your session has ended. What you did is kept on this device. Sign in, and it is saved.",
    },
    waiting: "What you did is kept on this device until it is saved.",
    refused: "What could not be saved is kept here until you decide.",
    retry: "Try again",
    signIn: "Sign in",
    copy: "Copy the text",
    copied: "Text copied.",
    notCopied: "Your browser did not let us copy. Select the text and copy it.",
    discard: "Throw it away",
    discarded: "Thrown away.",
    undo: "Undo",
    list: "What is not saved yet",
    did: {
      "highlight.create": "Highlighted",
      "highlight.change": "Changed the highlight on",
      "highlight.tags": "Changed the tags on",
      "highlight.delete": "Deleted the highlight on",
      "highlight.restore": "Brought back the highlight on",
      "note.save": "Wrote a note on",
      "note.delete": "Deleted the note on",
      "note.restore": "Brought back the note on",
      "note.resolve": "Resolved or reopened the note on",
      "reply.create": "Replied to the note on",
      "reply.save": "Edited a reply on",
      "reply.delete": "Deleted a reply on",
      "reply.restore": "Brought back a reply on",
    } satisfies Record<Change["kind"], string>,
    conflict: "Your note is not saved: it was changed meanwhile. Nothing of either is lost.",
    showBoth: "Look at both",
    noRoom: "There is no room on this device to keep that, so it was not done.",
    noRoomHow: "Free some of the browser’s storage, or copy your text elsewhere.",
  },
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
    yours: "What is imported becomes yours: you can change and delete it. The name of who wrote it stays beside it.",
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
      ambiguous: (n: number) => `${count(n, "has", "have")} words that stand in several places`,
      orphan: (n: number) => `${count(n, "has", "have")} words that are not in the text`,
      duplicate: (n: number) => `${count(n, "is", "are")} here already`,
      elsewhere: (n: number) => `${count(n, "is", "are")} about other documents`,
      forbidden: (n: number) => `${count(n, "is", "are")} not yours to import`,
      unsupported: (n: number) => `${count(n, "is", "are")} no notes on words of a text`,
      invalid: (n: number) => `${count(n, "breaks", "break")} the rules of the format`,
    } satisfies Record<Outcome, (n: number) => string>,
    means: {
      new: null,
      ambiguous: "Kept without a place. You can attach each to its words, in the report’s notes.",
      orphan: "Kept without a place. You can attach each to other words, in the report’s notes.",
      duplicate: "Stays as it is here.",
      elsewhere: "Left out, unless you choose a report above.",
      forbidden: "Left out.",
      unsupported: "Left out.",
      invalid: "Left out.",
    } satisfies Record<Outcome, string | null>,
    by: (name: string) => `by ${name}`,
    reply: "Reply",
    accept: (n: number) => `Import ${count(n, "annotation", "annotations")}`,
    nothing: "There is nothing in it to import.",
    leave: "Leave it",
    left: "Nothing was imported.",
    toNotes: "See all notes",
  },
  undo: {
    undo: "Undo",
    redo: "Redo",
    undone: (deed: Deed) => `Undone: ${deedNames[deed]}.`,
    redone: (deed: Deed) => `Done again: ${deedNames[deed]}.`,
    nothing: { undo: "There is nothing to undo.", redo: "There is nothing to redo." },
    impossible: { undo: "That can’t be undone any more.", redo: "That can’t be done again." },
    impossibleWhy: "It was changed since, or is gone. Everything stays as it is.",
  },
  history: {
    open: "What the note said before",
    title: "What the note said before",
    lead: "Every text that was saved is kept. What was taken out since is struck through, what came in is underlined.",
    version: (moment: string, author: string, isLatest: boolean) =>
      `${moment}, ${author}${isLatest ? ", as it is now" : ""}`,
    show: "Show the note of",
    compareWith: "Beside that of",
    restore: "Bring this text back",
    restored: "The earlier text is back.",
    empty: "Nothing is saved yet.",
    failed: "The earlier texts could not be loaded.",
  },
  deleted: {
    erase: "Erase for good",
    eraseNamed: {
      highlight: (quote: string) => `Erase the highlight of “${quote}” for good`,
      note: (quote: string) => `Erase the note on “${quote}” for good`,
      reply: (quote: string) => `Erase the reply on “${quote}” for good`,
    },
    eraseTitle: {
      highlight: "Erase this highlight for good?",
      note: "Erase this note for good?",
      reply: "Erase this reply for good?",
    },
    eraseLead: {
      highlight:
        "Its note, all that the note has said, and the replies go with it. Nobody can bring them back. Links to the passage show it without the note.",
      note: "All that it has said, and the replies to it, go with it. Nobody can bring them back. Links show the passage without it.",
      reply: "Nobody can bring it back.",
    },
    erased: {
      highlight: "The highlight is erased for good.",
      note: "The note is erased for good.",
      reply: "The reply is erased for good.",
    },
    title: "Deleted lately",
    lead: "What you deleted in the last 30 days. After that it is erased for good.",
    empty: "Nothing was deleted lately",
    emptyHow: "Highlights, notes and replies that you delete stand here for 30 days, and can be brought back.",
    failed: "What you deleted could not be loaded.",
    kind: {
      highlight: (author: string) => `Highlight by ${author}`,
      note: (author: string) => `Note by ${author}`,
      reply: (author: string) => `Reply by ${author}`,
    } satisfies Record<DeletedItem["kind"], (author: string) => string>,
    when: (deleted: string, until: string) => `deleted ${deleted}, kept until ${until}`,
    restore: "Bring it back",
    restoreNamed: {
      highlight: (quote: string) => `Bring back the highlight of “${quote}”`,
      note: (quote: string) => `Bring back the note on “${quote}”`,
      reply: (quote: string) => `Bring back the reply on “${quote}”`,
    } satisfies Record<DeletedItem["kind"], (quote: string) => string>,
    restored: {
      highlight: "The highlight is back.",
      note: "The note is back.",
      reply: "The reply is back.",
    } satisfies Record<DeletedItem["kind"], string>,
    notRestored: "It is not back.",
  },
  newEdition: {
    label: "New edition",
    text: "A new edition of this report is here. Reload to read it.",
    reload: "Reload",
    dismiss: "Not now",
  },
  activity: {
    title: "Activity",
    lead: "What your team has done in this report lately.",
    empty: "Nothing has happened here yet",
    emptyHow: "What you and your team highlight and write will be listed here, the latest first.",
    failed: "The activity could not be loaded.",
    older: "Show older",
    somebody: "Somebody",
    /** What a person has done, after their name; an edition comes from nobody in particular. */
    did: {
      "highlight.created": "highlighted",
      "highlight.changed": "recoloured",
      "highlight.shown": "showed to others",
      "highlight.restored": "brought back",
      "highlight.tagged": "changed the tags of",
      "note.created": "wrote a note on",
      "note.changed": "edited the note on",
      "note.restored": "brought back the note on",
      "note.resolved": "resolved the note on",
      "note.reopened": "reopened the note on",
      "reply.created": "replied to the note on",
      "reply.changed": "edited a reply on",
      "reply.restored": "brought back a reply on",
      "edition.stored": "added a new edition",
    } satisfies Record<ActivityEntry["did"], string>,
    edition: "A new edition of the report came",
  },
  inbox: {
    title: "Inbox",
    open: (unread: number) =>
      unread === 0 ? "Inbox" : `Inbox, ${unread > 99 ? "more than 99" : number.format(unread)} new`,
    lead: "Where colleagues mention you, and what they reply where you wrote.",
    empty: "Nothing here yet",
    emptyHow:
      "When a colleague writes @ and your name, or replies to a note of yours or after you, it will be listed here.",
    failed: "The inbox could not be loaded.",
    readAll: "Mark all as read",
    notRead: "It could not be noted as read.",
    older: "Show older",
    new: "New",
    replied: "replied",
    mentioned: "mentioned you in a note",
    mentionedInReply: "mentioned you in a reply",
  },
  add: {
    title: "Add a report or an edition",
    lead: "Choose a file and look at what would come of it. Nothing is added before you say so.",
    choose: "Choose a file",
    chooseOther: "Choose another file",
    drop: "or drop it here",
    dropNow: "Drop the file to look at it",
    kinds: "Plain text (.txt) or a report’s Markdown (.md), in UTF-8, up to 1 MB.",
    tooLarge: "The file is larger than 1 MB. A report’s plain text is smaller.",
    unreadable: "The browser could not read the file. It may have been moved; choose it again.",
    onlyOne: "Drop one file at a time.",
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
    authorsHint: "Separated by commas.",
    yearHint: "Four digits.",
    languages: { en: "English", ru: "Russian", kk: "Kazakh" },
    doubts: (n: number) => count(n, "place to check", "places to check"),
    doubtsHint: "What the importer was not sure of, by line of the file.",
    line: (n: number) => `Line ${number.format(n)}`,
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
    ambiguous: "Similar words stand in several places.",
    onlyFirst: (n: number) => `Only the first ${number.format(n)} are listed.`,
    by: (author: string) => `Highlight by ${author}`,
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
    lostLead: "Their words were not found in this edition. They are kept, and can be attached to other words.",
    orphan: "Its words are not in this edition.",
    ambiguous: "Similar words stand in several places, and nothing says which are meant.",
    settled: "Kept as it is.",
    lostLabel: (author: string) => `Highlight by ${author}, without a place`,
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
  share: {
    title: "Share this passage",
    what: "Anyone who has the link can read the passage in its paragraph, with the report’s title, authors and page. They need no account, and see nothing else.",
    withNote: "Show the note and its author too",
    withNoteHow: "What is changed in the note later is seen there too. Once it is private or deleted, it is not.",
    withNames: "Show names",
    withNamesHow: "Who wrote the note, and that you shared it. Names within the note are left out with them.",
    days: "The link works",
    dayChoices: [
      { days: null, name: "until it is ended" },
      { days: 7, name: "for a week" },
      { days: 30, name: "for 30 days" },
      { days: 365, name: "for a year" },
    ],
    privateNote: "The link will not show your note, because only you see it. Show it to your team first to share it.",
    /** `withNote` is null where there is no note. */
    made: (withNote: boolean | null) =>
      withNote === null
        ? "The link works."
        : `The link works. ${withNote ? "It shows the note." : "It does not show the note."}`,
    make: "Make the link",
    link: "Link to the passage",
    copy: "Copy",
    copied: "Link copied.",
    notCopied: "Your browser did not let us copy. The link is selected, so that you can copy it.",
    once: "The link is shown only now. You can end it at any time:",
    list: "shared passages",
    listTitle: "Shared passages",
    listEmpty: "Nothing is shared.",
    listEmptyHow:
      "Select words in a report and choose “Share outside”. The links you make are listed here, and can be ended.",
    listEmptyReader: "Readers do not share passages. Ask the owner of this Concord if you need to.",
    renew: "Make a new link",
    renewNamed: (quote: string) => `Make a new link, in place of this one: “${quote}”`,
    renewed: "The new link works. The one before works no more.",
    end: "End this link",
    endNamed: (quote: string) => `End this link: “${quote}”`,
    ended: "The link no longer works.",
    restored: "The link works again.",
    /** With the day on which it ended or ends; empty where none was set. */
    state: {
      open: (until: string) => (until ? `Works until ${until}` : "Works"),
      expired: (on: string) => `Expired on ${on}`,
      revoked: (on: string) => `Ended on ${on}`,
    },
    madeBy: (name: string, date: string) => `Made by ${name}, ${date}`,
    views: (n: number) => count(n, "view", "views"),
    withNoteShort: "with its note",
    withoutNamesShort: "without names",
    pages: (pages: readonly Page[]) => {
      const label = `${pages.length > 1 ? "Pages" : "Page"} ${pages.map(({ page }) => page).join("–")}`;
      return pages.every(({ certain }) => certain) ? label : `${label}, probably`;
    },
    passage: "Shared passage",
    note: (author: string | null) => (author === null ? "Note" : `Note by ${author}`),
    sharedBy: (name: string | null, iso: string) =>
      `Shared${name === null ? "" : ` by ${name}`} on ${day.format(new Date(iso))}.`,
    former: (iso: string) =>
      `The report has changed since. This is what it said in the edition of ${day.format(new Date(iso))}.`,
    cite: {
      title: "Cite this passage",
      formats: {
        apa: "APA",
        chicago: "Chicago",
        gost: "GOST R 7.0.5",
        bibtex: "BibTeX",
        ris: "RIS",
      } satisfies Record<CitationFormat, string>,
      copy: "Copy",
      copyNamed: (format: string) => `Copy ${format}`,
      copied: "Copied.",
      notCopied: "Your browser did not let us copy. Select the text and copy it.",
      quote: "Copy the passage with its source",
      as: { text: "as text", markdown: "as Markdown", html: "as HTML" },
    },
    openForMembers: "Open it in the report",
    openShared: "Read it in its paragraph",
    revokedTitle: "This passage is no longer shared",
    revoked: "Whoever shared it has ended the link. You can ask them for a new one.",
    expiredTitle: "This link has expired",
    expired: "It was made for a limited time. You can ask whoever sent it for a new one.",
    about: "Concord is where a team reads a report together and shares passages of it by links like this one.",
  },
  /** Beside what is shown only once. */
  once: {
    copy: "Copy",
    copied: "Copied.",
    notCopied: "Your browser did not let us copy. Select it and copy it.",
  },
  mail: {
    signIn: (link: string) => ({
      subject: "Your link to sign in to Concord",
      text: `Open this link to sign in to Concord:\n\n${link}\n\nIt works once, for ${MAIL_LINK_MINUTES} minutes. If you have not asked for it, do nothing: nobody gets in without it.\n`,
    }),
  },
  settings: {
    title: "Settings",
    password: {
      title: "Password",
      lead: "When you change it, you are signed out everywhere but here. Programs with a token of yours go on working.",
      none: "You sign in without a password. To have one, ask the owner of this Concord for a link to choose it.",
      current: "Password that you have now",
      next: "New password",
      submit: "Change the password",
      changed: (ended: number) =>
        ended === 0
          ? "Your password is changed."
          : `Your password is changed, and you are signed out in ${count(ended, "other place", "other places")}.`,
    },
    sessions: {
      title: "Where you are signed in",
      lead: "Ending a session signs you out there at once. If you do not know one of them, end it and change your password.",
      device: (browser: string | null, system: string | null) =>
        browser && system ? `${browser} on ${system}` : (browser ?? system ?? "An unknown browser"),
      own: "this one",
      times: (since: string, seen: string) => `Signed in ${since} · last used ${seen}`,
      end: "End",
      endNamed: (device: string, since: string) => `End the session of ${device}, signed in ${since}`,
      ended: "That session has ended.",
      endOthers: "End all others",
      othersEnded: "You are signed out everywhere but here.",
    },
    tokens: {
      title: "Tokens for programs",
      lead: "With a token a program of yours calls Concord in your name. It can do what you can do, as far as you allow below, until you revoke it.",
      name: "What it is for",
      nameHint: "For example: backup.",
      scopes: "It may",
      scopeMeans: {
        read: "Read: reports, searches, highlights and notes that you can see",
        write: "Write: make and change highlights and notes in your name",
      } satisfies Record<Scope, string>,
      scopeShort: { read: "Reads", write: "Writes" } satisfies Record<Scope, string>,
      noScope: "Say what the token may do.",
      days: "It works for",
      untilRevoked: "Until I revoke it",
      create: "Make the token",
      secret: "The token",
      once: "It is shown only now. Keep it where you keep passwords: whoever has it can do what it allows.",
      states: { open: "Works", expired: "Expired", revoked: "Revoked" } satisfies Record<TokenView["state"], string>,
      until: (date: string) => `until ${date}`,
      forEver: "until you revoke it",
      made: (date: string) => `made ${date}`,
      used: (date: string) => `last used ${date}`,
      unused: "never used",
      revoke: "Revoke",
      revokeNamed: (name: string) => `Revoke the token “${name}”`,
      revoked: "The token no longer works.",
    },
  },
  theme: {
    label: "Appearance",
    system: "Same as my device",
    light: "Light",
    dark: "Dark",
    sepia: "Sepia",
  },
  keys: {
    label: "Keyboard shortcuts",
    single: "Use single-key shortcuts",
    singleHow:
      "Turn this off if you use speech input or press keys by accident. ? then works no more; this button does.",
    list: [
      { keys: ["/"], does: "Go to the search box" },
      { keys: ["↓", "↑"], does: "Move between results" },
      { keys: ["Enter"], does: "Open a result" },
      { keys: ["n", "N"], does: "Next and previous hit" },
      { keys: ["b"], does: "Back to where I was before the search" },
      { keys: ["j", "k"], does: "Next and previous paragraph, or note" },
      { keys: ["o"], does: "Go to the notes on the paragraph, one after the other" },
      { keys: ["v"], does: "Select words with the keyboard" },
      { keys: ["←", "→"], does: "Then: the previous or next word; with Shift, more or fewer words" },
      { keys: ["↑", "↓"], does: "Then: the same by sentences" },
      { keys: ["Page ↑", "Page ↓"], does: "Then: the same by paragraphs" },
      { keys: ["h"], does: "Highlight the selected words, or the paragraph, in the last colour", marks: true },
      { keys: ["1", "2", "3", "4"], does: "Highlight them in a colour", marks: true },
      { keys: ["m"], does: "Write a note on them, or on the open highlight", marks: true },
      { keys: ["p"], does: "Choose who sees them, or the open highlight", marks: true },
      { keys: ["r"], does: "Reply to the open note", marks: true },
      {
        keys: ["Ctrl+Z", "⌘Z"],
        does: "Undo what you did to highlights and notes; with Shift, redo it",
        marks: true,
      },
      { keys: ["l"], does: "Copy a link to them for colleagues" },
      { keys: ["s"], does: "Share them outside", marks: true },
      { keys: ["Esc"], does: "One step back: close what is open" },
      { keys: ["F6"], does: "Go to a message at the foot of the window, for instance to undo" },
      { keys: ["?"], does: "Show this list" },
    ],
  },
  notFound: {
    title: "There is nothing at this address",
    report: "We have no report with this name. It may have been renamed, or the link may have lost its end.",
    page: "The link may be old, or may have lost its end on the way to you.",
    home: "See all reports",
  },
  error: {
    title: "Something went wrong on our side",
    how: "Nothing of yours is lost. Try again; if it goes on, tell whoever runs this site the number below.",
    number: (digest: string) => `Number: ${digest}`,
    retry: "Try again",
  },
  accounts: {
    roles: { owner: "Owner", editor: "Editor", annotator: "Annotator", reader: "Reader" } satisfies Record<
      Role,
      string
    >,
    roleMeans: {
      editor: "Reads, highlights and writes notes; removes notes of others where they are out of place.",
      annotator: "Reads, highlights and writes notes.",
      reader: "Reads, searches, and sees what the team highlights and notes.",
    } satisfies Record<InvitedRole, string>,
    signIn: {
      title: "Sign in",
      submit: "Sign in",
      accessEnded:
        "You are not in this team any more. What this browser kept of it was taken away. If you think that is a mistake, ask the person who runs this Concord.",
      noAccount: "No account yet? Ask the person who runs this Concord for an invitation.",
      forgotten: "Forgotten your password? The owner can make a link for you to choose a new one.",
    },
    ways: {
      provider: (name: string, isJoining: boolean) => `${isJoining ? "Join" : "Sign in"} with ${name}`,
      providerHow: (name: string) =>
        `You sign in there and come back here. We learn your name and e-mail address from ${name}.`,
      providerEnds:
        "If you have come in with a password only until now, that password ends, and so do your API tokens: until then nobody had shown that your e-mail address is yours.",
      mailTitle: (isJoining: boolean) => `${isJoining ? "Join" : "Sign in"} by e-mail`,
      mailSubmit: "Send me a link",
      mailHow: "We send you a link that signs you in, without a password.",
    },
    sent: {
      title: "Look into your mailbox",
      text: (minutes: number) =>
        `If this address may sign in here, a link is on its way to it. It works once, for ${minutes} minutes, in any browser.`,
      how: "Nothing has come? Look among the unwanted mail, and check that the address is the one that was invited.",
    },
    link: {
      title: "Sign in",
      lead: (email: string) => `You are about to sign in as ${email}.`,
      newTitle: "Join the team",
      newLead: (email: string) => `You are about to join this team as ${email}.`,
      endsPassword:
        "Nobody has shown before that this address is theirs, so somebody else may have chosen the password of this account. That password stops working, its API tokens end, and it is signed out everywhere else. Nothing else is lost.",
      submit: "Sign in",
      join: "Join",
      unknownTitle: "This link does not work",
      unknown: "It was used already, is too old, or has lost its end on the way to you.",
      unknownHow: "Go to the page for signing in, and have a new one sent to you.",
    },
    again: {
      title: "Sign in to go on",
      lead: {
        reading: "Your session has ended. You stay where you are in the text.",
        saving: "Your session has ended. What you did is still here, and is saved as soon as you have signed in.",
      },
      submit: "Sign in and go on",
      cancel: "Not now",
      otherWay: "Sign in another way",
      otherWayHow: "in a new tab, and come back here.",
    },
    setUp: {
      title: "Set up Concord",
      lead: "You are the first to come here, so you become the owner: you invite the others and decide what they may do.",
      submit: "Set up and start reading",
      code: "Set-up code",
      codeHint: "It was printed in the terminal in which Concord was started.",
    },
    join: {
      title: "Join the team",
      lead: (invitedBy: string, role: Role) =>
        role === "reader"
          ? `${invitedBy} invites you to read the team’s reports with its highlights and notes.`
          : `${invitedBy} invites you to read the team’s reports, highlight passages and write notes.`,
      submit: "Join",
      haveAccount: "I have an account already",
      haveJoined: "Have you joined before? Sign in",
      closedTitle: "This invitation does not work any more",
      unknownTitle: "There is no such invitation",
      closed: {
        "used-up": "Everyone for whom this link was made has joined already.",
        expired: "It was good for a while only, and that time is over.",
        revoked: "It was withdrawn.",
        unknown: "The link may have lost its end on the way to you.",
      },
      closedHow: "Ask the person who sent you the link for a new one.",
      memberTitle: "You are in this team already",
      member: (name: string) => `You are signed in as ${name}.`,
    },
    reset: {
      title: "Choose a new password",
      lead: (name: string) =>
        `For the account of ${name}. You are then signed in here, and signed out everywhere else. API tokens end too.`,
      password: "New password",
      submit: "Keep it and sign in",
      unknownTitle: "This link does not work",
      unknown: "It was used already, is too old, or has lost its end on the way to you.",
      unknownHow: "Ask the owner of this Concord for a new one.",
      section: "Forgotten passwords",
      sectionLead:
        "Make a link with which a member chooses a new password. They are then signed out wherever they are signed in, and their API tokens end; nothing else of theirs is lost.",
      person: "Who cannot sign in",
      make: "Make a link for a new password",
      made: (name: string) => `Link for ${name} to choose a new password`,
      once: "It works once, for 24 hours, and is shown only now. Send it to nobody else: whoever opens it has the account.",
    },
    fields: {
      name: "Your name",
      nameHint: "The others see it beside your highlights and notes.",
      email: "E-mail address",
      password: "Password",
      showPassword: "Show what is typed",
      newPasswordHint: "At least 12 characters. A few words that you can remember make a good one.",
    },
    /** By the code of the server's error; the server's own sentence where a code is not here. */
    problems: {
      "bad-request":
        "Please check what you typed: a name, an e-mail address, and a password of 12 to 200 characters where it is a new one.",
      "wrong-credentials": "The e-mail address or the password is not right.",
      "too-many-attempts":
        "This was tried too often. Wait five minutes and try again, or use a browser in which you have signed in before.",
      "not-invited":
        "Nobody with this e-mail address was invited. Ask the owner for an invitation, and open its link first.",
      "email-not-verified":
        "Your account there has no e-mail address that was verified, so we cannot know that it is yours.",
      "other-identity":
        "Another account there was used before with your e-mail address. Ask the owner for a link to choose a password.",
      "provider-refused": "Signing in there was not finished. Try again, or come in another way.",
      "provider-failed": "Signing in there did not work. Try again, or come in another way.",
      "visit-over": "Signing in took too long, or was begun in another browser. Begin again.",
      "link-unknown": "This link does not work any more. Have a new one sent to you.",
      "common-password": "Many people have this password, or it is your e-mail address. Choose another.",
      "reset-unknown": "This link does not work any more. Ask for a new one.",
      "wrong-code": "This is not the code that was printed last where Concord was started.",
      "already-set-up": "Concord has been set up already. Sign in, or ask its owner to invite you.",
      "not-this-machine": "Concord can only be set up at 127.0.0.1, on the machine on which it runs.",
      "email-taken": "There is an account with this e-mail address already. Sign in with it.",
    } as Record<string, string>,
    unknownProblem: "That did not work. Please try again.",
    unreachable: "Concord cannot be reached. Check the connection, and try again.",
    team: {
      title: "Team",
      lead: "Everyone who reads here with you.",
      name: "Name",
      role: "Role",
      since: "Since",
      you: "you",
      invite: "Invite people",
      inviteLead: "Make a link and send it to the people who are to join. Whoever has it can join until it ends.",
      inviteRole: "They become",
      days: "The link works for",
      dayCount: (n: number) => count(n, "day", "days"),
      uses: "How many people may join by it",
      create: "Make the link",
      made: "Invitation link",
      once: "The link is shown only now. Send it to the people you mean: it is all they need.",
      invitations: "Invitations",
      noInvitations: "No invitations yet.",
      noInvitationsHow: "The links you make are listed here with how often they were used, and can be withdrawn.",
      states: { open: "Works", "used-up": "Used up", expired: "Expired", revoked: "Withdrawn" } satisfies Record<
        InvitationView["state"],
        string
      >,
      used: (uses: number, maxUses: number) => `${number.format(uses)} of ${count(maxUses, "person", "people")} joined`,
      until: (date: string) => `until ${date}`,
      madeBy: (name: string) => `made by ${name}`,
      revoke: "Withdraw",
      revokeNamed: (role: string, date: string) => `Withdraw the invitation (${role}, made ${date})`,
      revoked: "The link no longer works.",
      restored: "The link works again.",
    },
    menu: {
      label: (name: string) => `Account: ${name}`,
      notes: "All notes",
      team: "Team",
      signOut: "Sign out",
    },
    signOut: {
      title: "Sign out now?",
      lead: "This is not saved, and stands on this device only. Signing out takes it away.",
      done: "Everything is saved now.",
      list: "What would be lost",
      draft: "You began to write:",
      stay: "Stay",
      save: "Try to save",
      discard: "Sign out and throw it away",
      submit: "Sign out",
      failed: "You are not signed out.",
    },
  },
  close: "Close",
} as const;
