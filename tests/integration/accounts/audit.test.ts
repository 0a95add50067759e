import { beforeEach, expect, it, vi } from "vitest";
import { GET as getAudit } from "@/app/api/audit/route";
import { DELETE as revoke } from "@/app/api/invitations/[id]/route";
import { POST as invite } from "@/app/api/invitations/route";
import { audit, trimAudit } from "@/lib/accounts/audit";
import type { AuditPage } from "@/lib/accounts/audit-schemas";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";

const FIREFOX = { "user-agent": "Firefox", "x-forwarded-for": "203.0.113.7, 198.51.100.2" };

describeDatabases("the audit log", ({ db }) => {
  beforeEach(() => {
    vi.unstubAllEnvs();
    serve(db());
  });

  async function makeTeam() {
    const owner = await makeCaller(db(), "owner", "Olga");
    const list = async (query: Record<string, string> = {}) => (await call<AuditPage>(getAudit, owner, { query })).body;
    return { owner, list };
  }

  it("records who did what to what, when, and with which program", async () => {
    const { owner, list } = await makeTeam();
    const { body } = await call<{ invitation: { id: string }; path: string }>(invite, owner, {
      body: { role: "editor" },
      headers: FIREFOX,
    });
    await call(revoke, owner, { params: { id: body.invitation.id } });
    const { entries, next } = await list();
    expect(next).toBeNull();
    expect(entries.map(({ action }) => action)).toEqual(["invitation.revoked", "invitation.created"]);
    expect(entries[1]).toMatchObject({
      by: { id: owner.actor.id, name: "Olga" },
      detail: { role: "editor" },
      device: { browser: "Firefox", system: null },
      address: null,
    });
    expect(Math.abs(Date.parse(entries[1]!.at) - Date.now())).toBeLessThan(60_000);
    // The link is a secret.
    expect(JSON.stringify(entries)).not.toContain(body.path.split("/").at(-1));
  });

  it("records nothing if nothing changed", async () => {
    const { owner, list } = await makeTeam();
    const { body } = await call<{ invitation: { id: string } }>(invite, owner, { body: { role: "editor" } });
    for (const _ of [1, 2]) await call(revoke, owner, { params: { id: body.invitation.id } });
    await call(invite, owner, { body: { role: "king" } });
    expect((await list()).entries).toHaveLength(2);
  });

  it("can be filtered by type, and by the user who acted or was affected", async () => {
    const { owner, list } = await makeTeam();
    const other = await makeCaller(db(), "editor", "Erik");
    const { owner: ownId, other: otherId } = { owner: owner.actor.id, other: other.actor.id };
    const common = { client: null, detail: {} } as const;
    await audit(db(), { ...common, by: { id: otherId }, action: "sign-out", subjectId: null });
    await audit(db(), { ...common, by: { id: ownId }, action: "reset.created", subjectId: otherId });
    await audit(db(), { ...common, by: { id: ownId }, action: "token.revoked", subjectId: null });
    const actions = async (query: Record<string, string>) =>
      (await list(query)).entries.map(({ action }) => action).sort();
    expect(await actions({ person: otherId })).toEqual(["reset.created", "sign-out"]);
    expect(await actions({ kind: "tokens" })).toEqual(["token.revoked"]);
    expect(await actions({ kind: "access", person: ownId })).toEqual(["reset.created"]);
    const { entries } = await list({ person: otherId, kind: "access" });
    const reset = entries.find(({ action }) => action === "reset.created");
    expect(reset?.to).toEqual({ id: otherId, name: "Erik" });
  });

  it("is paginated without duplicates, even if many entries have the same time", async () => {
    const { list } = await makeTeam();
    const now = new Date();
    for (let count = 0; count < 120; count++) {
      await audit(db(), { by: null, client: null, action: "sign-out", subjectId: String(count), detail: {} }, now);
    }
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const page: AuditPage = await list(before === null ? {} : { before });
      seen.push(...page.entries.map(({ id }) => id));
      before = page.next;
    } while (before !== null);
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });

  it("keeps entries for a year", async () => {
    const { list } = await makeTeam();
    const DAY = 86_400_000;
    for (const days of [366, 364]) {
      const then = new Date(Date.now() - days * DAY);
      await audit(db(), { by: null, client: null, action: "sign-out", subjectId: String(days), detail: {} }, then);
    }
    await trimAudit(db());
    expect((await list()).entries).toHaveLength(1);
  });

  it("trusts forwarding headers only from a configured proxy", async () => {
    const { owner, list } = await makeTeam();
    vi.stubEnv("TRUST_PROXY", "1");
    await call(invite, owner, { body: { role: "editor" }, headers: FIREFOX });
    expect((await list()).entries[0]?.address).toBe("198.51.100.2");
  });
});
