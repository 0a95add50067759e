import { readFileSync } from "node:fs";
import type { Database } from "@/lib/db/database";
import { MemoryEngine } from "@/lib/library/memory-engine";
import { parseReport } from "@/lib/report/parse";
import type { LibraryEngine } from "@/lib/search/answer";
import { documentsOf, type SearchDocument } from "@/lib/search/documents";
import { createSearchEngine } from "@/lib/search/engine";
import type { MarkedBlocks } from "@/lib/search/filters";
import { createFulltextEngine } from "@/lib/search/postgres/engine";
import { syncIndex } from "@/lib/search/postgres/index-sync";
import { createSegment } from "@/lib/search/segment";

/** The searchable blocks of reports, in the same order as in the library. */
export type Shelf = readonly (readonly SearchDocument[])[];

/** The content other than reports that a user can see. */
export interface Own {
  notes: readonly SearchDocument[];
  marks: MarkedBlocks;
}

export const NOTHING: Own = { notes: [], marks: new Map() };

const REPORT = "russian-soft-power-in-kazakhstan";

/** The sample report. */
export const REPORT_DOCUMENTS = documentsOf(parseReport(readFileSync(`content/${REPORT}.md`, "utf8"), REPORT));

/** The same documents, as a different report. */
export function asReport(slug: string, title: string, documents: readonly SearchDocument[]): SearchDocument[] {
  return documents.map((document) => ({ ...document, report: slug, reportTitle: title }));
}

/** A report with these paragraphs. */
export function reportOf(slug: string, ...paragraphs: string[]): SearchDocument[] {
  return documentsOf(
    parseReport(`---\ntitle: ${slug}\nauthors: [A. Author]\n---\n\n${paragraphs.join("\n\n")}\n`, slug),
  );
}

/** A note by Zoe on a passage of a report. */
export function noteOn(document: SearchDocument, text: string): SearchDocument {
  const note = { highlight: text, end: document.start + 1, visibility: "team" } as const;
  return { ...document, kind: "note", text, by: ["Zoe"], tags: ["oil"], note, turns: undefined };
}

export function memoryEngine(shelf: Shelf, { notes, marks }: Own = NOTHING): LibraryEngine {
  const segments = [shelf.flat(), notes].filter((documents) => documents.length > 0).map(createSegment);
  return new MemoryEngine(createSearchEngine(segments), marks);
}

/** Indexes a library in a database. The stamps of the texts are their content. */
export function index(db: Database, shelf: Shelf, readersOf: (slug: string) => string = () => "team") {
  const bySlug = new Map(shelf.map((documents) => [documents[0]!.report, documents]));
  return syncIndex(db, {
    reports: Array.from(bySlug, ([slug, documents]) => ({
      slug,
      textStamp: JSON.stringify(documents.map(({ text }) => text)),
      title: documents[0]!.reportTitle,
      authors: documents[0]!.by,
      shelf: readersOf(documents[0]!.report),
    })),
    read: async ({ slug }) => bySlug.get(slug)!,
    isCurrent: async () => true,
  });
}

export async function databaseEngine(
  db: Database,
  shelf: Shelf,
  { notes, marks }: Own = NOTHING,
): Promise<LibraryEngine> {
  const segments = notes.length > 0 ? [createSegment(notes)] : [];
  return createFulltextEngine(await index(db, shelf), segments, marks);
}
