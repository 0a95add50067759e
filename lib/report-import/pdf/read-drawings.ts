import type { Box, Drawing, EmbeddedImage } from "./page";
import { apply, boxOf, type Matrix, matrixOf, multiply, type PageFrame, UNCHANGED } from "./page-frame";
import { overlapOf, PathReader } from "./paths";
import type { Pdfium } from "./pdfium";
import type { TextLayer } from "./text-layer";

/** Maximum number of drawn objects to examine per page. */
const MAX_OBJECTS = 20_000;
/** Maximum nesting of forms. Deeper nesting is a mistake or an attack. */
export const MAX_FORM_DEPTH = 5;

/** PDFium's constants for the kinds of objects. */
export const TEXT_OBJECT = 1;
const PATH_OBJECT = 2;
const IMAGE_OBJECT = 3;
const SHADING_OBJECT = 4;
export const FORM_OBJECT = 5;

/** The lines, images and drawings of a page. */
type PageDrawings = { rules: Box[]; drawings: Drawing[] } & Pick<TextLayer, "isDrawn" | "pictured" | "pixels">;

/** What a drawing inherits from the form that contains it, or its place on the page. */
interface DrawingContext {
  alt: string;
  /** The visible area. */
  clip: Box;
  at: Pick<EmbeddedImage, "object">;
}

/**
 * Reads lines, images and drawings. The content of a form is transformed by the form's matrix.
 *
 * @param alternativeTexts by the ids of the marked content that they describe
 */
export function readDrawings(
  engine: Pdfium,
  page: number,
  frame: PageFrame,
  alternativeTexts: ReadonlyMap<number, string>,
): PageDrawings {
  const { fast } = engine;
  const found: PageDrawings = { rules: [], drawings: [], isDrawn: false, pictured: 0, pixels: 0 };
  const scratch = engine.allocate(32);
  const paths = new PathReader(engine, frame, scratch);
  let seen = 0;

  const alternativeTextOf = (object: number) =>
    alternativeTexts.size > 0 ? alternativeTexts.get(fast.FPDFPageObj_GetMarkedContentID(object)) : undefined;

  const visit = (object: number, matrix: Matrix, depth: number, known: Partial<DrawingContext>): void => {
    if (object === 0 || ++seen > MAX_OBJECTS) return;
    const type = fast.FPDFPageObj_GetType(object);
    if (type === TEXT_OBJECT) return;
    const alt = known.alt ?? alternativeTextOf(object);
    const clip = type === PATH_OBJECT ? known.clip : overlapOf(known.clip, paths.clipOf(object, matrix));
    if (type === FORM_OBJECT) {
      if (depth >= MAX_FORM_DEPTH) return;
      const own = multiply(matrixOf(engine, object, scratch), matrix);
      const count = fast.FPDFFormObj_CountObjects(object);
      for (let n = 0; n < count; n++)
        visit(fast.FPDFFormObj_GetObject(object, n), own, depth + 1, {
          ...(alt !== undefined && { alt }),
          ...(clip && { clip }),
        });
      return;
    }
    found.isDrawn = true;
    if (fast.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12) === 0) return;
    const [left, bottom] = apply(matrix, engine.float(scratch, 0), engine.float(scratch, 1));
    const [right, top] = apply(matrix, engine.float(scratch, 2), engine.float(scratch, 3));
    const box = overlapOf(boxOf(frame, left, bottom, right, top), clip);
    const isAll = box.x1 - box.x0 > 0.9 * frame.width && box.y1 - box.y0 > 0.9 * frame.height;
    const described = { ...box, ...(alt !== undefined && { alt }) };
    if (type === IMAGE_OBJECT || type === SHADING_OBJECT) {
      const image = type === IMAGE_OBJECT ? imageOf(engine, object, scratch, known.at) : undefined;
      if (type === IMAGE_OBJECT) found.pictured = Math.max(found.pictured, shareOf(box, frame));
      if (image) found.pixels = Math.max(found.pixels, image.width * image.height);
      if (!isAll) found.drawings.push({ ...described, isPicture: true, ...(image && { image }) });
    } else if (type === PATH_OBJECT) {
      const lines = paths.rulesOf(object, box, matrix);
      if (lines) found.rules.push(...lines);
      else if (!isAll && !isWhite(engine, object, scratch))
        found.drawings.push({ ...described, isPicture: false, ...(paths.isPlot(object) && { isPlot: true }) });
    }
  };

  const count = Math.min(MAX_OBJECTS, fast.FPDFPage_CountObjects(page));
  for (let n = 0; n < count; n++) visit(fast.FPDFPage_GetObject(page, n), UNCHANGED, 0, { at: { object: n } });
  engine.free(scratch);
  return found;
}

/** The size of an image in the file; undefined if it is unknown. */
function imageOf(
  engine: Pdfium,
  object: number,
  scratch: number,
  at: DrawingContext["at"] | undefined,
): EmbeddedImage | undefined {
  if (engine.fast.FPDFImageObj_GetImagePixelSize(object, scratch, scratch + 4) === 0) return undefined;
  const [width, height] = [engine.int(scratch), engine.int(scratch + 4)];
  return { width, height, bytes: engine.api.FPDFImageObj_GetImageDataRaw(object, 0, 0), ...at };
}

/** White areas cover the drawings below them. */
function isWhite(engine: Pdfium, object: number, scratch: number): boolean {
  const { fast } = engine;
  if (fast.FPDFPageObj_GetFillColor(object, scratch, scratch + 4, scratch + 8, scratch + 12) === 0) return false;
  return [0, 4, 8].every((at) => engine.int(scratch + at) >= 250);
}

/** The share of a page that a box covers. */
function shareOf(box: Box, { width, height }: PageFrame): number {
  const [x0, x1] = [Math.max(0, box.x0), Math.min(width, box.x1)];
  const [y0, y1] = [Math.max(0, box.y0), Math.min(height, box.y1)];
  return (Math.max(0, x1 - x0) * Math.max(0, y1 - y0)) / Math.max(1, width * height);
}
