import "server-only";
import type { Database, Transaction } from "../db/database";

/** Stores the drawn text of a source. It is deleted with the source. */
export async function storeDrawnText(db: Database, sourceId: string, drawn: Uint8Array): Promise<void> {
  const bytes = new Uint8Array(drawn);
  await db.drawnText.upsert({ where: { sourceId }, create: { sourceId, bytes }, update: { bytes } });
}

/** The drawn text of a source; null if it has none, or if it has not been read yet. */
export async function storedDrawnText(db: Database | Transaction, sourceId: string): Promise<Uint8Array | null> {
  const found = await db.drawnText.findUnique({ where: { sourceId }, select: { bytes: true } });
  return found?.bytes ?? null;
}
