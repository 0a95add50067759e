import "server-only";
import { randomUUID } from "node:crypto";
import type { Database, Prisma, Transaction } from "../db/database";
import { UserError } from "../errors";
import { DAY } from "../time";
import {
  AUDIT_KINDS,
  type AuditAction,
  type AuditDetail,
  type AuditEntryView,
  type AuditPage,
  type AuditQuery,
  auditDetails,
} from "./audit-schemas";
import type { Client } from "./client";
import { deviceOf } from "./device";
import { namesOf } from "./people";
import type { Actor, Authorized } from "./policy";

/** How long entries are kept, in milliseconds. */
const KEPT = 365 * DAY;

/** Entries per page. */
const PAGE = 50;

/** Maximum length of the stored `User-Agent`. */
const DEVICE_LENGTH = 200;

interface Done<A extends AuditAction> {
  /** Who performed the action; null if no one was signed in. */
  by: Pick<Actor, "id"> | null;
  /** Where the request came from; null on the command line. */
  client: Client | null;
  action: A;
  /** Id of the affected item; null if there is none. */
  subjectId: string | null;
  detail: AuditDetail<A>;
}

/**
 * Records an action in the same transaction as the change, so that neither is committed without the other. Use
 * `auditBy` for actions by signed-in users.
 */
export async function audit<A extends AuditAction>(
  tx: Database | Transaction,
  { by, client, action, subjectId, detail }: Done<A>,
  now: Date = new Date(),
): Promise<void> {
  await tx.auditEntry.create({
    data: {
      id: randomUUID(),
      at: now,
      personId: by?.id ?? null,
      action,
      subjectId,
      detail: detail as Prisma.InputJsonObject,
      ...storedClient(client),
    },
  });
}

/** A client in the form in which it is stored. */
export function storedClient(client: Client | null): { address: string | null; device: string | null } {
  return { address: client?.address ?? null, device: client?.device.slice(0, DEVICE_LENGTH) ?? null };
}

/** The inverse of `storedClient`. */
export function clientIn({ address, device }: ReturnType<typeof storedClient>): Client | null {
  return device === null ? null : { address, device };
}

/** Records a signed-in user's action; see `audit`. */
export function auditBy<A extends AuditAction>(
  tx: Database | Transaction,
  actor: Actor,
  action: A,
  subjectId: string | null,
  detail: AuditDetail<A>,
  now?: Date,
): Promise<void> {
  return audit(tx, { by: actor, client: actor.client ?? null, action, subjectId, detail }, now);
}

/**
 * A page of the audit log, newest first.
 *
 * @throws UserError `bad-request` if the entry that the cursor refers to no longer exists
 */
export async function listAudit(
  db: Database,
  _allowed: Authorized<null, "audit.list">,
  { person, kind, before }: AuditQuery,
): Promise<AuditPage> {
  const last = before === undefined ? null : await db.auditEntry.findUnique({ where: { id: before } });
  if (before !== undefined && !last) {
    throw new UserError("bad-request.page-gone");
  }
  const conditions: Prisma.AuditEntryWhereInput[] = [];
  if (person !== undefined) conditions.push({ OR: [{ personId: person }, { subjectId: person }] });
  if (kind !== undefined) conditions.push({ action: { in: [...AUDIT_KINDS[kind]] } });
  if (last) conditions.push({ OR: [{ at: { lt: last.at } }, { at: last.at, id: { lt: last.id } }] });
  const rows = await db.auditEntry.findMany({
    where: { AND: conditions },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    // Fetch one extra entry to find out whether there is a next page.
    take: PAGE + 1,
  });
  const shown = rows.slice(0, PAGE);
  return { entries: await viewsOf(db, shown), next: rows.length > PAGE ? shown.at(-1)!.id : null };
}

type Row = Awaited<ReturnType<Database["auditEntry"]["findMany"]>>[number];

async function viewsOf(db: Database, rows: readonly Row[]): Promise<AuditEntryView[]> {
  const ids = rows.flatMap(({ personId, subjectId }) => [personId, subjectId]).filter((id) => id !== null);
  const names = await namesOf(db, ids);
  const personOf = (id: string | null) => {
    const name = id === null ? undefined : names.get(id);
    return id !== null && name !== undefined ? { id, name } : null;
  };
  return rows.map(({ id, at, personId, action, subjectId, detail, address, device }) => {
    const known = actionOf(action);
    return {
      ...{ id, action: known, address },
      device: device === null ? null : deviceOf(device),
      at: at.toISOString(),
      by: personOf(personId),
      to: personOf(subjectId),
      detail: auditDetails[known].parse(detail),
    };
  });
}

function actionOf(text: string): AuditAction {
  if (text in auditDetails) return text as AuditAction;
  throw new Error(`The audit log contains the unknown action "${text}".`);
}

/** Deletes entries that are more than a year old. */
export async function trimAudit(db: Database, now: Date = new Date()): Promise<void> {
  await db.auditEntry.deleteMany({ where: { at: { lt: new Date(now.getTime() - KEPT) } } });
}
