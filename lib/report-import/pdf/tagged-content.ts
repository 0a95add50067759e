import type { OpenPdf } from "./open-pdf";
import type { TaggedCell } from "./page";
import type { Pdfium } from "./pdfium";

/** Maximum number of elements of a page's structure to examine, and maximum depth. The structure can be cyclic. */
const MAX_ELEMENTS = 20_000;
const MAX_DEPTH = 40;
/** Maximum length of an alternative text, in characters. */
const MAX_LENGTH = 2000;
/** Size of the longest name of an element that matters here, in bytes of UTF-16. */
const NAME_BYTES = 16;

/** What the tags of a page say about its marked content, by the ids of that content. */
export interface TaggedContent {
  alternativeTexts: Map<number, string>;
  /** The table cells that contain it. */
  cells: Map<number, TaggedCell>;
}

/** Where an element is in the structure. */
interface Place {
  alt: string;
  depth: number;
  /** The number of the table that contains it. */
  table?: number;
  /** The number of the row that contains it. */
  row?: number;
  cell?: TaggedCell;
}

/** Reads the structure of a tagged page. Undefined if the file has no tags. */
export function taggedContentOf({ engine, document }: OpenPdf, page: number): TaggedContent | undefined {
  const { api, fast } = engine;
  if (!api.FPDFCatalog_IsTagged(document)) return undefined;
  const content: TaggedContent = { alternativeTexts: new Map(), cells: new Map() };
  const tree = api.FPDF_StructTree_GetForPage(page);
  if (tree === 0) return content;
  const name = engine.allocate(NAME_BYTES);
  let [seen, tables, rows] = [0, 0, 0];

  const visit = (element: number, place: Place, index: number): void => {
    if (element === 0 || place.depth > MAX_DEPTH || ++seen > MAX_ELEMENTS) return;
    // Very few elements have one.
    const own = fast.FPDF_StructElement_GetAltText(element, 0, 0) > 2 ? alternativeTextOf(engine, element) : "";
    const inner: Place = { ...place, ...inTable(element, place, index), alt: own || place.alt, depth: place.depth + 1 };
    const count = Math.min(fast.FPDF_StructElement_CountChildren(element), MAX_ELEMENTS);
    for (let n = 0; n < count; n++) {
      const id = fast.FPDF_StructElement_GetChildMarkedContentID(element, n);
      if (id < 0) visit(fast.FPDF_StructElement_GetChildAtIndex(element, n), inner, n);
      else {
        if (inner.alt !== "" && !content.alternativeTexts.has(id)) content.alternativeTexts.set(id, inner.alt);
        if (inner.cell && !content.cells.has(id)) content.cells.set(id, inner.cell);
      }
    }
  };

  /** The cell, row or table that an element begins. Tables within cells are part of their cell. */
  const inTable = (element: number, { table, row, cell }: Place, index: number): Partial<Place> => {
    if (cell) return {};
    const length = fast.FPDF_StructElement_GetType(element, name, NAME_BYTES);
    const type = length <= NAME_BYTES ? engine.utf16At(name) : "";
    if (type === "Table") return { table: ++tables };
    if (table === undefined) return {};
    if (type === "TR") return { row: ++rows };
    const isCell = row !== undefined && (type === "TD" || type === "TH");
    return isCell ? { cell: { table, row, column: index, isHeader: type === "TH" } } : {};
  };

  const roots = Math.min(api.FPDF_StructTree_CountChildren(tree), MAX_ELEMENTS);
  for (let n = 0; n < roots; n++) visit(api.FPDF_StructTree_GetChildAtIndex(tree, n), { alt: "", depth: 0 }, n);
  engine.free(name);
  api.FPDF_StructTree_Close(tree);
  return content;
}

function alternativeTextOf(engine: Pdfium, element: number): string {
  return engine
    .utf16((buffer, length) => engine.fast.FPDF_StructElement_GetAltText(element, buffer, length))
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, MAX_LENGTH);
}
