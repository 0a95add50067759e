import { lettersOf } from "./letters";
import type { Page } from "./page";
import { clustersOf, modeOf } from "./statistics";
import { usualSize, type Word, wordsOf } from "./words";

/** A page's words without running heads, running feet or page numbers. */
export interface PageText {
  page: Page;
  words: Word[];
  /** The page number as printed on the page. */
  folio?: number;
}

/** Number of rows at the top and bottom of a page to search for furniture. */
const EDGE_ROWS = 3;
/** How far the vertical position of furniture can vary between pages, in points. */
const SAME_PLACE = 2.5;
/** Minimum share of the rows at a position that must qualify as furniture. */
const MOST = 0.6;
/**
 * Minimum share of pages that must have furniture at the same position. It is low because left and right pages can
 * differ, and opening pages have no furniture.
 */
const MIN_PAGES = 0.25;
/**
 * Height of the zones at the top and bottom of a page in which there can be furniture, as a fraction of the page's
 * height.
 */
const EDGE_ZONE = 0.18;

/**
 * Minimum gap between furniture and text, as a multiple of the line pitch, or minimum relative difference between their
 * font sizes.
 */
const APART = 1.15;
const OTHER_SIZE = 0.04;
/** Minimum gap between the parts of a running head, as a multiple of the font size. */
const PART_GAP = 1.5;
/** Maximum number of columns in which a note can begin on the same line. */
const MAX_COLUMNS = 4;
/** Running heads are smaller than this multiple of the body size. */
const LARGE = 1.12;

/** A row of words. Its text is only read near the edges of a page, or if it looks like a heading. */
class Row {
  readonly baseline: number;
  #letters: string | undefined;
  #numbers: number[] | undefined;

  constructor(
    readonly page: number,
    readonly words: Word[],
  ) {
    this.baseline = words[0]!.baseline;
  }

  /** The text without spaces, digits or punctuation. */
  get letters(): string {
    this.#letters ??= lettersOf(this.#text).replace(/\d/gu, "");
    return this.#letters;
  }

  get numbers(): number[] {
    this.#numbers ??= (this.#text.match(/\d{1,4}/gu) ?? []).map(Number);
    return this.#numbers;
  }

  /** The parts of the row between wide gaps, such as a page number and the title of a chapter. */
  get parts(): Row[] {
    const parts: Word[][] = [];
    for (const [n, word] of this.words.entries()) {
      const last = this.words[n - 1];
      if (last && word.x0 - last.x1 <= PART_GAP * last.size) parts.at(-1)!.push(word);
      else parts.push([word]);
    }
    return parts.map((words) => new Row(this.page, words));
  }

  get #text(): string {
    return this.words.map((word) => word.text).join(" ");
  }
}

/**
 * Removes running heads, running feet and page numbers. These are rows that are at the same position on many pages, and
 * whose text is repeated or counts up.
 */
export function withoutFurniture(pages: readonly Page[]): PageText[] {
  const rows = pages.map((page, index) => rowsOf(wordsOf(page.glyphs), index));
  const bodySize = usualSize(rows.flatMap((own) => own.flatMap(({ words }) => words))) ?? 0;
  const headings = headingsAmong(rows, bodySize);
  const removed = new Set<Row>();
  const folios = new Map<number, number>();

  const edges = [edgeRows(rows, pages, "top"), edgeRows(rows, pages, "bottom")];
  for (const edge of edges) {
    for (const group of clustersOf(
      edge,
      (row) => placeOf(row, pages),
      () => SAME_PLACE,
    )) {
      const offset = countingOffset(group);
      const repeated = repeatedLetters(group);
      const repeatedParts = repeatedLetters(group.flatMap((row) => row.parts));
      const furniture = group.filter(
        (row) => isCounting(row, offset, repeated, repeatedParts) || isRepeated(row, repeated, headings, bodySize),
      );
      const { size } = new Set(group.map((row) => row.page));
      if (size < Math.max(2, MIN_PAGES * pages.length) || furniture.length < MOST * group.length) continue;
      for (const row of group) {
        removed.add(row);
        const folio = offset === undefined ? undefined : row.numbers.find((number) => number - row.page === offset);
        if (folio !== undefined) folios.set(row.page, folio);
      }
    }
  }
  for (const row of numbersOfOpeningPages(edges.flat(), folios)) {
    removed.add(row);
    folios.set(row.page, row.numbers[0]!);
  }
  return pages.map((page, index) => {
    const folio = folios.get(index);
    const words = rows[index]!.flatMap((row) => (removed.has(row) ? [] : row.words));
    return { page, words, ...(folio !== undefined && { folio }) };
  });
}

/**
 * The rows that contain only the page number that follows from other pages. The opening pages of chapters often have it
 * at a different position, and there may be few of them.
 */
function numbersOfOpeningPages(edge: readonly Row[], folios: ReadonlyMap<number, number>): Row[] {
  const offset = modeOf(
    Array.from(folios, ([page, folio]) => [folio - page, 1] as const),
    1,
  );
  if (offset === undefined) return [];
  return edge.filter(
    (row) =>
      !folios.has(row.page) && row.letters === "" && row.numbers.length === 1 && row.numbers[0] === row.page + offset,
  );
}

function rowsOf(words: readonly Word[], page: number): Row[] {
  return clustersOf(
    words,
    (word) => word.baseline,
    (word) => 0.3 * word.size,
  ).map(
    (cluster) =>
      new Row(
        page,
        cluster.sort((a, b) => a.x0 - b.x0),
      ),
  );
}

/** The outermost rows of each page, if whitespace or a different size separates them from the text. */
function edgeRows(rows: readonly Row[][], pages: readonly Page[], side: "top" | "bottom"): Row[] {
  const pitch = modeOf(
    rows.flatMap((own) => own.slice(1).map((row, n) => [row.baseline - own[n]!.baseline, 1] as const)),
    0.5,
  );
  return rows.flatMap((own, index) => {
    const { height } = pages[index]!;
    const inwards = side === "top" ? own : own.toReversed();
    return inwards
      .slice(0, lastApart(inwards, pitch ?? 0))
      .filter(({ baseline }) => (side === "top" ? baseline < EDGE_ZONE * height : baseline > (1 - EDGE_ZONE) * height))
      .filter((row) => !own.some((other) => isRaisedFrom(row, other)));
  });
}

/**
 * Whether a row consists of the superscript numbers of notes whose text is in another row. In each of several columns,
 * a note can begin on the last line.
 */
function isRaisedFrom(row: Row, other: Row): boolean {
  return (
    row.words.length <= MAX_COLUMNS && row.words.every((number) => other.words.some((text) => isRaised(number, text)))
  );
}

function isRaised(number: Word, text: Word): boolean {
  const raise = text.baseline - number.baseline;
  const gap = text.x0 - number.x1;
  return raise > 0 && raise < text.size && number.size < 0.9 * text.size && Math.abs(gap) < text.size;
}

/** The number of rows from the edge of a page to the innermost row that is set apart from the next one. */
function lastApart(inwards: readonly Row[], pitch: number): number {
  return inwards.slice(0, EDGE_ROWS).findLastIndex((row, n) => isApart(row, inwards[n + 1], pitch)) + 1;
}

/**
 * A chapter title at the top of its page is repeated in running heads, but is larger than both the running heads and
 * the text.
 */
function isLarge(row: Row, bodySize: number): boolean {
  return row.words.every((word) => word.size > LARGE * bodySize);
}

function isApart(row: Row, next: Row | undefined, pitch: number): boolean {
  if (!next) return true;
  const [size = 0, other = 0] = [row.words[0]?.size, next.words[0]?.size];
  return Math.abs(row.baseline - next.baseline) > APART * pitch || Math.abs(size - other) > OTHER_SIZE * size;
}

/**
 * The position of a row, measured from the nearer edge of the page. Running feet are at the same distance from the
 * bottom even if pages differ in height.
 */
function placeOf(row: Row, pages: readonly Page[]): number {
  const { height } = pages[row.page]!;
  return row.baseline < height / 2 ? row.baseline : 10_000 - (height - row.baseline);
}

/** The difference between page number and page index that most of these rows have in common. */
function countingOffset(group: readonly Row[]): number | undefined {
  const short = group.filter((row) => row.numbers.length > 0);
  const offset = modeOf(
    short.flatMap((row) => [...new Set(row.numbers)].map((number) => [number - row.page, 1] as const)),
    1,
  );
  if (offset === undefined) return undefined;
  const counting = short.filter((row) => row.numbers.includes(row.page + offset));
  return counting.length >= 2 && counting.length >= MOST * short.length ? offset : undefined;
}

/**
 * Whether a row shows its page number, either alone or with text shared by other rows at the same position: "Page 3 of
 * 9". The title of a chapter can be beside it.
 */
function isCounting(
  row: Row,
  offset: number | undefined,
  repeated: ReadonlySet<string>,
  repeatedParts: ReadonlySet<string>,
): boolean {
  if (offset === undefined || !row.numbers.includes(row.page + offset)) return false;
  if (row.letters === "" || repeated.has(row.letters)) return true;
  return row.parts.some(
    (part) => part.letters !== "" && part.numbers.includes(row.page + offset) && repeatedParts.has(part.letters),
  );
}

/** Whether a row has the same text as a heading or as other rows at the same position. */
function isRepeated(row: Row, repeated: ReadonlySet<string>, headings: readonly string[], bodySize: number): boolean {
  if (row.letters.length < 3) return false;
  if (repeated.has(row.letters)) return true;
  if (isLarge(row, bodySize)) return false;
  // The title of a chapter may be repeated on only one page, and may be truncated.
  return row.letters.length >= 8 && isStartOfAny(row.letters, headings);
}

/** The letter sequences that occur on at least two pages, in rows at the same position. */
function repeatedLetters(group: readonly Row[]): Set<string> {
  const firstPages = new Map<string, number>();
  const repeated = new Set<string>();
  for (const { letters, page } of group) {
    const first = firstPages.get(letters);
    if (first === undefined) firstPages.set(letters, page);
    else if (first !== page) repeated.add(letters);
  }
  return repeated;
}

/** Whether any of the sorted texts starts with the given letters. */
function isStartOfAny(letters: string, sorted: readonly string[]): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < letters) low = middle + 1;
    else high = middle;
  }
  return sorted[low]?.startsWith(letters) ?? false;
}

/**
 * The letters of rows that are larger or bolder than the text, sorted. Consecutive rows of the same size are joined.
 */
function headingsAmong(rows: readonly Row[][], bodySize: number): string[] {
  const isNoted = (row: Row) =>
    row.words.every((word) => word.size > 1.05 * bodySize || word.glyphs.every((glyph) => glyph.look.bold));
  const headings: string[] = [];
  for (const own of rows) {
    let before: Row | undefined;
    for (const row of own) {
      const isOn = before && Math.abs(before.words[0]!.size - row.words[0]!.size) < 0.1;
      if (isNoted(row)) headings.push((isOn ? (headings.pop() ?? "") : "") + row.letters);
      before = isNoted(row) ? row : undefined;
    }
  }
  return headings.sort();
}
