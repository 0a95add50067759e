import type { Box } from "./page";
import type { Pdfium } from "./pdfium";

/** A transformation of coordinates, as in PDF: `x' = a·x + c·y + e` and `y' = b·x + d·y + f`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const UNCHANGED: Matrix = [1, 0, 0, 1, 0, 0];

/** Transforms PDF coordinates into coordinates on the page as displayed. */
export interface PageFrame {
  width: number;
  height: number;
  x(x: number, y: number): number;
  y(x: number, y: number): number;
  /** The inverse: the PDF coordinates of a point on the page as displayed. */
  point(x: number, y: number): [x: number, y: number];
}

/** The page's box and rotation. */
export function frameOf(engine: Pdfium, page: number): PageFrame {
  const { api } = engine;
  const [left, top, right, bottom] = engine.scratch(16, (box) => {
    api.FPDF_GetPageBoundingBox(page, box);
    return [engine.float(box, 0), engine.float(box, 1), engine.float(box, 2), engine.float(box, 3)] as const;
  });
  const rotation = api.FPDFPage_GetRotation(page);
  const isTurned = rotation % 2 === 1;
  const [width, height] = isTurned ? [top - bottom, right - left] : [right - left, top - bottom];
  const turns: Pick<PageFrame, "x" | "y" | "point">[] = [
    { x: (x) => x - left, y: (_, y) => top - y, point: (x, y) => [x + left, top - y] },
    { x: (_, y) => y - bottom, y: (x) => x - left, point: (x, y) => [y + left, x + bottom] },
    { x: (x) => right - x, y: (_, y) => y - bottom, point: (x, y) => [right - x, y + bottom] },
    { x: (_, y) => top - y, y: (x) => right - x, point: (x, y) => [right - y, top - x] },
  ];
  return { width, height, ...(turns[rotation] ?? turns[0]!) };
}

/** The bounding box of a rectangle in PDF coordinates. */
export function boxOf({ x, y }: PageFrame, left: number, bottom: number, right: number, top: number): Box {
  const [ax, ay, bx, by] = [x(left, bottom), y(left, bottom), x(right, top), y(right, top)];
  return { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) };
}

/** The matrix of an object. @param scratch a buffer of at least 24 bytes */
export function matrixOf(engine: Pdfium, object: number, scratch: number): Matrix {
  engine.fast.FPDFPageObj_GetMatrix(object, scratch);
  return matrixAt(engine, scratch);
}

/** The matrix in a buffer. */
export function matrixAt(engine: Pdfium, buffer: number): Matrix {
  return [
    engine.float(buffer, 0),
    engine.float(buffer, 1),
    engine.float(buffer, 2),
    engine.float(buffer, 3),
    engine.float(buffer, 4),
    engine.float(buffer, 5),
  ];
}

export const apply = ([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];

export const multiply = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
];
