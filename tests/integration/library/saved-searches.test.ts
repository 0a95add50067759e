import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { DELETE } from "@/app/api/saved-searches/[id]/route";
import { GET, POST } from "@/app/api/saved-searches/route";
import { eventsSince } from "@/lib/events/log";
import { changeAccess } from "@/lib/library/access";
import { MAX_SAVED_SEARCHES, type NewSavedSearch, type SavedSearchView, savedSearch } from "@/lib/library/schemas";
import { call } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, ownId } from "../support/people";
import { SLUG, storeReport } from "../support/reports";
import { useTeam } from "../support/team";

interface Refusal {
  error: { code: string; message: string };
}

describeDatabases("saved searches", (context) => {
  const { ann, bob, owner } = useTeam(context, {
    ann: ["reader", "Ann"],
    bob: ["annotator", "Bob"],
    owner: ["owner", "Olga"],
  });

  const search = (name: string, more: Partial<NewSavedSearch> = {}): NewSavedSearch => {
    return { id: ownId(ann), name, query: `"${name}" -x`, report: null, match: "any", sort: "relevance", ...more };
  };
  const save = (who: Caller, body: unknown) => call<SavedSearchView & Refusal>(POST, who, { body });
  const remove = (who: Caller, id: string) => call<{ id: string } & Refusal>(DELETE, who, { params: { id } });
  const listed = async (who: Caller) => (await call<{ searches: SavedSearchView[] }>(GET, who)).body.searches;
  const names = async (who: Caller) => (await listed(who)).map(({ name }) => name);
  /** Saved searches are sorted with the newest first, but two of them may be saved in the same millisecond. */
  const age = (id: string, days: number) =>
    context.db().savedSearch.update({ where: { id }, data: { createdAt: new Date(2026, 0, 31 - days) } });

  it("are stored with all their options, newest first", async () => {
    const first = search("rivers", { report: "russian-soft-power", match: "all", sort: "position" });
    const { status, body } = await save(ann, first);
    expect([status, body]).toEqual([200, { ...first, createdAt: expect.any(String) }]);
    savedSearch.parse(body);
    const second = search("Алматы 🏔", { query: " не\u0301что  " });
    await save(ann, second);
    await age(first.id, 1);
    expect(await listed(ann)).toMatchObject([second, first]);
  });

  it("are not listed while their user can't read the report", async () => {
    await storeReport(context.db(), "Rivers carry trade.");
    await save(ann, search("rivers", { report: SLUG }));
    await save(ann, search("streams"));
    const set = (version: number, audience: "restricted" | "team") =>
      changeAccess(context.db(), owner.actor, SLUG, { version, audience, people: [], groups: [] });
    await set(1, "restricted");
    expect(await names(ann)).toEqual(["streams"]);
    await set(2, "team");
    expect((await names(ann)).sort()).toEqual(["rivers", "streams"]);
  });

  it("are hidden from all other users, whatever their role", async () => {
    const { id } = (await save(bob, search("quetzal"))).body;
    await save(ann, search("rivers"));
    for (const other of [ann, owner]) {
      expect((await call(GET, other)).text).not.toContain("quetzal");
      const hidden = await remove(other, id);
      const unknown = await remove(other, randomUUID());
      expect([hidden.status, hidden.body.error.code]).toEqual([404, "not-found"]);
      expect(hidden.body.error.message).toBe(unknown.body.error.message);
    }
    expect(await names(bob)).toEqual(["quetzal"]);
    expect(await eventsSince(context.db(), 0)).toEqual([]);
  });

  it("are saved once when a save is repeated, even concurrently", async () => {
    const wanted = search("rivers");
    const answers = await Promise.all(Array.from({ length: 5 }, () => save(ann, wanted)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await names(ann)).toEqual(["rivers"]);
  });

  it("are rejected under the ID of another search by the same user, without revealing other users' IDs", async () => {
    const theirs = search("quetzal", { id: ownId(bob) });
    await save(bob, theirs);
    for (const [who, body] of [
      [bob, { ...theirs, name: "Quetzal" }],
      [bob, { ...theirs, query: "other" }],
      [bob, { ...theirs, report: "rivers" }],
      [bob, { ...theirs, match: "all" }],
      [bob, { ...theirs, sort: "position" }],
    ] as const) {
      const answer = await save(who, body);
      expect([answer.status, answer.body.error.code]).toEqual([409, "search-exists"]);
      expect(answer.text).not.toContain("quetzal");
    }
    const [first, again] = [await save(ann, { ...theirs, name: "Hers" }), await save(ann, { ...theirs, name: "Hers" })];
    expect([first.status, again.body]).toEqual([200, first.body]);
    expect(await names(ann)).toEqual(["Hers"]);
    expect(await listed(bob)).toMatchObject([theirs]);
  });

  it("are deleted, and recreated when the deletion is undone", async () => {
    const wanted = search("rivers");
    await save(ann, wanted);
    expect(await remove(ann, wanted.id)).toMatchObject({ status: 200, body: { id: wanted.id } });
    expect(await listed(ann)).toEqual([]);
    expect((await remove(ann, wanted.id)).status).toBe(404);
    expect((await save(ann, wanted)).status).toBe(200);
    expect(await listed(ann)).toMatchObject([wanted]);
  });

  it("are limited per user", async () => {
    const many = Array.from({ length: MAX_SAVED_SEARCHES - 1 }, (_, index) => search(`search ${index}`));
    await context.db().savedSearch.createMany({
      data: many.map((row) => ({ ...row, personId: ann.actor.id, createdAt: new Date() })),
    });
    const answers = await Promise.all(["a", "b", "c"].map((name) => save(ann, search(name))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)!.body.error;
    expect(refused).toMatchObject({ code: "too-many-searches", message: expect.stringContaining("Delete one") });
    expect(await listed(ann)).toHaveLength(MAX_SAVED_SEARCHES);

    expect((await save(ann, many[0])).status).toBe(200);
    expect((await save(bob, search("rivers"))).status).toBe(200);
    await remove(ann, many[0]!.id);
    expect((await save(ann, search("rivers"))).status).toBe(200);
  });

  it.each<[string, object]>([
    ["no ID", { id: undefined }],
    ["an invalid ID", { id: "x" }],
    ["no name", { name: " \n " }],
    ["a name that is too long", { name: "x".repeat(101) }],
    ["no query", { query: "  " }],
    ["a query that is too long", { query: "x".repeat(1_001) }],
    ["an unknown report", { report: "../x" }],
    ["an unknown order", { sort: "size" }],
    ["an unknown match mode", { match: "none" }],
  ])("are rejected with %s", async (_, wrong) => {
    const { status, body } = await save(ann, { ...search("rivers"), ...wrong });
    expect([status, body.error.code]).toEqual([400, "bad-request"]);
    expect(await listed(ann)).toEqual([]);
  });

  it("are stored with invalid characters replaced", async () => {
    const { status, body } = await save(ann, search(" a\0b\ud800 ", { query: `${"x".repeat(999)}\udc00` }));
    expect([status, body.name, body.query]).toEqual([200, "a\ufffdb\ufffd", `${"x".repeat(999)}\ufffd`]);
    expect(await listed(ann)).toEqual([body]);
  });
});
