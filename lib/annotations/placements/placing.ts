import { type Alignment, alignTexts } from "../../anchoring/align";
import type { Anchor, Span } from "../../anchoring/anchor";
import { type QuotableText, quotable } from "../../anchoring/quotable";
import { anchorQuote } from "../../anchoring/quote";
import { reanchorWithEdges } from "../../anchoring/replaced-edges";
import { isSameWord, readWords, wordAt } from "../../anchoring/words";
import type { Selector } from "../highlights/selector";

/** A place that a highlight has in the text of an edition. */
export interface Standing extends Span {
  text: string;
  state: "anchored" | "moved" | "changed";
}

/** What was found out about texts, each pair of them once, however many highlights ask. */
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
 * Says where a highlight stands in the text of a new edition. Its place is that of the latest edition in which it has one; what
 * has become of its words is said against those that were highlighted at first. Words that an edition between had lost, and that
 * stand again between the neighbours that they had, are found whole.
 *
 * @param first its first selector, made in the text `home`
 * @param latest its place in the latest edition before that has one, also where a person has attached it there; null if there is
 *   none, and then only its quote and its context speak for a place
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
  // What was imported may say words that no edition here ever had.
  if (home.slice(first.start, first.end) === first.quote) {
    const isFirst = latest.text === home && latest.start === first.start && latest.end === first.end;
    if (isFirst || (latest.state === "anchored" && found.state === "anchored")) return found;
    const back = reanchorWithEdges(comparisons.alignment(home, text), first);
    if (back.state === "anchored" && back.start < found.end && found.start < back.end) return back;
  }
  return { ...found, state: saysTheSame(first.quote, text.slice(found.start, found.end)) ? "moved" : "changed" };
}

/** Whether two passages have the same words, whatever their typography and white space. */
export function saysTheSame(one: string, other: string): boolean {
  const ours = readWords(one, new Map());
  const theirs = readWords(other, new Map());
  if (ours.count !== theirs.count) return false;
  for (let index = 0; index < ours.count; index++) {
    if (!isSameWord(wordAt(ours, index), wordAt(theirs, index))) return false;
  }
  return true;
}
