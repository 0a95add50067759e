import "server-only";
import type { Database } from "../db/database";
import type { Correction } from "../report-import/corrections/schemas";

/** The corrections that a person decided on for a file; null if none has decided about them. */
export async function correctionsOfSource(db: Database, id: string | null): Promise<Correction[] | null> {
  if (id === null) return null;
  const source = await db.source.findUnique({ where: { id }, select: { corrections: true } });
  return (source?.corrections ?? null) as Correction[] | null;
}

/** The corrections of the file that an edition was made from, which a file of its next edition starts with. */
export async function correctionsOfEdition(db: Database, id: string | undefined): Promise<Correction[]> {
  if (id === undefined) return [];
  const source = await db.source.findFirst({ where: { editions: { some: { id } } }, select: { corrections: true } });
  return (source?.corrections ?? []) as unknown as Correction[];
}
