/*
 * Converts between DOM positions and offsets in the canonical text. Every run of the report's text is an element with
 * `data-start`, the offset of its first character. Its text nodes, except inside `data-skip`, are the text of the run.
 */

interface Point {
  node: Text;
  offset: number;
}

/** Whether a point between two runs belongs to the run after it or the run before it. */
export type Bias = "start" | "end";

/** The text nodes of a run, in order, except those that aren't part of the text. */
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
  /** The offset of the run's first character. */
  start: number;
}

/** The runs of a text. A long report has tens of thousands, so each is read only when it is needed. */
class Runs {
  readonly #elements: NodeListOf<Element>;
  readonly #read: Run[] = [];

  constructor(root: Element) {
    this.#elements = root.querySelectorAll("[data-start]");
  }

  at(index: number): Run | undefined {
    const element = this.#elements[index];
    if (!element) return undefined;
    this.#read[index] ??= { element, start: startOf(element) };
    return this.#read[index];
  }

  /**
   * The number of leading runs that satisfy `test`, by binary search. `test` must be true for the first runs, and false
   * for all after them.
   */
  countWhile(test: (run: Run) => boolean): number {
    let low = 0;
    let high = this.#elements.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (test(this.at(middle)!)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * The canonical offset of a DOM position.
 *
 * @param root the element that contains the report's text
 * @param bias which run a position between runs belongs to
 * @returns UTF-16 code units; null if there is no such run (before the first or after the last)
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
  const runs = new Runs(root);
  // `comparePoint` is negative if the run starts before the point.
  const before = runs.countWhile(({ element }) => point.comparePoint(element, 0) < 0);
  const neighbour = runs.at(bias === "start" ? before : before - 1);
  if (!neighbour) return null;
  return neighbour.start + (bias === "start" ? 0 : lengthOf(neighbour.element));
}

/**
 * The DOM position of a canonical offset.
 *
 * At the boundary of two text nodes, "start" means the start of the second and "end" the end of the first, so that
 * ranges have no empty edges.
 */
function pointOfOffset(runs: Runs, offset: number, bias: Bias): Point | null {
  const run = runs.at(runs.countWhile(({ start }) => start <= offset) - 1);
  return run ? pointInRun(run, offset, bias) : null;
}

/** Like `pointOfOffset`, within a known run; offsets past its end give its end. */
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
 * The DOM ranges of spans of the canonical text.
 *
 * @param spans UTF-16 code units, half-open
 * @returns ranges in the same order; spans that aren't on the page are omitted
 */
export function rangesOfOffsets(root: Element, spans: readonly { start: number; end: number }[]): Range[] {
  const rangeOf = rangeFinder(root);
  return spans.flatMap((span) => rangeOf(span) ?? []);
}

/**
 * Like `rangesOfOffsets`, but for one span at a time. The returned function is valid until the text on the page
 * changes.
 */
export function rangeFinder(root: Element): (span: { start: number; end: number }) => Range | null {
  const runs = new Runs(root);
  return ({ start, end }) => rangeBetween(pointOfOffset(runs, start, "start"), pointOfOffset(runs, end, "end"));
}

/** The part of a span within one run. */
export interface Piece {
  run: Run;
  start: number;
  end: number;
}

/**
 * Splits a span into pieces, in order. Separators between runs aren't part of any piece. The returned function is valid
 * until the text on the page changes.
 */
export function pieceFinder(root: Element): (span: { start: number; end: number }) => Piece[] {
  const runs = new Runs(root);
  return ({ start, end }) => {
    const first = Math.max(0, runs.countWhile((run) => run.start <= start) - 1);
    const pieces: Piece[] = [];
    for (let index = first, run = runs.at(index); run && run.start < end; run = runs.at(++index)) {
      const next = runs.at(index + 1);
      pieces.push({ run, start: Math.max(start, run.start), end: next ? Math.min(end, next.start) : end });
    }
    return pieces;
  };
}

/** The DOM range of a piece; null if it is empty. */
export function rangeOfPiece({ run, start, end }: Piece): Range | null {
  const range = rangeBetween(pointInRun(run, start, "start"), pointInRun(run, end, "end"));
  return range?.collapsed ? null : range;
}

/**
 * Finds the span of the runs between two distances from the top of the window, in CSS pixels. The returned function is valid until the text on the page changes.
 */
export function heightFinder(root: Element): (top: number, bottom: number) => { start: number; end: number } {
  const runs = new Runs(root);
  const countAbove = (height: number) => runs.countWhile(({ element }) => element.getBoundingClientRect().top < height);
  return (top, bottom) => ({
    start: runs.at(countAbove(top) - 1)?.start ?? 0,
    end: runs.at(countAbove(bottom))?.start ?? Number.POSITIVE_INFINITY,
  });
}

/**
 * The offset of the first character whose line ends below a height. Unlike `caretAt`, this also works where something
 * covers the text.
 *
 * @param height distance from the top of the window, in CSS pixels
 * @returns UTF-16 code units; null if the text ends above
 */
export function offsetAtHeight(root: Element, height: number): number | null {
  const runs = new Runs(root);
  const next = runs.countWhile(({ element }) => element.getBoundingClientRect().top < height);
  const run = runs.at(next - 1);
  const length = run ? lengthOf(run.element) : 0;
  if (!run || run.element.getBoundingClientRect().bottom <= height) return runs.at(next)?.start ?? null;
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const [start, end] = [run.start + middle, run.start + middle + 1];
    const bottom = rangeOfPiece({ run, start, end })?.getBoundingClientRect().bottom ?? 0;
    if (bottom > height) high = middle;
    else low = middle + 1;
  }
  return run.start + low;
}

/**
 * The span of the canonical text that a DOM range, such as a selection, covers.
 *
 * @returns null if it covers no text
 */
export function offsetsOfRange(root: Element, range: Range): { start: number; end: number } | null {
  const start = offsetOfPoint(root, range.startContainer, range.startOffset, "start");
  const end = offsetOfPoint(root, range.endContainer, range.endOffset, "end");
  return start === null || end === null || start >= end ? null : { start, end };
}

/** The block element where a span starts. */
export function blockOf(root: Element, span: { start: number; end: number }): HTMLElement | null {
  return blockFinder(root)(span);
}

/** Like `blockOf`, but for many spans. The returned function is valid until the text on the page changes. */
export function blockFinder(root: Element): (span: { start: number }) => HTMLElement | null {
  const runs = new Runs(root);
  return ({ start }) => {
    const point = pointOfOffset(runs, start, "start");
    return point?.node.parentElement?.closest<HTMLElement>("[data-block]") ?? null;
  };
}

/** The span of a block's own text, without nested blocks; null if it has none. */
export function spanOfBlock(block: Element): { start: number; end: number } | null {
  const runs = [block, ...block.querySelectorAll("[data-start]")].filter(
    (run) => run.hasAttribute("data-start") && run.closest("[data-block]") === block,
  );
  const [first] = runs;
  const last = runs.at(-1);
  return first && last ? { start: startOf(first), end: startOf(last) + lengthOf(last) } : null;
}

/**
 * A part of the canonical text, read from the page, with the separators that the page doesn't contain: U+0009 between
 * the cells of a row, U+000A before a block.
 *
 * @param start and `end`: UTF-16 code units, half-open; parts outside the text are omitted
 */
export function textOfOffsets(root: Element, start: number, end: number): string {
  const runs = new Runs(root);
  const first = Math.max(0, runs.countWhile((run) => run.start <= start) - 1);
  const before = runs.at(first - 1);
  let text = "";
  let at = before ? before.start + lengthOf(before.element) : 0;
  let row = before?.element.closest("tr") ?? null;
  for (let index = first, run = runs.at(index); run && at < end; run = runs.at(++index)) {
    const { element, start: from } = run;
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
