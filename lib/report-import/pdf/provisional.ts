import { MAX_PROVISIONAL_PAGES, type OnPages, type ProvisionalBlock, type ProvisionalPage } from "../provisional";
import type { Page } from "./page";
import { inLayout, type Place } from "./places";
import type { RichText } from "./rich-text";
import { type PdfBlock, type PdfNote, structureOf } from "./structure";

/**
 * Number of pages whose structure is determined together. Running heads are only recognized if they are repeated. The
 * first batch is small so that it is shown soon.
 */
const FIRST_BATCH = 4;
const BATCH = 16;

/** Maximum number of characters per page, on average of a batch. Pages of text have at most 10,000. */
const MAX_CHARACTERS = 20_000;

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Determines the text of pages in batches, while other pages are still being read. */
export class ProvisionalText {
  readonly #onPages: OnPages;
  #batch: Page[] = [];
  #given = 0;

  constructor(onPages: OnPages) {
    this.#onPages = onPages;
  }

  /** Adds a page. Recognizing the text of a scanned page takes seconds, so these pages don't wait for others. */
  add(page: Page): void {
    const isScan = page.recognized !== undefined;
    if (isScan) this.#flush();
    this.#batch.push(page);
    if (isScan || this.#batch.length >= (this.#given === 0 ? FIRST_BATCH : BATCH)) this.#flush();
  }

  #flush(): void {
    const pages = this.#batch.slice(0, MAX_PROVISIONAL_PAGES - this.#given);
    this.#batch = [];
    if (pages.length === 0) return;
    this.#given += pages.length;
    this.#onPages(provisionalPages(pages));
  }
}

/** The text of some pages of a file. */
function provisionalPages(pages: readonly Page[]): ProvisionalPage[] {
  // The title and authors are looked for on the first page only. An empty one makes them ordinary blocks.
  const empty = { ...pages[0]!, glyphs: [], rules: [], drawings: [] };
  const numbered = [empty, ...pages].map((page, index) => ({ ...page, index }));
  const { blocks, notes } = structureOf({ pages: numbered, outline: [], title: "", producer: "" });
  const all = [...blocks.map(blockWithPlace), ...notes.map(noteWithPlace)];
  let characters = 0;
  return numbered.slice(1).map((page, nth) => {
    const own = all.flatMap((block): ProvisionalBlock[] => {
      if (block?.place?.page !== page.index) return [];
      characters += lengthOf(block.content);
      if (characters > MAX_CHARACTERS * pages.length) return [];
      const [, x = 0, y = 0] = inLayout(block.place, page);
      return [{ at: [x, y], ...block.content }];
    });
    return { page: pages[nth]!.index, size: [Math.round(page.width), Math.round(page.height)], blocks: own };
  });
}

type Content = ProvisionalBlock extends infer Block ? (Block extends unknown ? Omit<Block, "at"> : never) : never;

interface Placed {
  place: Place | undefined;
  content: Content;
}

function blockWithPlace(block: PdfBlock): Placed | undefined {
  if (block.type === "figure") return undefined;
  if (block.type === "table") {
    return {
      place: block.rowPlaces[0],
      content: { kind: "table", rows: block.rows.map((row) => row.map(withMarkers)) },
    };
  }
  const text = withMarkers(block.text);
  const isNumbered = block.type === "item" && block.number !== undefined;
  return {
    place: block.places[0],
    content: { kind: block.type, text: isNumbered ? `${block.number}. ${text}` : text },
  };
}

function noteWithPlace({ label, text, places }: PdfNote): Placed {
  return { place: places[0], content: { kind: "note", text: `${label} ${withMarkers(text)}` } };
}

/** The text with note markers as superscript digits. */
function withMarkers({ text, markers }: RichText): string {
  const parts: string[] = [];
  let from = 0;
  for (const { at, label } of markers.toSorted((a, b) => a.at - b.at)) {
    parts.push(
      text.slice(from, at),
      label.replace(/\d/gu, (digit) => SUPERSCRIPTS[Number(digit)]!),
    );
    from = at;
  }
  return [...parts, text.slice(from)].join("");
}

function lengthOf(content: Content): number {
  return content.kind === "table" ? content.rows.flat().join("").length : content.text.length;
}
