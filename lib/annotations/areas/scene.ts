import "server-only";
import type { Database, Transaction } from "../../db/database";
import { printedReport } from "../../editions/editions";
import { type PlacedPicture, placedPictures } from "../../report/placed-pictures";
import { storedDrawnText } from "../../sources/drawn-text";
import { picturesOfSource } from "../../sources/pictures";
import { addedPdfOf, sourceOfEdition } from "../../sources/store";

/** What areas are compared with: the pictures and pages of an edition. */
export interface Scene {
  pictures: readonly PlacedPicture[];
  /** The bytes of pictures, by id. */
  bytesOf(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** SHA-256 of the file with the edition's pages, hexadecimal; null if there is none. */
  hash: string | null;
  /** The drawn text of its file, encoded; null if it has no pages, or they haven't been read. */
  drawn(): Promise<Uint8Array | null>;
}

/** The scene of a stored edition. */
export async function sceneOfEdition(db: Database | Transaction, id: string): Promise<Scene> {
  const report = await printedReport(db, id);
  const source = await sourceOfEdition(db, id);
  const added = await addedPdfOf(db, id);
  return sceneOfSource(db, source?.id ?? null, () => (report ? placedPictures(report) : []), added?.id);
}

/**
 * The scene of an edition whose source has been stored.
 *
 * @param pagedId the file whose pages are those of the edition: its source, or a PDF that was added
 */
export async function sceneOfSource(
  db: Database | Transaction,
  sourceId: string | null,
  pictures: () => readonly PlacedPicture[],
  pagedId: string | null = sourceId,
): Promise<Scene> {
  const paged =
    pagedId === null ? null : await db.source.findUnique({ where: { id: pagedId }, select: { hash: true } });
  return {
    pictures: pictures(),
    bytesOf: async (ids) => (sourceId === null ? new Map() : picturesOfSource(db, sourceId, ids)),
    hash: paged?.hash ?? null,
    drawn: async () => (pagedId === null ? null : storedDrawnText(db, pagedId)),
  };
}
