/** A part of a text, half-open, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Where a passage stands in another text:
 * - `anchored`: the same words between the same neighbours, though their offsets may have shifted;
 * - `moved`: the same words, elsewhere among the others;
 * - `changed`: most of the words, some of them edited, removed or added between;
 * - `ambiguous`: such words stand there, and nothing tells which of them, or whether, they are the ones;
 * - `orphan`: they are gone.
 *
 * Quotation marks, dashes and white space are not words: where only they differ, the words are the same.
 */
export type Anchor = (Span & { state: "anchored" | "moved" | "changed" }) | { state: "ambiguous" | "orphan" };
