import type { PageBreak } from "@/lib/report/model";
import type { CitationFormat } from "@/lib/sharing/citations/formats";
import { count, day } from "./format";

type Page = Pick<PageBreak, "page" | "certain">;

/** What is said of sharing outside. */
export const sharing = {
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
} as const;
