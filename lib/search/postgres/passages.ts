import "server-only";
import type { SearchDocument } from "../documents";
import type { Catalogue, CatalogueEntry } from "./index-sync";
import type { StoredDocument } from "./store";

interface TextRow {
  number: number;
  report: number;
  document: StoredDocument;
}

/** A passage with all the data that a result list shows. */
export interface Passage {
  number: number;
  report: CatalogueEntry;
  document: SearchDocument;
}

/** Reads passages by number, in reading order. Passages that have since been deleted are left out. */
export async function readPassages(catalogue: Catalogue, numbers: readonly number[]): Promise<Passage[]> {
  const { rows } = await catalogue.pool.query<TextRow>(
    "SELECT number, report, document FROM search.texts WHERE number = ANY($1)",
    [numbers],
  );
  return rows.flatMap((row) => passageOf(row, catalogue) ?? []).sort(inReadingOrder);
}

function passageOf({ number, report: id, document }: TextRow, { reports }: Catalogue): Passage | null {
  const report = reports.get(id);
  if (!report) return null;
  const { slug, title, authors } = report;
  return {
    number,
    report,
    document: { ...document, report: slug, reportTitle: title, by: authors, tags: [], note: null },
  };
}

function inReadingOrder(a: Passage, b: Passage): number {
  return a.report.place - b.report.place || a.number - b.number;
}
