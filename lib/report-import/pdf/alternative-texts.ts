import type { OpenPdf } from "./open-pdf";

/** Maximum number of elements of a page's structure to examine, and maximum depth. The structure can be cyclic. */
const MAX_ELEMENTS = 20_000;
const MAX_DEPTH = 40;
/** Maximum length of an alternative text, in characters. */
const MAX_LENGTH = 2000;

/** The alternative texts of a tagged page, by the ids of the marked content that they describe. */
export function alternativeTextsOf({ engine, document }: OpenPdf, page: number): Map<number, string> {
  const { api, fast } = engine;
  const found = new Map<number, string>();
  if (!api.FPDFCatalog_IsTagged(document)) return found;
  const tree = api.FPDF_StructTree_GetForPage(page);
  if (tree === 0) return found;
  let seen = 0;
  const visit = (element: number, inherited: string, depth: number): void => {
    if (element === 0 || depth > MAX_DEPTH || ++seen > MAX_ELEMENTS) return;
    const own = engine
      .utf16((buffer, length) => fast.FPDF_StructElement_GetAltText(element, buffer, length))
      .replace(/\s+/gu, " ")
      .trim()
      .slice(0, MAX_LENGTH);
    const alt = own || inherited;
    if (alt !== "") {
      const count = fast.FPDF_StructElement_GetMarkedContentIdCount(element);
      for (let n = 0; n < Math.min(count, MAX_ELEMENTS); n++) {
        const id = fast.FPDF_StructElement_GetMarkedContentIdAtIndex(element, n);
        if (id >= 0 && !found.has(id)) found.set(id, alt);
      }
    }
    const children = fast.FPDF_StructElement_CountChildren(element);
    for (let n = 0; n < Math.min(children, MAX_ELEMENTS); n++)
      visit(fast.FPDF_StructElement_GetChildAtIndex(element, n), alt, depth + 1);
  };
  const roots = api.FPDF_StructTree_CountChildren(tree);
  for (let n = 0; n < Math.min(roots, MAX_ELEMENTS); n++) visit(api.FPDF_StructTree_GetChildAtIndex(tree, n), "", 0);
  api.FPDF_StructTree_Close(tree);
  return found;
}
