/** Part of a text, as a half-open range of UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/**
 * The position of a passage in another text:
 * - `anchored`: the same words between the same neighbours, possibly at shifted offsets;
 * - `moved`: the same words in a different order relative to the rest;
 * - `changed`: most of the words, with some edited, removed or inserted;
 * - `ambiguous`: the words occur, but there is no evidence of which occurrence, if any, is the passage;
 * - `orphan`: the words are gone.
 *
 * Quotation marks, dashes and whitespace are ignored when words are compared.
 */
export type Anchor = (Span & { state: "anchored" | "moved" | "changed" }) | { state: "ambiguous" | "orphan" };
