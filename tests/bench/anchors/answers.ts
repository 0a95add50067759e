import { type Alignment, alignTexts } from "@/lib/anchoring/align";
import type { Anchor, Span } from "@/lib/anchoring/anchor";
import { type QuotableText, quotable } from "@/lib/anchoring/quotable";
import { anchorQuote } from "@/lib/anchoring/quote";
import { reanchor } from "@/lib/anchoring/reanchor";
import { reanchorWithEdges } from "@/lib/anchoring/replaced-edges";
import { Failure } from "@/lib/cli/failure.mjs";
import { type CodePoints, codePointsOf } from "@/lib/report/code-points";
import type { AnchorCase, AnchorCases } from "./cases";

/** The current position of a highlight, as offsets in code points, or null if it has none. */
export interface Answer {
  id: string;
  start: number | null;
  end: number | null;
  state: Anchor["state"];
}

/** Number of characters of context on either side when only the quote is known. */
const CONTEXT = 64;

/**
 * Answers cases in order.
 *
 * @param quoteOnly whether to use only the quote and its context from the first text
 * @throws Failure if a highlight is outside its text
 */
export function answer(cases: AnchorCases, quoteOnly: boolean): Answer[] {
  const reader = new CaseReader(cases);
  return cases.cases.map((one) => reader.answer(one, quoteOnly ? reader.byQuote(one) : reader.byText(one, reanchor)));
}

/**
 * Solves cases with both texts. An answer contains two spans: the span of the preserved words, and the same span
 * extended to words that replaced other words.
 */
export function answerBoth(cases: AnchorCases): { surviving: Answer[]; withReplaced: Answer[] } {
  const reader = new CaseReader(cases);
  const both = cases.cases.map((one) => {
    return { one, surviving: reader.byText(one, reanchor), withReplaced: reader.byText(one, reanchorWithEdges) };
  });
  return {
    surviving: both.map(({ one, surviving }) => reader.answer(one, surviving)),
    withReplaced: both.map(({ one, withReplaced }) => reader.answer(one, withReplaced)),
  };
}

/** Parses texts and aligns them once for all of their cases. */
class CaseReader {
  readonly #points: (id: string) => CodePoints;
  readonly #aligned: (key: string, before: string, after: string) => Alignment;
  readonly #quotables: (id: string) => QuotableText;

  constructor(private readonly cases: AnchorCases) {
    const text = (id: string): string => cases.documents.get(id)!;
    this.#points = remembering((id) => codePointsOf(text(id)));
    // Cases are mostly grouped by text, so only the last alignment is cached. An alignment of a large text takes a lot
    // of memory.
    this.#aligned = remembering((_, before: string, after: string) => alignTexts(text(before), text(after)), 1);
    this.#quotables = remembering((id) => quotable(text(id)), 1);
  }

  byText(one: AnchorCase, find: (alignment: Alignment, span: Span) => Anchor): Anchor {
    const { before, after } = one;
    return find(this.#aligned(`${before} ${after}`, before, after), this.#spanOf(one));
  }

  /**
   * Estimates the position by scaling it to the length of the second text. The first text isn't available here, except
   * for the context.
   */
  byQuote(one: AnchorCase): Anchor {
    const { before, after, start, end } = one;
    const { toUnits } = this.#points(before);
    const { start: from, end: to } = this.#spanOf(one);
    const text = this.cases.documents.get(before)!;
    return anchorQuote(this.#quotables(after), {
      exact: text.slice(from, to),
      prefix: text.slice(toUnits(start - CONTEXT), from),
      suffix: text.slice(to, toUnits(end + CONTEXT)),
      position: this.#points(after).toUnits(start),
    });
  }

  answer({ id, after }: AnchorCase, anchor: Anchor): Answer {
    if (!("start" in anchor)) return { id, start: null, end: null, state: anchor.state };
    const { toPoints } = this.#points(after);
    return { id, start: toPoints(anchor.start), end: toPoints(anchor.end), state: anchor.state };
  }

  #spanOf({ id, before, start, end }: AnchorCase): Span {
    const { toUnits, length } = this.#points(before);
    if (end > length) throw new Failure(`Case "${id}" ends outside the document "${before}".`);
    return { start: toUnits(start), end: toUnits(end) };
  }
}

/** Memoizes a function by key. The cache is cleared when it contains `kept` results. */
function remembering<Args extends unknown[], Thing>(
  make: (key: string, ...args: Args) => Thing,
  kept = Number.POSITIVE_INFINITY,
): (key: string, ...args: Args) => Thing {
  const things = new Map<string, Thing>();
  return (key, ...args) => {
    const known = things.get(key);
    if (known !== undefined) return known;
    if (things.size >= kept) things.clear();
    const made = make(key, ...args);
    things.set(key, made);
    return made;
  };
}
