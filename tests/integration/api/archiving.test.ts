import { beforeEach, expect, it } from "vitest";
import { listAudit } from "@/lib/accounts/audit";
import type { Scope } from "@/lib/accounts/limits";
import { authorize } from "@/lib/accounts/policy";
import { eventsSince } from "@/lib/events/log";
import { changeAccess } from "@/lib/library/access";
import type { AccessChange } from "@/lib/library/access-schemas";
import { deleteReport } from "@/lib/library/lifecycle";
import type { Archiving } from "@/lib/library/lifecycle-schemas";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import type { Caller } from "../support/people";
import { SLUG } from "../support/reports";
import { useReport, useTeam } from "../support/team";
import { type Answer, ask, tokenOf } from "./support";

const ARCHIVE = "/api/v1/reports/[slug]/archive";
const RESTORE = "/api/v1/reports/[slug]/restore";
const OPERATIONS = [
  ["PUT", ARCHIVE],
  ["DELETE", ARCHIVE],
  ["POST", RESTORE],
] as const;

describeDatabases("archiving and restoring with a token", (context) => {
  const { olga, ed, rea, gus } = useTeam(context, {
    olga: ["owner", "Olga"],
    ed: ["editor", "Ed"],
    rea: ["reader", "Rea"],
    gus: ["guest", "Gus"],
  });
  useContentFolder();
  useReport(context, "Rivers carry trade.");
  const { db } = context;
  const params = { slug: SLUG };

  let tokens: Map<Caller, string>;
  beforeEach(async () => {
    tokens = new Map();
    for (const each of [olga, ed, rea, gus]) tokens.set(each, await tokenOf(db(), each));
  });

  const send = (who: Caller, method: string, route: string, slug = SLUG) =>
    ask(tokens.get(who) ?? "", method, route, { params: { slug } });
  const codeOf = ({ status, body }: Answer) => [status, (body as { error?: { code: string } } | null)?.error?.code];
  const listed = async (query: Record<string, string> = {}) => {
    const { body } = await ask(tokens.get(rea) ?? "", "GET", "/api/v1/reports", { query });
    return (body as { reports: { slug: string }[] }).reports.map(({ slug }) => slug);
  };
  const audited = async () =>
    (await listAudit(db(), authorize(olga.actor, "audit.list", null), {})).entries
      .filter(({ action }) => action.startsWith("report."))
      .map(({ action, by }) => [action, by?.name])
      .reverse();
  const published = async () =>
    (await eventsSince(db(), 0)).map(({ kind }) => kind).filter((kind) => /^report\./u.test(kind));
  const allow = (change: Omit<AccessChange, "version">) =>
    changeAccess(db(), olga.actor, SLUG, { version: 1, ...change });
  const remove = () => deleteReport(db(), ed.actor, SLUG, { title: "Rivers" });

  it("archives a report once, and lists it again, like the app", async () => {
    const { status, body } = await send(ed, "PUT", ARCHIVE);
    expect([status, body]).toEqual([200, { slug: SLUG, archivedAt: expect.any(String) }]);
    expect([await listed(), await listed({ archived: "true" })]).toEqual([[], [SLUG]]);
    expect((await send(olga, "PUT", ARCHIVE)).body).toEqual(body);
    const after = await send(olga, "DELETE", ARCHIVE);
    expect([after.status, (after.body as Archiving).archivedAt]).toEqual([200, null]);
    expect(await listed()).toEqual([SLUG]);
    expect(await audited()).toEqual([
      ["report.archived", "Ed"],
      ["report.unarchived", "Olga"],
    ]);
    expect(await published()).toEqual(["report.archived", "report.unarchived"]);
  });

  it("restores a deleted report, which can't be archived until then", async () => {
    await remove();
    expect(codeOf(await send(ed, "PUT", ARCHIVE))).toEqual([404, "no-such-report"]);
    const restored = await send(ed, "POST", RESTORE);
    expect([restored.status, restored.body]).toEqual([204, null]);
    expect(await listed()).toEqual([SLUG]);
    // Restoring it again does nothing.
    expect((await send(olga, "POST", RESTORE)).status).toBe(204);
    expect(await audited()).toEqual([
      ["report.deleted", "Ed"],
      ["report.restored", "Ed"],
    ]);
    expect(await published()).toEqual(["report.deleted", "report.restored"]);
  });

  it.each(OPERATIONS)(
    "refuses %s %s to readers, guests, and requests without a suitable token",
    async (method, route) => {
      const readOnly = await tokenOf(db(), ed, ["read"] satisfies Scope[]);
      expect(codeOf(await send(rea, method, route))).toEqual([403, "forbidden"]);
      // Guests don't know reports that they weren't given.
      expect(codeOf(await send(gus, method, route))).toEqual([404, "no-such-report"]);
      expect(codeOf(await send(ed, method, route, "none"))).toEqual([404, "no-such-report"]);
      expect(codeOf(await ask(null, method, route, { params }))).toEqual([401, "token-missing"]);
      expect(codeOf(await ask("concord_unknown", method, route, { params }))).toEqual([401, "bad-token"]);
      expect(codeOf(await ask(readOnly, method, route, { params }))).toEqual([403, "missing-scope"]);
      expect([await audited(), await published()]).toEqual([[], []]);
    },
  );

  it("lets guests and readers who can edit the report archive it, but not restore it", async () => {
    const people = [gus, rea].map(({ actor: { id } }) => ({ id, right: "edit" as const }));
    await allow({ audience: "team", people, groups: [] });
    for (const who of [gus, rea]) {
      expect((await send(who, "PUT", ARCHIVE)).status).toBe(200);
      expect((await send(who, "DELETE", ARCHIVE)).status).toBe(200);
    }
    await remove();
    for (const who of [gus, rea]) expect(codeOf(await send(who, "POST", RESTORE))).toEqual([403, "forbidden"]);
  });

  it("doesn't show editors that a restricted report exists", async () => {
    await allow({ audience: "restricted", people: [{ id: gus.actor.id, right: "read" }], groups: [] });
    for (const [method, route] of OPERATIONS) {
      expect(codeOf(await send(ed, method, route))).toEqual([404, "no-such-report"]);
      expect(codeOf(await send(gus, method, route))).toEqual([403, "forbidden"]);
    }
    expect((await send(olga, "PUT", ARCHIVE)).status).toBe(200);
  });

  it("refuses to delete a report, for a while or for good", async () => {
    const token = tokens.get(olga) ?? "";
    const sent = { params, body: { title: "Rivers" } };
    expect(codeOf(await ask(token, "POST", "/api/reports/[slug]/deletion", sent))).toEqual([403, "no-tokens-here"]);
    await remove();
    expect(codeOf(await ask(token, "POST", "/api/reports/[slug]/erase", { params }))).toEqual([403, "no-tokens-here"]);
  });
});
