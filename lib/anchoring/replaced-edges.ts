import type { Alignment } from "./align";
import type { Anchor, Span } from "./anchor";
import { wordsIn } from "./locate";
import { reanchor } from "./reanchor";
import type { Words } from "./words";

/**
 * Maximum number of words that can replace one word. If there are more, they count as text inserted next to the
 * passage.
 */
const MOST_FOR_ONE = 3;

/**
 * Maximum number of words by which an edit can extend beyond the passage. A longer edit says nothing about the
 * passage's edge and would take too long to follow.
 */
const MOST_OUTSIDE = 20;

/**
 * Finds a passage of the first text in the second, including any words that replaced its first or last words.
 * `reanchor` only finds words that are in both texts. For example, if "three steps" is changed to "four steps", it
 * finds "steps". The unchanged neighbours of the passage show how far the replacement extends.
 *
 * @param span a span of the first text
 */
export function reanchorWithEdges(alignment: Alignment, span: Span): Anchor {
  const found = reanchor(alignment, span);
  if (found.state !== "changed") return found;
  const { before, after, partner, origin } = alignment;
  const [ours, theirs] = [wordsIn(before, span), wordsIn(after, found)];
  const [first, last] = [theirs.from, theirs.to - 1];
  const replaced = (other: number, missing: (edge: number) => number, direction: 1 | -1): number => {
    const edge = origin[other]!;
    const one = { words: before, partner, edge, missing: missing(edge) };
    return edge < 0 ? 0 : replacedWords(one, { words: after, partner: origin, edge: other }, direction);
  };
  const earlier = replaced(first, (edge) => edge - ours.from, -1);
  const later = replaced(last, (edge) => ours.to - 1 - edge, 1);
  return {
    state: "changed",
    start: earlier > 0 ? after.starts[first - earlier]! : found.start,
    end: later > 0 ? after.ends[last + later]! : found.end,
  };
}

/** The first or last matched word of a passage, in one of the two texts. */
interface Edge {
  words: Words;
  partner: Int32Array;
  edge: number;
}

/**
 * The number of words beyond the edge that replace words of the passage.
 *
 * @param ours `missing` is the number of the passage's words beyond the edge
 */
function replacedWords(ours: Edge & { missing: number }, theirs: Edge, direction: 1 | -1): number {
  const { missing } = ours;
  if (missing <= 0) return 0;
  const gone = freeBeyond(ours, direction, missing + MOST_OUTSIDE);
  const came = freeBeyond(theirs, direction, MOST_FOR_ONE * gone);
  if (gone < missing || came === 0) return 0;
  const outside = ours.edge + direction * (gone + 1);
  const other = theirs.edge + direction * (came + 1);
  const isParted = isApart(ours.words, ours.edge, outside) && isApart(theirs.words, theirs.edge, other);
  // The words next to the edit must match, or the edit must end at a paragraph boundary in both texts. Otherwise, text
  // was moved to this place or away from it, and the words beyond the edge may not be a replacement.
  if (!isParted && ours.partner[outside] !== other) return 0;
  if (gone === missing) return came;
  // The edit extends beyond the passage, so accept only a word-for-word replacement.
  return gone === came ? missing : 0;
}

/** The number of unmatched words beyond the edge, within the edge's paragraph; `most` + 1 if there are more. */
function freeBeyond({ words, partner, edge }: Edge, direction: 1 | -1, most: number): number {
  let count = 0;
  let index = edge + direction;
  while (count <= most && !isApart(words, edge, index) && partner[index]! < 0) {
    index += direction;
    count++;
  }
  return count;
}

/** Whether a paragraph boundary or the end of the text separates two words. */
function isApart({ paragraphOf, count }: Words, one: number, other: number): boolean {
  return other < 0 || other >= count || paragraphOf[one] !== paragraphOf[other];
}
