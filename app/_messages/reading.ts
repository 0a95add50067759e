import type { BlockKind, PageBreak } from "@/lib/report/model";
import { count, fileSize } from "./format";

type Page = Pick<PageBreak, "page" | "certain">;

/** What is said of reading a report: the reader, how it looks, and its keys. */
export const reading = {
  reader: {
    outline: "Outline",
    openOutline: "Open the outline",
    hits: (n: number) => count(n, "hit", "hits"),
    text: "Text of the report",
    /** Of the links, footnotes and highlights of the text. */
    stopsHow: "Left and right lead to the other links, footnotes and highlights of the text.",
    footnotes: "Footnotes",
    /** Below the beginning of a long text. */
    rest: {
      beginning: "Loading the rest of the report…",
      failed: "The rest of the report couldn’t be loaded. We’ll try again when you’re back online.",
    },
    /** Where there are no scripts that add the rest of a long text. */
    wholeText: "Show the whole report",
    table: "Table, scrolls sideways",
    footnote: (label: string) => `Footnote ${label}`,
    goToFootnote: "Show among the footnotes",
    /** After the page, where it is known. */
    backToText: (label: string, nth: number) =>
      nth === 1 ? `Back to the text from footnote ${label}` : `Back to the text from footnote ${label}, marker ${nth}`,
    pictureMissing: "This picture is missing from our copy of the report.",
    openPicture: "Open the picture on its own site",
    page: (page: Page) => (page.certain ? `p. ${page.page}` : `p. ${page.page}?`),
    pageLong: (page: Page) =>
      page.certain ? `Page ${page.page}` : `Page ${page.page}, probably: the source does not say where it begins`,
    source: ({ name, size }: { name: string; size: number }) => `Original file: ${name} (${fileSize(size)})`,
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
      { keys: ["←", "→"], does: "On a link, footnote or highlight of the text: the previous or next one" },
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
} as const;
