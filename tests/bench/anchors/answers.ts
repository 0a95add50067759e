import { type Alignment, alignTexts } from "@/lib/anchoring/align";
import type { Anchor } from "@/lib/anchoring/anchor";
import { anchorQuote, type QuotableText, quotable } from "@/lib/anchoring/quote";
import { reanchor } from "@/lib/anchoring/reanchor";
import { UserError } from "@/lib/errors";
import { type CodePoints, codePointsOf } from "@/lib/report/code-points";
import type { AnchorCase, AnchorCases } from "./cases";

/** Where a highlight stands now. Offsets are code points, null where it has no place. */
export interface Answer {
  id: string;
  start: number | null;
  end: number | null;
  state: Anchor["state"];
}

/** How many characters on either side of a quote may be looked at where only the quote is known. */
const CONTEXT = 64;

/**
 * Answers cases in their order.
 *
 * @param quoteOnly whether to look at no more of the first text than the quote and its context
 * @throws UserError for a highlight that lies outside of its text
 */
export function answer({ documents, cases }: AnchorCases, quoteOnly: boolean): Answer[] {
  const text = (id: string): string => documents.get(id)!;
  const points = remembering((id) => codePointsOf(text(id)));
  // Cases mostly come by text, so only the last alignment is kept: one of a large text takes some memory.
  const aligned = remembering((_, before: string, after: string) => alignTexts(text(before), text(after)), 1);
  const quotables = remembering((id) => quotable(text(id)), 1);
  return cases.map((one) => {
    const { id, before, after, end } = one;
    if (end > points(before).length) {
      throw new UserError("span", `Case "${id}" ends outside of the document "${before}".`);
    }
    const anchor = quoteOnly
      ? byQuote(quotables(after), text(before), points(before), points(after), one)
      : byText(aligned(`${before} ${after}`, before, after), points(before), one);
    if (!("start" in anchor)) return { id, start: null, end: null, state: anchor.state };
    const { toPoints } = points(after);
    return { id, start: toPoints(anchor.start), end: toPoints(anchor.end), state: anchor.state };
  });
}

function byText(alignment: Alignment, { toUnits }: CodePoints, { start, end }: AnchorCase): Anchor {
  return reanchor(alignment, { start: toUnits(start), end: toUnits(end) });
}

/** The position is turned by the second text: what stands before the quote's context in the first one is not to be known. */
function byQuote(
  after: QuotableText,
  before: string,
  { toUnits }: CodePoints,
  afterPoints: CodePoints,
  { start, end }: AnchorCase,
): Anchor {
  const part = (from: number, to: number): string => before.slice(toUnits(from), toUnits(to));
  return anchorQuote(after, {
    exact: part(start, end),
    prefix: part(start - CONTEXT, start),
    suffix: part(end, end + CONTEXT),
    position: afterPoints.toUnits(start),
  });
}

/** Makes a thing for a key once, and keeps the last ones made. */
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
