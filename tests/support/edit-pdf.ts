/** Changes the annotations in a PDF, as someone would in another program. */

import { withPdf } from "@/lib/report-import/pdf/open-pdf";

/** The annotations on a page. */
interface EditedPage {
  /** Replaces the text of the annotation whose text begins with `start`. */
  write(start: string, contents: string): void;
  /** Deletes the annotation whose text begins with `start`. */
  remove(start: string): void;
  /** Adds a highlight of the area between two points, in PDF coordinates: left, top, right, bottom. */
  mark(area: [number, number, number, number], contents: string, author: string): void;
  /** Adds a square around the area between two points, in PDF coordinates: left, top, right, bottom. */
  frame(area: [number, number, number, number], contents: string, author: string): void;
  /** Adds a reply to the annotation whose text begins with `start`. */
  reply(start: string, contents: string, author: string): void;
}

const [TEXT, SQUARE, HIGHLIGHT, REPLY] = [1, 5, 9, 1];

/** @returns the changed file */
export async function editPdf(bytes: Uint8Array, index: number, edit: (page: EditedPage) => void): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await withPdf(
    bytes,
    async ({ engine, document }) => {
      const { api } = engine;
      const page = api.FPDF_LoadPage(document, index);
      const set = (annotation: number, key: string, value: string) =>
        engine.withText(value, (text) => api.FPDFAnnot_SetStringValue(annotation, key, text));
      const find = (start: string): number => {
        for (let n = 0; n < api.FPDFPage_GetAnnotCount(page); n++) {
          const annotation = api.FPDFPage_GetAnnot(page, n);
          const text = engine.utf16((at, size) => api.FPDFAnnot_GetStringValue(annotation, "Contents", at, size));
          if (text.startsWith(start)) return n;
          api.FPDFPage_CloseAnnot(annotation);
        }
        throw new Error(`No annotation begins with "${start}"`);
      };
      const create = (kind: number, contents: string, author: string): number => {
        const annotation = api.EPDFPage_CreateAnnot(page, kind);
        set(annotation, "Contents", contents);
        set(annotation, "T", author);
        set(annotation, "NM", `made by ${author}`);
        set(annotation, "M", "D:20260203040506Z");
        return annotation;
      };
      edit({
        write: (start, contents) => {
          const annotation = api.FPDFPage_GetAnnot(page, find(start));
          set(annotation, "Contents", contents);
          api.FPDFPage_CloseAnnot(annotation);
        },
        remove: (start) => void api.FPDFPage_RemoveAnnot(page, find(start)),
        mark: ([left, top, right, bottom], contents, author) => {
          const annotation = create(HIGHLIGHT, contents, author);
          engine.withFloats([left, top, right, bottom], (at) => api.FPDFAnnot_SetRect(annotation, at));
          engine.withFloats([left, top, right, top, left, bottom, right, bottom], (at) =>
            api.FPDFAnnot_AppendAttachmentPoints(annotation, at),
          );
          api.FPDFPage_CloseAnnot(annotation);
        },
        frame: ([left, top, right, bottom], contents, author) => {
          const annotation = create(SQUARE, contents, author);
          engine.withFloats([left, top, right, bottom], (at) => api.FPDFAnnot_SetRect(annotation, at));
          api.FPDFPage_CloseAnnot(annotation);
        },
        reply: (start, contents, author) => {
          const parent = api.FPDFPage_GetAnnot(page, find(start));
          const annotation = create(TEXT, contents, author);
          api.EPDFAnnot_SetLinkedAnnot(annotation, "IRT", parent);
          api.EPDFAnnot_SetReplyType(annotation, REPLY);
          engine.withFloats([10, 30, 30, 10], (at) => api.FPDFAnnot_SetRect(annotation, at));
          api.FPDFPage_CloseAnnot(annotation);
          api.FPDFPage_CloseAnnot(parent);
        },
      });
      api.FPDF_ClosePage(page);
      engine.save(document, (part) => parts.push(part));
    },
    true,
  );
  return new Uint8Array(Buffer.concat(parts));
}
