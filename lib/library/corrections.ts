import "server-only";
import type { Database } from "../db/database";
import type { Correction } from "../report-import/corrections/schemas";

/** The saved corrections to a file; null if no one has saved any. */
export async function correctionsOfSource(db: Database, id: string | null): Promise<Correction[] | null> {
  if (id === null) return null;
  const source = await db.source.findUnique({ where: { id }, select: { corrections: true } });
  return (source?.corrections ?? null) as Correction[] | null;
}

/**
 * The corrections to the file that an edition was created from. They are also the initial corrections to the next
 * edition's file.
 */
export async function correctionsOfEdition(db: Database, id: string | undefined): Promise<Correction[]> {
  if (id === undefined) return [];
  const source = await db.source.findFirst({ where: { editions: { some: { id } } }, select: { corrections: true } });
  return (source?.corrections ?? []) as unknown as Correction[];
}
