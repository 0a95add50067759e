import "server-only";
import type { Database } from "../db/database";
import type { Recognition } from "../report-import/recognition";

/** What was chosen for a file; null if no one has chosen. */
export async function recognitionOfSource(db: Database, id: string | null): Promise<Recognition | null> {
  if (id === null) return null;
  const source = await db.source.findUnique({ where: { id }, select: { recognize: true } });
  return (source?.recognize ?? null) as Recognition | null;
}

/** What was chosen for the file that an edition was created from. It also applies to the next edition's file. */
export async function recognitionOfEdition(db: Database, id: string | undefined): Promise<Recognition | null> {
  if (id === undefined) return null;
  const source = await db.source.findFirst({ where: { editions: { some: { id } } }, select: { recognize: true } });
  return (source?.recognize ?? null) as Recognition | null;
}
