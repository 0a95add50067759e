import "server-only";
import type { Database, Prisma, Transaction } from "../../db/database";
import type { PasskeyView } from "./factor-schemas";

/** A user's passkeys, oldest first. */
export async function passkeyViews(db: Database | Transaction, personId: string): Promise<PasskeyView[]> {
  const rows = await db.passkey.findMany({ where: { personId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return rows.map(passkeyView);
}

export function passkeyView({ id, name, host, createdAt, lastUsedAt }: Prisma.PasskeyGetPayload<object>): PasskeyView {
  return { id, name, host, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}
