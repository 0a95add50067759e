import type { Glyph } from "./page";
import { type Word, wordFrom } from "./words";

/** Maximum number of glyphs that are drawn between neighbours on a line, such as the marker of a note. */
const MAX_BETWEEN = 8;
/**
 * Minimum number of glyphs that are drawn between lines at the same height in two columns. The rest of a column is in
 * between; between the cells of a row there is only the rest of a cell.
 */
const MIN_COLUMN = 150;
/** Minimum number of lines of the right one of two columns. */
const MIN_LINES = 8;
/** Maximum gap between two words of a line, as a fraction of the font size. */
const WORD_GAP = 0.85;
/** Maximum distance of a line from the edge of its column, in points. */
const AT_EDGE = 1;
/** Maximum distance at which a word is beside another in a row, in words. */
const BESIDE = 3;

/**
 * The order in which a page draws its glyphs. Programs draw one column after the other. This tells the columns apart
 * where an overlong line of one leaves no space before the other, or is printed over it.
 */
export class DrawingOrder {
  #places: Map<Glyph, number> | undefined;

  constructor(private readonly glyphs: readonly Glyph[]) {}

  /**
   * Whether a row consists of lines of two columns: there is a wide gap between them, or the second begins at the left
   * edge `x` of its column.
   */
  isInterruptedAt(row: readonly Word[], x: number, tolerance: number): boolean {
    return row.some((word, n) => {
      const before = row[n - 1];
      if (!before || word.x0 < x - tolerance) return false;
      const isStart = word.x0 - before.x1 > WORD_GAP * word.size || word.x0 < x + tolerance;
      return isStart && this.#distance(before, word) > MIN_COLUMN;
    });
  }

  /** Whether a line runs across the left edge of a column. */
  isContinuousAt(row: readonly Word[], x: number, tolerance: number): boolean {
    const at = row.findIndex((word, n) => n > 0 && Math.abs(word.x0 - x) < tolerance);
    const [before, after] = [row[at - 1], row[at]];
    return (
      before !== undefined &&
      after !== undefined &&
      Math.abs(before.size - after.size) < 0.02 * after.size &&
      this.#continues(before, after)
    );
  }

  /** Splits a word that consists of the end of a line and the beginning of a line of the next column. */
  parts(word: Word, gutters: readonly { x1: number }[]): Word[] {
    const gutter = gutters.find(({ x1 }) => word.x0 < x1 - AT_EDGE && word.x1 > x1 + AT_EDGE);
    if (!gutter) return [word];
    const { glyphs } = word;
    const at = glyphs.findIndex(
      (glyph, n) => n > 0 && glyph.x0 > gutter.x1 - AT_EDGE && this.#between(glyphs[n - 1]!, glyph) > MIN_COLUMN,
    );
    return at < 0 ? [word] : [wordFrom(glyphs.slice(0, at)), wordFrom(glyphs.slice(at))];
  }

  /**
   * The words of the two columns beside a gutter, if the page draws all lines of the left one and then all lines of the
   * right one. Lines of the left column may extend into the other, as in a wide table.
   */
  columns(words: readonly Word[], { x1 }: { x1: number }): [left: Word[], right: Word[]] | undefined {
    const isRight = (word: Word) => word.x0 > x1 - AT_EDGE;
    const order = [...words].sort((a, b) => this.#place(a) - this.#place(b));
    const end = order.findLastIndex((word) => !isRight(word)) + 1;
    const isExtended = order.slice(0, end).every((word, n) => {
      const before = order[n - 1];
      const isSameLine =
        before !== undefined && before.x0 < word.x0 && Math.abs(before.baseline - word.baseline) < 0.1 * word.size;
      return isSameLine || !isRight(word);
    });
    const right = order.slice(end);
    const lines = new Set(right.map(({ baseline }) => Math.round(baseline)));
    return isExtended && lines.size >= MIN_LINES ? [order.slice(0, end), right] : undefined;
  }

  /** The word of a row that a word is drawn right after, if both are beside each other. */
  before(row: readonly Word[], at: number): Word | undefined {
    return row.slice(Math.max(0, at - BESIDE), at).findLast((word) => this.#continues(word, row[at]!));
  }

  #continues(before: Word, after: Word): boolean {
    return after.x0 - before.x1 < WORD_GAP * after.size && this.#distance(before, after) <= MAX_BETWEEN;
  }

  #place({ glyphs }: Word): number {
    this.#places ??= new Map(this.glyphs.map((glyph, index) => [glyph, index]));
    return this.#places.get(glyphs[0]!) ?? 0;
  }

  #distance(before: Word, after: Word): number {
    return this.#between(before.glyphs.at(-1)!, after.glyphs[0]!);
  }

  /** The number of glyphs that are drawn between two glyphs; 0 if it is unknown. */
  #between(before: Glyph, after: Glyph): number {
    this.#places ??= new Map(this.glyphs.map((glyph, index) => [glyph, index]));
    const [from, to] = [this.#places.get(before), this.#places.get(after)];
    return from === undefined || to === undefined ? 0 : Math.abs(to - from) - 1;
  }
}
