/** Reads the annotations in a PDF with pdf.js, which is independent of the library that writes them. */

/** An annotation, as pdf.js describes it. */
export interface PdfJsAnnotation {
  id: string;
  subtype: string;
  /** The corners of its lines in PDF coordinates: top left, top right, bottom left, bottom right. */
  quads: number[][];
  rect: number[];
  /** The rectangles around its lines, or else around all of it, on the displayed page: left, top, right, bottom. */
  shown: number[][];
  author: string;
  contents: string;
  colour: number[] | null;
  created: string | null;
  modified: string | null;
  /** The id of the annotation that it replies to. */
  to: string | null;
  hasAppearance: boolean;
}

/**
 * The annotations on each page of a PDF, without links and form fields, the edges of each page, and the names of the
 * attachments.
 */
export async function readWithPdfJs(
  bytes: Uint8Array,
): Promise<{ pages: PdfJsAnnotation[][]; sizes: number[][]; attachments: string[] }> {
  // pdf.js creates a matrix when it is loaded, but needs it only for drawing.
  const unused = { DOMMatrix: class {}, Path2D: class {}, ImageData: class {} };
  for (const [name, value] of Object.entries(unused)) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true });
  }
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({ data: bytes.slice(), verbosity: 0 });
  const file = await task.promise;
  const pages: PdfJsAnnotation[][] = [];
  const sizes: number[][] = [];
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    sizes.push(page.view);
    const viewport = page.getViewport({ scale: 1 });
    const isNote = ({ subtype }: Raw) => subtype !== "Link" && subtype !== "Widget" && subtype !== "Popup";
    const all = ((await page.getAnnotations({ intent: "any" })) as Raw[]).filter(isNote).map(read);
    const show = (corners: readonly number[]) => {
      const points = [0, 2, 4, 6].slice(0, corners.length / 2);
      const shown = points.map((at) => viewport.convertToViewportPoint(corners[at]!, corners[at + 1]!));
      const [xs, ys] = [0, 1].map((n) => shown.map((point) => Number(point[n]))) as [number[], number[]];
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    };
    pages.push(all.map((one) => ({ ...one, shown: (one.quads.length > 0 ? one.quads : [one.rect]).map(show) })));
  }
  const attachments = Object.keys((await file.getAttachments()) ?? {});
  await task.destroy();
  return { pages, sizes, attachments };
}

interface Raw {
  id: string;
  subtype: string;
  quadPoints?: ArrayLike<number> | null;
  rect: number[];
  titleObj?: { str: string };
  contentsObj?: { str: string };
  color?: ArrayLike<number> | null;
  creationDate?: string | null;
  modificationDate?: string | null;
  inReplyTo?: string | null;
  hasAppearance?: boolean;
}

function read(raw: Raw): Omit<PdfJsAnnotation, "shown"> {
  const numbers = [...Array.from(raw.quadPoints ?? [])];
  return {
    id: raw.id,
    subtype: raw.subtype,
    quads: Array.from({ length: numbers.length / 8 }, (_, n) => numbers.slice(8 * n, 8 * n + 8)),
    rect: raw.rect,
    author: raw.titleObj?.str ?? "",
    contents: raw.contentsObj?.str ?? "",
    colour: raw.color ? Array.from(raw.color) : null,
    created: raw.creationDate ?? null,
    modified: raw.modificationDate ?? null,
    to: raw.inReplyTo ?? null,
    hasAppearance: raw.hasAppearance ?? false,
  };
}
