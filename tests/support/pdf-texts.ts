import { withPdf } from "@/lib/report-import/pdf/open-pdf";

/** The text of each page, as PDFium extracts it. */
export function textsByPdfium(bytes: Uint8Array): Promise<string[]> {
  return withPdf(bytes, async ({ engine, document }) => {
    const { api } = engine;
    return Array.from({ length: api.FPDF_GetPageCount(document) }, (_, index) => {
      const page = api.FPDF_LoadPage(document, index);
      const text = api.FPDFText_LoadPage(page);
      const length = 2 * (api.FPDFText_CountChars(text) + 1);
      return engine.scratch(length, (buffer) => {
        api.FPDFText_GetText(text, 0, length / 2, buffer);
        return engine.utf16At(buffer);
      });
    });
  });
}
