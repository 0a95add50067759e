import type { Box } from "./page";
import { apply, type Matrix, matrixOf, multiply, type PageFrame } from "./page-frame";
import type { Pdfium } from "./pdfium";

/** Maximum thickness of a filled rectangle that counts as a line, in points. */
const MAX_RULE_WIDTH = 1.6;
/** Minimum length of a line, in points. */
const MIN_RULE_LENGTH = 6;
/**
 * Maximum number of segments in a path. Longer paths, such as maps and charts with a hundred thousand segments, are not
 * rules.
 */
const MAX_SEGMENTS = 2000;
/** Minimum number of segments in a plot. */
const MIN_PLOT = 5;
/** Maximum number of nested clipping paths to examine. */
const MAX_CLIPS = 20;
/** PDFium's constants for the even-odd fill rule, and for segments that draw a line or start a new figure. */
const EVEN_ODD = 1;
const LINE = 0;
const MOVE = 2;

type Point = readonly [x: number, y: number];

/** Reads the paths of a page. */
export class PathReader {
  readonly #engine: Pdfium;
  readonly #frame: PageFrame;
  /** A buffer of at least 24 bytes. */
  readonly #scratch: number;

  constructor(engine: Pdfium, frame: PageFrame, scratch: number) {
    this.#engine = engine;
    this.#frame = frame;
    this.#scratch = scratch;
  }

  /**
   * The lines of a path that consists of nothing else.
   *
   * @param box the box around the path on the page
   * @param matrix the transformation of the form that contains the path
   */
  rulesOf(path: number, box: Box, matrix: Matrix): Box[] | undefined {
    return ruleOf(box) ?? this.#strokesOf(path, matrix) ?? this.#bordersOf(path, matrix);
  }

  /** The lines of a path that consists only of horizontal and vertical strokes. */
  #strokesOf(path: number, matrix: Matrix): Box[] | undefined {
    const { fast } = this.#engine;
    const count = fast.FPDFPath_CountSegments(path);
    if (count < 2 || count > MAX_SEGMENTS) return undefined;
    const { fill, isStroked } = this.#modeOf(path);
    // A filled box is a background or the bar of a chart.
    if (fill !== 0 || !isStroked) return undefined;
    const own = multiply(matrixOf(this.#engine, path, this.#scratch), matrix);
    const lines: Box[] = [];
    let start: Point | undefined;
    let from: Point | undefined;
    for (let n = 0; n < count; n++) {
      const segment = fast.FPDFPath_GetPathSegment(path, n);
      const type = fast.FPDFPathSegment_GetType(segment);
      const to = this.#pointOf(segment, own);
      if (type === MOVE) start = to;
      else if (type !== LINE || !from) return undefined;
      const ends = type === MOVE ? [] : [to, ...(fast.FPDFPathSegment_GetClose(segment) === 1 && start ? [start] : [])];
      for (const end of ends) {
        const line = around([from!, end]);
        if (line.x1 - line.x0 > MAX_RULE_WIDTH && line.y1 - line.y0 > MAX_RULE_WIDTH) return undefined;
        lines.push(line);
        from = end;
      }
      from = to;
    }
    return lines.filter((line) => Math.max(line.x1 - line.x0, line.y1 - line.y0) >= MIN_RULE_LENGTH);
  }

  /**
   * The lines between two nested boxes that are filled by the even-odd rule. Some programs draw the borders of a box in
   * this way. Some of the borders can have zero width.
   */
  #bordersOf(path: number, matrix: Matrix): Box[] | undefined {
    const { fast } = this.#engine;
    const count = fast.FPDFPath_CountSegments(path);
    if (count < 8 || count > 10) return undefined;
    const { fill, isStroked } = this.#modeOf(path);
    if (fill !== EVEN_ODD || isStroked) return undefined;
    const own = multiply(matrixOf(this.#engine, path, this.#scratch), matrix);
    const boxes: Point[][] = [];
    for (let n = 0; n < count; n++) {
      const segment = fast.FPDFPath_GetPathSegment(path, n);
      const type = fast.FPDFPathSegment_GetType(segment);
      const point = this.#pointOf(segment, own);
      if (type === MOVE) boxes.push([point]);
      else if (type === LINE && boxes.length > 0) boxes.at(-1)!.push(point);
      else return undefined;
    }
    if (boxes.length !== 2 || !boxes.every(isRectangle)) return undefined;
    const [outer, inner] = boxes.map(around).sort((a, b) => b.x1 - b.x0 + b.y1 - b.y0 - (a.x1 - a.x0 + a.y1 - a.y0));
    if (!outer || !inner) return undefined;
    const strips = [
      { ...outer, y1: inner.y0 },
      { ...outer, y0: inner.y1 },
      { ...outer, x1: inner.x0 },
      { ...outer, x0: inner.x1 },
    ].filter(({ x0, y0, x1, y1 }) => Math.min(x1 - x0, y1 - y0) > 0);
    const lines = strips.map(ruleOf);
    return lines.every((line) => line !== undefined) ? lines.flat() : undefined;
  }

  /** Whether a path consists mainly of slanted straight lines. Letters and rounded boxes consist mainly of curves. */
  isPlot(path: number): boolean {
    const { fast } = this.#engine;
    const count = Math.min(MAX_SEGMENTS, fast.FPDFPath_CountSegments(path));
    if (count < MIN_PLOT) return false;
    let slanted = 0;
    let fromX = Number.NaN;
    let fromY = Number.NaN;
    for (let n = 0; n < count; n++) {
      const segment = fast.FPDFPath_GetPathSegment(path, n);
      fast.FPDFPathSegment_GetPoint(segment, this.#scratch, this.#scratch + 4);
      const x = this.#engine.float(this.#scratch);
      const y = this.#engine.float(this.#scratch, 1);
      if (n > 0 && fromX !== x && fromY !== y && fast.FPDFPathSegment_GetType(segment) === LINE) slanted++;
      fromX = x;
      fromY = y;
    }
    return slanted > 0.5 * count;
  }

  /** The box around the area to which an object is clipped; undefined if it is not clipped. */
  clipOf(object: number, matrix: Matrix): Box | undefined {
    const { fast } = this.#engine;
    const clip = fast.FPDFPageObj_GetClipPath(object);
    const paths = clip === 0 ? 0 : Math.min(MAX_CLIPS, fast.FPDFClipPath_CountPaths(clip));
    let box: Box | undefined;
    for (let path = 0; path < paths; path++) {
      const count = Math.min(MAX_SEGMENTS, fast.FPDFClipPath_CountPathSegments(clip, path));
      const points: Point[] = [];
      for (let n = 0; n < count; n++)
        points.push(this.#pointOf(fast.FPDFClipPath_GetPathSegment(clip, path, n), matrix));
      if (points.length > 0) box = overlapOf(around(points), box);
    }
    return box;
  }

  #modeOf(path: number): { fill: number; isStroked: boolean } {
    this.#engine.fast.FPDFPath_GetDrawMode(path, this.#scratch, this.#scratch + 4);
    return { fill: this.#engine.int(this.#scratch), isStroked: this.#engine.int(this.#scratch + 4) !== 0 };
  }

  /** The end of a segment on the page. */
  #pointOf(segment: number, matrix: Matrix): Point {
    this.#engine.fast.FPDFPathSegment_GetPoint(segment, this.#scratch, this.#scratch + 4);
    const [x, y] = apply(matrix, this.#engine.float(this.#scratch), this.#engine.float(this.#scratch, 1));
    return [this.#frame.x(x, y), this.#frame.y(x, y)];
  }
}

/** The area that two boxes share. @param other undefined if nothing is cut off */
export function overlapOf(box: Box, other: Box | undefined): Box;
export function overlapOf(box: Box | undefined, other: Box | undefined): Box | undefined;
export function overlapOf(box: Box | undefined, other: Box | undefined): Box | undefined {
  if (!box || !other) return box ?? other;
  const [x0, y0] = [Math.max(box.x0, other.x0), Math.max(box.y0, other.y0)];
  return { x0, y0, x1: Math.max(x0, Math.min(box.x1, other.x1)), y1: Math.max(y0, Math.min(box.y1, other.y1)) };
}

/** The box of a line, in a list. Undefined if the box is too thick for a line; empty if the line is too short. */
function ruleOf(box: Box): Box[] | undefined {
  const width = box.x1 - box.x0;
  const height = box.y1 - box.y0;
  if (Math.min(width, height) > MAX_RULE_WIDTH) return undefined;
  return Math.max(width, height) >= MIN_RULE_LENGTH ? [box] : [];
}

/** Whether all edges between consecutive points are horizontal or vertical. */
function isRectangle(points: readonly Point[]): boolean {
  return (
    points.length >= 4 &&
    points.every(([x, y], n) => {
      const [nextX, nextY] = points[(n + 1) % points.length]!;
      return Math.abs(nextX - x) < 0.01 || Math.abs(nextY - y) < 0.01;
    })
  );
}

function around(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}
