import type { Report } from "../report/model";
import type { PageLayout } from "./layout";

/** A comment or highlight that someone added to a file. */
export interface ReadComment {
  /** Identifies it within the file. */
  id: string;
  /** Empty if unknown. */
  author: string;
  /** Time of creation (ISO 8601). */
  created?: string;
  /** Plain text; empty for a highlight without a comment. */
  body: string;
  /** The passage as it is in the file; empty if the file has no text there. */
  words: string;
  /** The text around the passage, to distinguish it from similar ones. */
  before: string;
  after: string;
  /** Index of the page, and the passage's boxes in the form of `PageLayout`; undefined if the format has no pages. */
  page?: number;
  boxes?: number[];
  /** Set if it marks no words, but refers to the paragraph next to it. */
  isNear?: true;
  /** Set if it marks an area of the page, which is its only box. Its words are those in the area. */
  isArea?: true;
  /** The id of the comment that this one replies to. */
  to?: string;
}

/** A passage of a report's text. */
interface Passage {
  start: number;
  end: number;
}

/** Maximum number of comments to read from a file. */
export const MAX_COMMENTS = 2000;
/** Maximum lengths, in characters: those of notes and quotes in this app, and enough for a name and some context. */
export const MAX_COMMENT_BODY = 50_000;
export const MAX_COMMENT_WORDS = 20_000;
export const MAX_COMMENT_AUTHOR = 200;
export const MAX_COMMENT_CONTEXT = 60;
/** Minimum number of letters of context that must match if only the text identifies a passage. */
const MIN_CONTEXT = 12;
/** Maximum number of occurrences to compare. */
const MAX_OCCURRENCES = 1000;
/** Tolerance for boxes, in thousandths of the page. */
const NEAR = 5;

/**
 * Finds the passages that comments refer to. The words must be the same, and must be where the comment is: on the same
 * part of the page or, in formats without pages, in the same context. If several passages fit equally well, none is
 * chosen. An area is at the block in which it begins, or at the next one below it, and its passage is empty.
 *
 * @returns the passage of each comment; null if it was not found. Replies have none
 */
export function placeComments(
  report: Pick<Report, "blocks">,
  layout: PageLayout | undefined,
  comments: readonly ReadComment[],
): (Passage | null)[] {
  if (comments.length === 0) return [];
  const letters = new Letters(report);
  const boxes = boxesOf(report, layout);
  return comments.map((comment) => {
    if (comment.to !== undefined) return null;
    if (comment.isArea) return placeOfArea(report, boxes, comment);
    if (comment.isNear) return nearest(report, boxes, comment);
    if (comment.boxes === undefined) return letters.find(comment, undefined);
    const marked = groupsOf(comment.boxes);
    const blocksAt = (box: LayoutBox | undefined) =>
      boxes.flatMap((own, block) => (box && own.some((each) => isInside(each, box)) ? [block] : []));
    return letters.find(comment, { first: blocksAt(marked[0]), last: blocksAt(marked.at(-1)) });
  });
}

/** The blocks in which a passage can begin and end, in order. */
interface Where {
  first: number[];
  last: number[];
}

/** The letters and digits of a report's text, which are the same however a file writes spaces, hyphens and ligatures. */
class Letters {
  readonly #letters: string;
  /** For each letter, its start and end in the text, and its block. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #blocks: number[] = [];
  /** The first letter of each block. */
  readonly #firsts: number[] = [];

  constructor({ blocks }: Pick<Report, "blocks">) {
    const parts: string[] = [];
    for (const [index, { text, start }] of blocks.entries()) {
      let at = start;
      this.#firsts.push(this.#starts.length);
      for (const character of text) {
        const plain = plainLetters(character);
        for (let n = 0; n < plain.length; n++) {
          this.#starts.push(at);
          this.#ends.push(at + character.length);
          this.#blocks.push(index);
        }
        parts.push(plain);
        at += character.length;
      }
    }
    this.#letters = parts.join("");
  }

  find({ words, before, after }: ReadComment, where: Where | undefined): Passage | null {
    const sought = plainLetters(words);
    if (sought === "") return null;
    const context = { before: plainLetters(before), after: plainLetters(after) };
    const required = where ? 0 : Math.min(MIN_CONTEXT, context.before.length + context.after.length);
    const from = where ? (this.#firsts[where.first[0] ?? -1] ?? this.#letters.length) : 0;
    const to = where ? (this.#firsts[(where.first.at(-1) ?? -1) + 1] ?? this.#letters.length) : this.#letters.length;
    let best: { at: number; score: number; isUnique: boolean } | undefined;
    let count = 0;
    for (let at = this.#letters.indexOf(sought, from); at >= 0 && at < to; at = this.#letters.indexOf(sought, at + 1)) {
      if (++count > MAX_OCCURRENCES) return null;
      const end = at + sought.length;
      const isThere = (blocks: number[], letter: number) => blocks.includes(this.#blocks[letter]!);
      if (where && !(isThere(where.first, at) && isThere(where.last, end - 1))) continue;
      const score = this.#sharedBefore(at, context.before) + this.#sharedAfter(end, context.after);
      if (score < required) continue;
      if (!best || score > best.score) best = { at, score, isUnique: true };
      else if (score === best.score) best.isUnique = false;
    }
    if (!best?.isUnique) return null;
    return { start: this.#starts[best.at]!, end: this.#ends[best.at + sought.length - 1]! };
  }

  #sharedBefore(at: number, before: string): number {
    let shared = 0;
    while (shared < before.length && this.#letters[at - 1 - shared] === before[before.length - 1 - shared]) shared++;
    return shared;
  }

  #sharedAfter(end: number, after: string): number {
    let shared = 0;
    while (shared < after.length && this.#letters[end + shared] === after[shared]) shared++;
    return shared;
  }
}

const plainLetters = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** A box as in `PageLayout`: page, left, top, right and bottom. */
type LayoutBox = number[];

function groupsOf(boxes: readonly number[]): LayoutBox[] {
  const groups: LayoutBox[] = [];
  for (let at = 0; at + 5 <= boxes.length; at += 5) groups.push(boxes.slice(at, at + 5));
  return groups;
}

/** The boxes of each block of a report. */
function boxesOf({ blocks }: Pick<Report, "blocks">, layout: PageLayout | undefined): LayoutBox[][] {
  let body = 0;
  return blocks.map(({ kind, label }) =>
    groupsOf((kind === "footnote" ? layout?.notes[label ?? ""] : layout?.body[body++]) ?? []),
  );
}

/** Whether the middle of a box is inside another one. */
function isInside([page, x0, y0, x1, y1]: LayoutBox, [own, left, top, right, bottom]: LayoutBox): boolean {
  const [x, y] = [(left! + right!) / 2, (top! + bottom!) / 2];
  return page === own && x >= x0! - NEAR && x <= x1! + NEAR && y >= y0! - NEAR && y <= y1! + NEAR;
}

/** Where an area belongs in the text; null if there is no text on its page. */
function placeOfArea(
  { blocks }: Pick<Report, "blocks">,
  boxes: readonly LayoutBox[][],
  { boxes: marked }: ReadComment,
) {
  const [area] = groupsOf(marked ?? []);
  if (!area) return null;
  const [page, left, top, right] = area as [number, number, number, number, number];
  const onPage = boxes.flatMap((own, block) => own.filter((box) => box[0] === page).map((box) => ({ block, box })));
  const below = onPage.filter(({ box }) => box[4]! > top);
  const column = below.filter(({ box }) => box[1]! < right && box[3]! > left);
  const [next] = (column.length > 0 ? column : below).toSorted((a, b) => a.box[2]! - b.box[2]! || a.block - b.block);
  const at = next ? blocks[next.block]!.start : onPage.length > 0 ? blocks[onPage.at(-1)!.block]!.end : null;
  return at === null ? null : { start: at, end: at };
}

/** The block on the page that is nearest to a comment. */
function nearest({ blocks }: Pick<Report, "blocks">, boxes: readonly LayoutBox[][], comment: ReadComment) {
  const [sought] = groupsOf(comment.boxes ?? []);
  if (!sought) return null;
  let best: { block: number; distance: number } | undefined;
  for (const [block, own] of boxes.entries()) {
    for (const box of own) {
      if (box[0] !== sought[0]) continue;
      const distance = distanceBetween(box, sought);
      if (!best || distance < best.distance) best = { block, distance };
    }
  }
  const found = best && blocks[best.block]!;
  return found ? { start: found.start, end: Math.min(found.end, found.start + MAX_COMMENT_WORDS) } : null;
}

/** The distance from the middle of a box to another one. Columns count more than lines, so comments in a margin fit. */
function distanceBetween([, x0, y0, x1, y1]: LayoutBox, [, left, top, right, bottom]: LayoutBox): number {
  const [x, y] = [(left! + right!) / 2, (top! + bottom!) / 2];
  return Math.hypot(Math.max(0, x0! - x, x - x1!), 2 * Math.max(0, y0! - y, y - y1!));
}
