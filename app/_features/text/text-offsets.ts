/*
 * Between the page and the canonical text. Every run of the report's text on the page is an element with `data-start`,
 * the offset of its first character; its text nodes, except inside `data-skip`, are the text of the run.
 */

interface Point {
  node: Text;
  offset: number;
}

/** What a point between two runs belongs to: the run after it, or the run before it. */
export type Bias = "start" | "end";

/** The text nodes of a run, in order, without those that are no part of the text. */
function* textNodes(run: Element): Generator<Text> {
  const walker = run.ownerDocument.createTreeWalker(run, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element
      ? node.hasAttribute("data-skip")
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP
      : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node as Text;
}

function startOf(run: Element): number {
  return Number(run.getAttribute("data-start"));
}

function lengthOf(run: Element): number {
  let length = 0;
  for (const node of textNodes(run)) length += node.length;
  return length;
}

interface Run {
  element: Element;
  /** The offset of its first character. */
  start: number;
}

function runsOf(root: Element): Run[] {
  return [...root.querySelectorAll("[data-start]")].map((element) => ({ element, start: startOf(element) }));
}

/** How many of `runs`, which are in order, satisfy `test`, which holds for a first part of them only. */
function countWhile(runs: readonly Run[], test: (run: Run) => boolean): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(runs[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The offset in the canonical text of a point on the page.
 *
 * @param root the element that holds the report's text
 * @param bias where a point that is in no run belongs
 * @returns UTF-16 code units, or null where the text has no such place (before its first run or after its last)
 */
export function offsetOfPoint(root: Element, node: Node, offset: number, bias: Bias): number | null {
  const point = root.ownerDocument.createRange();
  point.setStart(node, offset);
  const run = (node instanceof Element ? node : node.parentElement)?.closest("[data-start]");
  if (run && root.contains(run)) {
    let at = startOf(run);
    for (const text of textNodes(run)) {
      if (text === node) return at + offset;
      if (point.comparePoint(text, 0) > 0) return at;
      at += text.length;
    }
    return at;
  }
  const runs = runsOf(root);
  // A range collapsed at the point lies before a run's first boundary point when that compares as later.
  const before = countWhile(runs, ({ element }) => point.comparePoint(element, 0) < 0);
  const neighbour = runs[bias === "start" ? before : before - 1];
  if (!neighbour) return null;
  return neighbour.start + (bias === "start" ? 0 : lengthOf(neighbour.element));
}

/**
 * The point on the page of an offset in the canonical text.
 *
 * At the seam of two text nodes, "start" names the beginning of the second and "end" the end of the first, so that a
 * range holds no empty edges.
 */
function pointOfOffset(runs: readonly Run[], offset: number, bias: Bias): Point | null {
  const run = runs[countWhile(runs, ({ start }) => start <= offset) - 1];
  return run ? pointInRun(run, offset, bias) : null;
}

/** As `pointOfOffset`, in a run that is known; what lies beyond it is its end. */
function pointInRun({ element, start }: Run, offset: number, bias: Bias): Point | null {
  let rest = offset - start;
  let last: Text | undefined;
  for (const node of textNodes(element)) {
    if (rest < node.length || (rest === node.length && bias === "end")) return { node, offset: rest };
    rest -= node.length;
    last = node;
  }
  return last ? { node: last, offset: last.length } : null;
}

function rangeBetween(from: Point | null, to: Point | null): Range | null {
  if (!from || !to) return null;
  const range = from.node.ownerDocument.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

/**
 * The ranges on the page that show parts of the canonical text.
 *
 * @param spans UTF-16 code units, half-open
 * @returns as many ranges, in order; those that the page does not show are left out
 */
export function rangesOfOffsets(root: Element, spans: readonly { start: number; end: number }[]): Range[] {
  const rangeOf = rangeFinder(root);
  return spans.flatMap((span) => rangeOf(span) ?? []);
}

/** Finds ranges as `rangesOfOffsets` does, one by one, for as long as the page shows the same text. */
export function rangeFinder(root: Element): (span: { start: number; end: number }) => Range | null {
  const runs = runsOf(root);
  return ({ start, end }) => rangeBetween(pointOfOffset(runs, start, "start"), pointOfOffset(runs, end, "end"));
}

/** The part of a span that stands in one run. */
export interface Piece {
  run: Run;
  start: number;
  end: number;
}

/** Finds the pieces of spans, in order, for as long as the page shows the same text. What stands between two runs is in none. */
export function pieceFinder(root: Element): (span: { start: number; end: number }) => Piece[] {
  const runs = runsOf(root);
  return ({ start, end }) => {
    const first = Math.max(0, countWhile(runs, (run) => run.start <= start) - 1);
    const pieces: Piece[] = [];
    for (let index = first; index < runs.length; index++) {
      const [run, next] = [runs[index]!, runs[index + 1]];
      if (run.start >= end) break;
      pieces.push({ run, start: Math.max(start, run.start), end: next ? Math.min(end, next.start) : end });
    }
    return pieces;
  };
}

/** The range on the page that shows a piece; null where it shows nothing of it. */
export function rangeOfPiece({ run, start, end }: Piece): Range | null {
  const range = rangeBetween(pointInRun(run, start, "start"), pointInRun(run, end, "end"));
  return range?.collapsed ? null : range;
}

/**
 * The part of the canonical text that a range on the page covers, for instance a selection.
 *
 * @returns null where it covers none of the text
 */
export function offsetsOfRange(root: Element, range: Range): { start: number; end: number } | null {
  const start = offsetOfPoint(root, range.startContainer, range.startOffset, "start");
  const end = offsetOfPoint(root, range.endContainer, range.endOffset, "end");
  return start === null || end === null || start >= end ? null : { start, end };
}

/** The block of the page in which a part of the text begins. */
export function blockOf(root: Element, span: { start: number; end: number }): HTMLElement | null {
  return blockFinder(root)(span);
}

/** Finds blocks as `blockOf` does, one by one, for as long as the page shows the same text. */
export function blockFinder(root: Element): (span: { start: number }) => HTMLElement | null {
  const runs = runsOf(root);
  return ({ start }) => {
    const point = pointOfOffset(runs, start, "start");
    return point?.node.parentElement?.closest<HTMLElement>("[data-block]") ?? null;
  };
}

/** The part of the text that a block holds, without the blocks in it; null where it holds none. */
export function spanOfBlock(block: Element): { start: number; end: number } | null {
  const runs = [block, ...block.querySelectorAll("[data-start]")].filter(
    (run) => run.hasAttribute("data-start") && run.closest("[data-block]") === block,
  );
  const [first] = runs;
  const last = runs.at(-1);
  return first && last ? { start: startOf(first), end: startOf(last) + lengthOf(last) } : null;
}

/**
 * Part of the canonical text, read off the page, with the separators that are not on it: between the cells of a row
 * U+0009, before a block U+000A.
 *
 * @param start and `end`: UTF-16 code units, half-open; what lies outside the text is left out
 */
export function textOfOffsets(root: Element, start: number, end: number): string {
  let text = "";
  let at = 0;
  let row: Element | null = null;
  for (const { element, start: from } of runsOf(root)) {
    const gap = from - at;
    const isSameRow = row !== null && row === element.closest("tr");
    let piece = gap === 0 ? "" : `${isSameRow ? "\t" : "\n"}${"\t".repeat(gap - 1)}`;
    for (const node of textNodes(element)) piece += node.data;
    text += piece.slice(Math.max(0, start - at), Math.max(0, end - at));
    at += piece.length;
    row = element.closest("tr");
  }
  return text;
}
