import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { POST as RESTORE } from "@/app/api/highlights/[id]/note/restore/route";
import { DELETE, PUT } from "@/app/api/highlights/[id]/note/route";
import { GET as LIST, POST } from "@/app/api/reports/[slug]/highlights/route";
import type { HighlightList, HighlightView, NewHighlight } from "@/lib/annotations/schemas";
import { eventsSince } from "@/lib/events/log";
import { call } from "../support/calls";
import { describeDatabases } from "../support/databases";
import type { Caller } from "../support/people";
import { highlightOf, SLUG } from "../support/reports";
import { useReport, useTeam } from "../support/team";

type Answer = HighlightView & { error: { code: string; message: string }; current: HighlightView };

describeDatabases("notes", (context) => {
  const { ann, bob, owner } = useTeam(context, {
    ann: ["annotator", "Ann"],
    bob: ["annotator", "Bob"],
    owner: ["owner", "Olga"],
  });
  const edition = useReport(context, "Rivers carry trade.");

  const mark = async (who: Caller, more: Partial<NewHighlight> = {}) =>
    (await call<Answer>(POST, who, { params: { slug: SLUG }, body: highlightOf(edition, "Rivers", more) })).body;
  const save = (who: Caller, id: string, version: number | null, body: string) =>
    call<Answer>(PUT, who, { params: { id }, body: { version, body } });
  const remove = (who: Caller, id: string, version: number) =>
    call<Answer>(DELETE, who, { params: { id }, query: { version: String(version) } });
  const restore = (who: Caller, id: string) => call<Answer>(RESTORE, who, { params: { id } });
  const list = async (who: Caller) =>
    (await call<HighlightList>(LIST, who, { params: { slug: SLUG } })).body.highlights;
  const kinds = async () =>
    (await eventsSince(context.db(), 0)).map(({ kind, version }) => `${kind} ${version}`).slice(2);
  const revisions = async () =>
    (await context.db().noteRevision.findMany({ orderBy: { version: "asc" } })).map(({ version, body }) => [
      version,
      body,
    ]);

  it("can be written, edited, deleted and restored, and every version is stored", async () => {
    const { id } = await mark(ann);
    expect((await save(ann, id, null, "One.")).body.note).toMatchObject({
      body: "One.",
      version: 1,
      visibility: "team",
    });
    expect((await save(ann, id, 1, "Two.")).body.note).toMatchObject({ body: "Two.", version: 2 });
    expect((await list(bob))[0]?.note?.body).toBe("Two.");

    const gone = await remove(ann, id, 2);
    expect([gone.status, gone.body.note, gone.body.id]).toEqual([200, null, id]);
    expect((await list(bob))[0]?.note).toBeNull();
    expect((await remove(ann, id, 2)).body.note).toBeNull();

    expect((await restore(ann, id)).body.note).toMatchObject({ body: "Two.", version: 4 });
    expect((await restore(ann, id)).body.note).toMatchObject({ body: "Two.", version: 4 });
    await remove(ann, id, 4);
    expect((await save(ann, id, null, "Three.")).body.note).toMatchObject({ body: "Three.", version: 6 });
    expect(await revisions()).toEqual([
      [1, "One."],
      [2, "Two."],
      [6, "Three."],
    ]);
    expect(await kinds()).toEqual([
      "note.created 1",
      "note.changed 2",
      "note.deleted 3",
      "note.restored 4",
      "note.deleted 5",
      "note.created 6",
    ]);
  });

  it("are visible to exactly those users who can see their highlight", async () => {
    const { id } = await mark(ann, { visibility: "private" });
    await save(ann, id, null, "quetzal");
    for (const other of [bob, owner]) {
      const answers = [await save(other, id, 1, "mine"), await remove(other, id, 1), await restore(other, id)];
      const unknown = randomUUID();
      const others = [
        await save(other, unknown, 1, "mine"),
        await remove(other, unknown, 1),
        await restore(other, unknown),
      ];
      const said = (all: typeof answers) =>
        all.map(({ status, body }) => [status, body.error.code, body.error.message]);
      expect(said(answers)).toEqual(said(others));
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
      expect(answers.map(({ text }) => text).join()).not.toContain("quetzal");
      expect(await list(other)).toEqual([]);
    }
    expect((await list(ann))[0]?.note).toMatchObject({ body: "quetzal", visibility: "private" });
  });

  it("can be written only by the highlight's author; owners can delete them", async () => {
    const { id } = await mark(ann);
    for (const other of [bob, owner]) expect((await save(other, id, null, "Mine.")).status).toBe(403);
    await save(ann, id, null, "Hers.");
    for (const other of [bob, owner]) expect((await save(other, id, 1, "Mine.")).status).toBe(403);
    expect((await remove(bob, id, 1)).status).toBe(403);
    expect((await remove(owner, id, 1)).status).toBe(200);
    expect((await restore(ann, id)).status).toBe(403);
    expect((await restore(owner, id)).status).toBe(200);
    expect((await remove(ann, id, 3)).status).toBe(200);
    expect((await restore(owner, id)).status).toBe(403);
    expect((await restore(ann, id)).status).toBe(200);
  });

  it("keep one of two concurrent edits, and show the current text to the person who made the other", async () => {
    const { id } = await mark(ann, { note: "Before." });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => save(ann, id, 1, `Edit ${n}.`)));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => !won.includes(answer))) {
      expect([status, body.error.code]).toEqual([409, "conflict"]);
      expect(body.current).toEqual(won[0]?.body);
    }
    expect(await revisions()).toEqual([
      [1, "Before."],
      [2, won[0]?.body.note?.body],
    ]);
  });

  it("are created only once if two are saved concurrently", async () => {
    const { id } = await mark(ann);
    const answers = await Promise.all(["One.", "Two."].map((body) => save(ann, id, null, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await context.db().note.count()).toBe(1);
  });

  it("are saved once when the same save is repeated", async () => {
    const { id } = await mark(ann);
    const first = await Promise.all([1, 2, 3].map(() => save(ann, id, null, "One.")));
    expect(first.map(({ status, text }) => [status, text])).toEqual(Array(3).fill([200, first[0]?.text]));
    await save(ann, id, 1, "Two.");
    expect((await save(ann, id, 1, "Two.")).body.note).toMatchObject({ body: "Two.", version: 2 });
    expect((await revisions()).length).toBe(2);
    expect(await kinds()).toEqual(["note.created 1", "note.changed 2"]);
  });

  it("are not restored by an edit made without knowing that they were deleted", async () => {
    const { id } = await mark(ann, { note: "Before." });
    await remove(owner, id, 1);
    const late = await save(ann, id, 1, "After.");
    expect([late.status, late.body.error.code, late.body.current.note]).toEqual([409, "conflict", null]);
    expect((await remove(ann, id, 9)).status).toBe(409);
  });

  it("are rejected if empty, too long or missing", async () => {
    const { id } = await mark(ann);
    expect((await save(ann, id, null, "\u00a0\n")).body.error.code).toBe("note-empty");
    expect((await save(ann, id, null, "я".repeat(50_001))).body.error.code).toBe("note-too-long");
    expect((await save(ann, id, null, "я".repeat(50_000))).status).toBe(200);
    const bare = await mark(ann);
    expect((await remove(ann, bare.id, 1)).status).toBe(404);
    expect((await restore(ann, bare.id)).status).toBe(404);
  });

  it.each([
    ["right-to-left text and combining marks", "\u202eevil\u202c Z͑ͫ̓ͪ \u200b\ufeff 👩‍👩‍👧 қазақ"],
    ["markup", "<script>alert(1)</script> [x](javascript:alert(1)) \"' -- ; DROP TABLE Note"],
    ["line endings", "a\r\nb\rc\nd\u2028e\u0085"],
    ["characters outside the BMP", "𝒳🏔\u{10ffff}\ufffe"],
  ])("keep %s exactly", async (_name, body) => {
    const { id } = await mark(ann);
    await save(ann, id, null, body);
    expect((await list(bob))[0]?.note?.body).toBe(body);
  });

  it("use the replacement character for characters that databases cannot store", async () => {
    const { id } = await mark(ann);
    await save(ann, id, null, "a\0b\ud800c");
    expect((await list(bob))[0]?.note?.body).toBe("a\ufffdb\ufffdc");
  });

  it("are deleted with their highlight", async () => {
    const { id } = await mark(ann, { note: "Here." });
    await context.db().highlight.update({ where: { id }, data: { deletedAt: new Date() } });
    expect((await save(ann, id, 1, "There.")).status).toBe(404);
    expect((await remove(ann, id, 1)).status).toBe(404);
    expect((await restore(ann, id)).status).toBe(404);
  });
});
