import type { BlockKind, PageBreak } from "@/lib/report/model";

type Page = Pick<PageBreak, "page" | "certain">;

const number = new Intl.NumberFormat("en-GB");
const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

const count = (n: number, one: string, many: string) => `${number.format(n)} ${n === 1 ? one : many}`;

/** Every word of the interface, in English. What varies is a function. */
export const words = {
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
    emptyHow: "To add one, run npm run import -- FILE in the project's folder, then reload this page.",
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
    previous: "Previous hit",
    next: "Next hit",
    back: "Back to where I was",
    backShort: "Back",
    close: "Close search",
    hint: "Type words, or a phrase in quotation marks.",
  },
  reader: {
    outline: "Outline",
    openOutline: "Open the outline",
    text: "Text of the report",
    footnotes: "Footnotes",
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
        ? "The rights to this text are its authors' and publisher's."
        : `The rights to this text are its authors' and publisher's: ${owners.join(", ")}.`,
    kind: {
      heading: "Heading",
      paragraph: "Text",
      "list-item": "List",
      "table-row": "Table",
      caption: "Caption",
      footnote: "Footnote",
    } satisfies Record<BlockKind, string>,
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
      { keys: ["j", "k"], does: "Next and previous paragraph" },
      { keys: ["Esc"], does: "One step back: close what is open" },
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
  close: "Close",
} as const;
