import "server-only";
import { randomUUID } from "node:crypto";
import type { Database, Prisma, Transaction } from "../db/database";
import { UserError } from "../errors";
import { DAY } from "../time";
import { MAX_TOKENS, type NewToken, type TokenView } from "./access-schemas";
import { actorFrom, WITH_PERSON } from "./actors";
import { audit, auditBy } from "./audit";
import { requireFactorOfToken } from "./factors/requirement";
import { SCOPES, type Scope } from "./limits";
import { type Actor, type Authorized, authorize, notThere, type PersonalItem } from "./policy";
import { reportAccess } from "./report-access";
import { hashToken, newToken } from "./tokens";

/** Minimum interval between two writes of "last used", in milliseconds. */
const USED_INTERVAL = 60_000;

/** Prefix of every token, by which secret scanners recognize tokens. */
const PREFIX = "concord_";

type Row = Prisma.ApiTokenGetPayload<object>;

/** A new token and its secret, which is returned only once. */
export interface MadeToken {
  token: TokenView;
  secret: string;
}

/**
 * Creates a token that lets a program act as this user.
 *
 * @throws UserError `too-many-tokens` (409)
 */
export async function createToken(
  db: Database,
  { actor }: Authorized<null, "token.create">,
  wanted: NewToken,
  now: Date = new Date(),
): Promise<MadeToken> {
  return db.$transaction(async (tx) => {
    const open = await tx.apiToken.count({ where: { personId: actor.id, ...good(now) } });
    if (open >= MAX_TOKENS) {
      throw new UserError("too-many-tokens", { max: MAX_TOKENS });
    }
    const made = await addToken(tx, actor.id, wanted, now);
    await auditBy(tx, actor, "token.created", made.token.id, { scopes: wanted.scopes }, now);
    return made;
  });
}

/** Creates a token from the command line, without a signed-in user. */
export async function createTokenAtServer(
  db: Database,
  personId: string,
  wanted: NewToken,
  now: Date = new Date(),
): Promise<MadeToken> {
  return db.$transaction(async (tx) => {
    const made = await addToken(tx, personId, wanted, now);
    const detail = { scopes: wanted.scopes };
    await audit(tx, { by: null, client: null, action: "token.created", subjectId: made.token.id, detail }, now);
    return made;
  });
}

async function addToken(
  tx: Transaction,
  personId: string,
  { name, scopes, days }: NewToken,
  now: Date,
): Promise<MadeToken> {
  const secret = `${PREFIX}${newToken()}`;
  const expiresAt = days === null ? null : new Date(now.getTime() + days * DAY);
  const row = await tx.apiToken.create({
    data: {
      id: randomUUID(),
      tokenHash: hashToken(secret),
      personId,
      name,
      scopes: scopes.join(" "),
      createdAt: now,
      expiresAt,
    },
  });
  return { token: tokenView(row, now), secret };
}

/** The user's tokens, newest first, including expired and revoked ones. */
export async function listTokens(
  db: Database,
  { actor }: Authorized<null, "token.list">,
  now: Date = new Date(),
): Promise<TokenView[]> {
  const rows = await db.apiToken.findMany({
    where: { personId: actor.id },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  return rows.map((row) => tokenView(row, now));
}

/**
 * Revokes a token immediately and permanently.
 *
 * @throws UserError `not-found` (404) if the token doesn't exist or belongs to another user
 */
export async function revokeToken(db: Database, actor: Actor, id: string, now: Date = new Date()): Promise<TokenView> {
  const row = await db.apiToken.findUnique({ where: { id } });
  if (!row) throw notThere();
  return revoke(db, authorize(actor, "token.revoke", row), now);
}

async function revoke(
  db: Database,
  { actor, resource: { id } }: Authorized<PersonalItem & { id: string }, "token.revoke">,
  now: Date,
): Promise<TokenView> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
    if (count > 0) await auditBy(tx, actor, "token.revoked", id, {}, now);
    return tokenView(await tx.apiToken.findUniqueOrThrow({ where: { id } }), now);
  });
}

/**
 * The actor for an API token. Records when the token was last used, at most once a minute.
 *
 * @param scope the scope that the operation requires
 * @throws UserError `bad-token` (401), `missing-scope` (403) or `second-factor-required` (403)
 */
export async function actorOfToken(db: Database, secret: string, scope: Scope, now: Date = new Date()): Promise<Actor> {
  const row = await db.apiToken.findUnique({ where: { tokenHash: hashToken(secret) }, include: WITH_PERSON });
  const actor = row && stateOf(row, now) === "open" ? actorFrom(row.person, row.id, await reportAccess(db)) : null;
  if (!row || !actor) {
    throw new UserError("bad-token.api");
  }
  if (!scopesOf(row).includes(scope)) {
    throw new UserError("missing-scope", { scope });
  }
  await requireFactorOfToken(db, actor);
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) >= USED_INTERVAL) {
    await db.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
  }
  return actor;
}

function good(now: Date): Prisma.ApiTokenWhereInput {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}

function stateOf({ revokedAt, expiresAt }: Row, now: Date): TokenView["state"] {
  if (revokedAt) return "revoked";
  return expiresAt && expiresAt <= now ? "expired" : "open";
}

function scopesOf({ scopes }: Row): Scope[] {
  const held = scopes.split(" ");
  return SCOPES.filter((scope) => held.includes(scope));
}

function tokenView(row: Row, now: Date): TokenView {
  return {
    id: row.id,
    name: row.name,
    scopes: scopesOf(row),
    state: stateOf(row, now),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
