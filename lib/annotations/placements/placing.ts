import { type Alignment, alignTexts } from "../../anchoring/align";
import type { Anchor, Span } from "../../anchoring/anchor";
import { type QuotableText, quotable } from "../../anchoring/quotable";
import { anchorQuote } from "../../anchoring/quote";
import { reanchorWithEdges } from "../../anchoring/replaced-edges";
import { hasSameWords } from "../../anchoring/same-words";
import type { Selector } from "../highlights/selector";

/** A highlight's position in an edition's text. */
export interface Standing extends Span {
  text: string;
  state: "anchored" | "moved" | "changed";
}

/** Caches text comparisons, so that each pair is compared once for all highlights. */
export class Comparisons {
  readonly #alignments = new Map<string, Map<string, Alignment>>();
  readonly #quotable = new Map<string, QuotableText>();

  alignment(before: string, after: string): Alignment {
    const others = this.#alignments.get(before) ?? new Map<string, Alignment>();
    this.#alignments.set(before, others);
    const known = others.get(after) ?? alignTexts(before, after);
    others.set(after, known);
    return known;
  }

  quotable(text: string): QuotableText {
    const known = this.#quotable.get(text) ?? quotable(text);
    this.#quotable.set(text, known);
    return known;
  }
}

/**
 * Finds a highlight in the text of a new edition. It starts from the position in the latest edition in which the
 * highlight was placed, and compares the words found with the original quote. Words that are missing from an edition in
 * between are found if they reappear between the same neighbours.
 *
 * @param first the highlight's first selector, made in the text `home`
 * @param latest its position in the latest edition in which it was placed, even if manually; if null, only the quote
 *   and its context are used
 */
export function carryOver(
  first: Selector,
  home: string,
  latest: Standing | null,
  text: string,
  comparisons: Comparisons,
): Anchor {
  if (!latest) {
    const { quote: exact, prefix, suffix, start: position } = first;
    return anchorQuote(comparisons.quotable(text), { exact, prefix, suffix, position });
  }
  const found = reanchorWithEdges(comparisons.alignment(latest.text, text), latest);
  if (!("start" in found)) return found;
  // An imported quote may contain words that have never been in any edition here.
  if (home.slice(first.start, first.end) === first.quote) {
    const isFirst = latest.text === home && latest.start === first.start && latest.end === first.end;
    if (isFirst || (latest.state === "anchored" && found.state === "anchored")) return found;
    const back = reanchorWithEdges(comparisons.alignment(home, text), first);
    if (back.state === "anchored" && back.start < found.end && found.start < back.end) return back;
  }
  return { ...found, state: hasSameWords(first.quote, text.slice(found.start, found.end)) ? "moved" : "changed" };
}
