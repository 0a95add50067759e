import { beforeEach, expect, it } from "vitest";
import { GET as members } from "@/app/api/members/route";
import { GET as notes } from "@/app/api/notes/route";
import { POST as highlight } from "@/app/api/reports/[slug]/highlights/route";
import { DELETE as revoke } from "@/app/api/tokens/[id]/route";
import { GET as list, POST as make } from "@/app/api/tokens/route";
import type { TokenView } from "@/lib/accounts/access-schemas";
import type { MadeToken } from "@/lib/accounts/api-tokens";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";

interface Refusal {
  error: { code: string };
}

describeDatabases("API tokens", ({ db }) => {
  let ana: Caller;
  beforeEach(async () => {
    serve(db());
    ana = await makeCaller(db(), "annotator", "Ana");
  });

  const makeToken = async (wanted: object) => (await call<MadeToken>(make, ana, { body: wanted })).body;
  /** A program sends neither a cookie nor an origin. */
  const program = (secret: string) => ({ authorization: `Bearer ${secret}`, origin: "" });
  const NOBODY = { cookie: "" };

  it("authenticate a program as their creator", async () => {
    const { secret, token } = await makeToken({ name: "Backup", scopes: ["read"] });
    expect(secret).toMatch(/^concord_[\w-]{43}$/u);
    expect(token).toMatchObject({ name: "Backup", scopes: ["read"], state: "open", lastUsedAt: null });
    expect((await call(notes, NOBODY, { headers: program(secret) })).status).toBe(200);
    const { body } = await call<{ tokens: TokenView[] }>(list, ana);
    expect(body.tokens).toMatchObject([{ id: token.id, lastUsedAt: expect.any(String) }]);
  });

  it("are stored as a hash and never shown again", async () => {
    const { secret } = await makeToken({ name: "Backup", scopes: ["read"] });
    const bare = secret.slice("concord_".length);
    expect(JSON.stringify(await db().apiToken.findMany())).not.toContain(bare);
    expect((await call(list, ana)).text).not.toContain(bare);
    expect(JSON.stringify(await db().auditEntry.findMany())).not.toContain(bare);
  });

  it("grant exactly their scopes, without an Origin header", async () => {
    const edition = await storeReport(db(), "Rivers carry trade.");
    const mark = async (secret: string) => {
      const sent = { params: { slug: SLUG }, body: highlightOf(edition, "trade"), headers: program(secret) };
      const { status, body } = await call<Partial<Refusal>>(highlight, NOBODY, sent);
      return [status, body.error?.code];
    };
    const { secret: reads } = await makeToken({ name: "Reads", scopes: ["read"] });
    const { secret: writes } = await makeToken({ name: "Writes", scopes: ["write"] });
    expect(await mark(reads)).toEqual([403, "missing-scope"]);
    expect(await mark(writes)).toEqual([200, undefined]);
    expect((await call(notes, NOBODY, { headers: program(writes) })).status).toBe(403);
    // A reader's token does not allow writing.
    await db().person.update({ where: { id: ana.actor.id }, data: { role: "reader" } });
    expect(await mark(writes)).toEqual([403, "forbidden"]);
  });

  it("are rejected by routes that do not accept them, even alongside a valid cookie", async () => {
    const { secret } = await makeToken({ name: "Both", scopes: ["read", "write"] });
    const { status, body } = await call<Refusal>(members, ana, { headers: program(secret) });
    expect([status, body.error.code]).toEqual([403, "no-tokens-here"]);
    const wrong = await call<Refusal>(notes, ana, { headers: program("concord_wrong") });
    expect([wrong.status, wrong.body.error.code]).toEqual([401, "bad-token"]);
  });

  it("stop working when they are revoked or expire, or when their owner is removed", async () => {
    const made = await Promise.all(["a", "b", "c"].map((name) => makeToken({ name, scopes: ["read"], days: 1 })));
    const [revoked, expired, removed] = made as [MadeToken, MadeToken, MadeToken];
    const status = async ({ secret }: MadeToken) => (await call(notes, NOBODY, { headers: program(secret) })).status;

    await call(revoke, ana, { params: { id: revoked.token.id } });
    expect(await status(revoked)).toBe(401);
    await db().apiToken.update({ where: { id: expired.token.id }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await status(expired)).toBe(401);
    expect(await status(removed)).toBe(200);
    await db().person.update({ where: { id: ana.actor.id }, data: { removedAt: new Date() } });
    expect(await status(removed)).toBe(401);
  });

  it("are recorded in the audit log when they are created and revoked", async () => {
    const { token } = await makeToken({ name: "Backup", scopes: ["write", "read"] });
    await call(revoke, ana, { params: { id: token.id } });
    const entries = await db().auditEntry.findMany({ where: { subjectId: token.id }, orderBy: { at: "asc" } });
    expect(entries).toMatchObject([
      { action: "token.created", personId: ana.actor.id, detail: { scopes: ["read", "write"] } },
      { action: "token.revoked", personId: ana.actor.id },
    ]);
  });
});
