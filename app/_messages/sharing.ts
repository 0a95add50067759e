import { byline } from "@/lib/annotations/attribution";
import type { PageBreak } from "@/lib/report/model";
import type { CitationFormat } from "@/lib/sharing/citations/formats";
import { count, day, list } from "./format";

type Page = Pick<PageBreak, "page" | "certain">;

/** What is said of sharing outside. */
export const sharing = {
  share: {
    title: "Share this passage",
    what: "Anyone who has the link can read the passage in its paragraph, with the report’s title, authors and page. They need no account, and see nothing else.",
    whoseNotes: "Whose notes are shown with it",
    notesOf: (name: string, n: number) => `${name} (${count(n, "note", "notes")})`,
    someNotesOf: (name: string, shown: number, n: number) => `${name} (${shown} of ${count(n, "note", "notes")})`,
    whoseNotesHow:
      "Nobody’s, unless you choose. What is changed in a note later is seen there too. Once it is private or deleted, it is not.",
    withNames: "Show names",
    withNamesHow: "Who wrote the notes, and that you shared this. Names within the notes are left out with them.",
    days: "The link works",
    daysAsBefore: "as long as the one before it",
    dayChoices: [
      { days: null, name: "until it is ended" },
      { days: 7, name: "for a week" },
      { days: 30, name: "for 30 days" },
      { days: 365, name: "for a year" },
    ],
    privateNote: "The link shows no note that only you see. Show it to your team first to share it.",
    /** `withNote` is null where there is no note that could be shown. */
    made: (withNote: boolean | null) =>
      withNote === null ? "The link works." : `The link works. ${withNote ? "It shows notes." : "It shows no notes."}`,
    make: "Make the link",
    link: "The link",
    copy: "Copy",
    copied: "Link copied.",
    notCopied: "Your browser did not let us copy. The link is selected, so that you can copy it.",
    once: "The link is shown only now. You can end it at any time:",
    list: "everything shared",
    listTitle: "Shared outside",
    listEmpty: "Nothing is shared.",
    listEmptyHow:
      "Select words in a report and choose “Share outside”, or make a link to a collection of passages. The links you make are listed here, and can be ended.",
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
      draft: () => "No link yet",
      open: (until: string) => (until ? `Works until ${until}` : "Works"),
      expired: (on: string) => `Expired on ${on}`,
      revoked: (on: string) => `Ended on ${on}`,
    },
    madeBy: (name: string, date: string) => `Made by ${name}, ${date}`,
    views: (n: number) => count(n, "view", "views"),
    withNotesOf: (names: readonly string[]) => `with notes of ${list.format(names)}`,
    withoutNamesShort: "without names",
    pages: (pages: readonly Page[]) => {
      const label = `${pages.length > 1 ? "Pages" : "Page"} ${pages.map(({ page }) => page).join("–")}`;
      return pages.every(({ certain }) => certain) ? label : `${label}, probably`;
    },
    passage: "Shared passage",
    note: (writer: string | null) => (writer === null ? "Note" : `Note ${byline(writer)}`),
    sharedBy: (name: string | null, iso: string) =>
      `Shared${name === null ? "" : ` by ${name}`} on ${day.format(new Date(iso))}.`,
    former: (iso: string) =>
      `The report has changed since. This is what it said in the edition of ${day.format(new Date(iso))}.`,
    cite: {
      title: "Cite this passage",
      formats: {
        apa: "APA",
        chicago: "Chicago",
        mla: "MLA",
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
    collection: {
      kind: "Shared collection",
      holds: (n: number) => (n === 0 ? "No passages" : count(n, "passage", "passages")),
      /** With the report, section and page of the passage. */
      nth: (n: number, where: string) => `${n}. ${where}`,
      cite: (n: number) => `Cite passage ${n}`,
      copy: "Copy all passages with their sources",
      nothing: "There are no passages in this collection at present.",
      openShared: "Read them in their paragraphs",
    },
    openShared: "Read it in its paragraph",
    revokedTitle: "This is no longer shared",
    revoked: "Whoever shared it has ended the link. You can ask them for a new one.",
    expiredTitle: "This link has expired",
    expired: "It was made for a limited time. You can ask whoever sent it for a new one.",
    unknownTitle: "This link shows nothing",
    unknown:
      "It was replaced by another or deleted, or has lost a part on the way to you. You can ask whoever sent it for a new one.",
    about: "Concord is where a team reads a report together and shares passages of it by links like this one.",
  },
  collections: {
    title: "Collections",
    lead: "Passages that you have picked, in your order, with a title and an introduction. Nobody else sees a collection until you make a link to it.",
    empty: "You have no collections yet.",
    emptyHow:
      "Make one here, then put passages into it: by “Add to a collection” on the card of a highlight, or from the list of all notes.",
    newTitle: "Title of a new collection",
    titleExample: "Evidence for section 3",
    make: "Make a collection",
    collect: (n: number) =>
      n === 1 ? "Add to a collection" : `Add ${count(n, "passage", "passages")} to a collection`,
    collectShort: "Add to a collection",
    which: "Collection",
    another: "A new collection",
    looking: "Getting your collections…",
    put: "Add",
    added: (n: number, present: number, title: string) =>
      [
        n > 0 && `${count(n, "passage is", "passages are")} now in “${title}”.`,
        present > 0 && `${present === 1 ? "One was" : `${present} were`} in it already.`,
      ]
        .filter(Boolean)
        .join(" "),
    openNamed: (title: string) => `Open “${title}”`,
    pick: {
      begin: "Select",
      end: "Stop selecting",
      passage: (quote: string) => `Select “${quote}”`,
      chosen: (n: number) => `${count(n, "passage", "passages")} selected`,
    },
    all: "All collections",
    titleLabel: "Title",
    introduction: "Introduction",
    introductionHow: "Stands before the passages. Markdown; may stay empty.",
    save: "Save",
    saved: "Saved.",
    unsaved: "Not saved yet.",
    passages: "Passages",
    noPassages: "There is nothing in it yet.",
    order:
      "Move a passage by its arrows, with a mouse by its dots, or with Alt and the arrow keys while one of its buttons has the focus.",
    drag: "Drag it to another place",
    up: (n: number) => `Move passage ${n} up`,
    down: (n: number) => `Move passage ${n} down`,
    takeOut: (n: number) => `Take passage ${n} out`,
    takenOut: "The passage is taken out.",
    moved: (n: number, all: number) => `Now passage ${n} of ${all}.`,
    changedElsewhere: "This collection was changed elsewhere meanwhile. This is how it stands now.",
    sharing: "Share it",
    what: "Anyone who has the link can read the passages in their paragraphs, with the reports’ titles, authors and pages. They need no account, and see nothing else. What you change here they see at once.",
    privateDraft: "There is no link yet. Nobody but you sees this collection.",
    made: "The link works.",
    makeFirst: "Put passages into it first.",
    delete: "Delete this collection",
    deleteHow: "The collection goes for good, and so does its link. The highlights and notes stay.",
    deleteOpen: "To delete the collection, end its link first.",
    deleted: "The collection is deleted.",
  },
} as const;
