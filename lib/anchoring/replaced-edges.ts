import type { Alignment } from "./align";
import type { Anchor, Span } from "./anchor";
import { wordsIn } from "./locate";
import { reanchor } from "./reanchor";
import type { Words } from "./words";

/** So many words may replace one; where more do, they are text that was added beside the passage. */
const MOST_FOR_ONE = 3;

/** An edit that goes on for more words than this outside of the passage says nothing of its edge, and would cost time. */
const MOST_OUTSIDE = 20;

/**
 * Says where a passage of the first text is in the second, with the words that replaced its first or last ones. `reanchor` finds
 * only words that stand in both texts: of "three steps", edited to "four steps", it finds "steps". The neighbours of the passage, where
 * they stayed, say how far its replacement goes.
 *
 * @param span in the first text
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

/** The outermost word of a passage that was found, in one of the texts. */
interface Edge {
  words: Words;
  partner: Int32Array;
  edge: number;
}

/**
 * How many words beyond the edge of what was found stand where words of the passage stood.
 *
 * @param ours with the number of words of the passage beyond the edge
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
  // Else something was moved to or from there, and nothing says what the words beyond the edge stand for.
  if (!isParted && ours.partner[outside] !== other) return 0;
  if (gone === missing) return came;
  // The edit goes on outside of the passage: then only word for word.
  return gone === came ? missing : 0;
}

/** How many words beyond the edge, within its paragraph, have no partner; one more than `most` where there are more. */
function freeBeyond({ words, partner, edge }: Edge, direction: 1 | -1, most: number): number {
  let count = 0;
  let index = edge + direction;
  while (count <= most && !isApart(words, edge, index) && partner[index]! < 0) {
    index += direction;
    count++;
  }
  return count;
}

/** Whether a paragraph, or the text, ends between two words. */
function isApart({ paragraphOf, count }: Words, one: number, other: number): boolean {
  return other < 0 || other >= count || paragraphOf[one] !== paragraphOf[other];
}
