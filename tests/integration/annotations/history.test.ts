import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { DELETE, PUT } from "@/app/api/highlights/[id]/note/route";
import { GET as READ } from "@/app/api/highlights/[id]/note/versions/[version]/route";
import { GET as LIST } from "@/app/api/highlights/[id]/note/versions/route";
import { PATCH, DELETE as REMOVE } from "@/app/api/highlights/[id]/route";
import { POST } from "@/app/api/reports/[slug]/highlights/route";
import type { HighlightView, NewHighlight, NoteVersion, NoteVersionList } from "@/lib/annotations/schemas";
import { call } from "../support/calls";
import { describeDatabases } from "../support/databases";
import type { Caller } from "../support/people";
import { highlightOf, SLUG } from "../support/reports";
import { useReport, useTeam } from "../support/team";

type Answer = HighlightView & { error: { code: string } };

describeDatabases("the history of a note", (context) => {
  const { ann, bob, owner } = useTeam(context, {
    ann: ["annotator", "Ann"],
    bob: ["reader", "Bob"],
    owner: ["owner", "Olga"],
  });
  const edition = useReport(context, "Rivers carry trade.");

  const mark = async (more: Partial<NewHighlight> = {}) =>
    (await call<Answer>(POST, ann, { params: { slug: SLUG }, body: highlightOf(edition, "Rivers", more) })).body;
  const save = async (id: string, version: number | null, body: string) => {
    const saved = await call<Answer>(PUT, ann, { params: { id }, body: { version, body } });
    expect(saved.status).toBe(200);
    return saved.body.note?.version ?? 0;
  };
  const show = async (id: string, version: number, visibility: "private" | "team") =>
    expect((await call<Answer>(PATCH, ann, { params: { id }, body: { version, visibility } })).status).toBe(200);
  const versions = async (who: Caller, id: string) => {
    const { status, body } = await call<NoteVersionList>(LIST, who, { params: { id } });
    return status === 200 ? body.versions.map(({ version }) => version) : status;
  };
  const read = async (who: Caller, id: string, version: number) => {
    const { status, body } = await call<NoteVersion>(READ, who, { params: { id, version: String(version) } });
    return status === 200 ? body.body : status;
  };

  it("is listed with author and time, newest first, and can be read", async () => {
    const { id } = await mark({ note: "One." });
    const began = new Date().toISOString();
    await save(id, 1, "Two.");
    await save(id, 2, "Three.");
    const { body } = await call<NoteVersionList>(LIST, bob, { params: { id } });
    expect(body.versions).toMatchObject([
      { version: 3, author: { name: "Ann" } },
      { version: 2, author: { name: "Ann" } },
      { version: 1, author: { name: "Ann" } },
    ]);
    expect(body.versions.map(({ at }) => at >= began)).toEqual([true, true, false]);
    for (const who of [ann, bob, owner]) {
      expect([await read(who, id, 1), await read(who, id, 3)]).toEqual(["One.", "Three."]);
      expect(await read(who, id, 4)).toBe(404);
    }
    // Saving unchanged text adds no version.
    await save(id, 3, "Three.");
    expect(await versions(bob, id)).toEqual([3, 2, 1]);
  });

  it("shows other users only the versions that they could see when those versions were current", async () => {
    const { id } = await mark({ note: "A secret.", visibility: "private" });
    await save(id, 1, "Still a secret.");
    await save(id, 2, "For all.");
    for (const who of [bob, owner]) expect([await versions(who, id), await read(who, id, 1)]).toEqual([404, 404]);
    await show(id, 1, "team");
    await save(id, 3, "For all, again.");
    expect(await versions(ann, id)).toEqual([4, 3, 2, 1]);
    for (const who of [bob, owner]) {
      expect(await versions(who, id)).toEqual([4, 3]);
      expect([await read(who, id, 2), await read(who, id, 3)]).toEqual([404, "For all."]);
    }
    // The note is private again, so what Ann writes next stays private.
    await show(id, 2, "private");
    expect(await versions(bob, id)).toBe(404);
    await save(id, 4, "Another secret.");
    await save(id, 5, "For all once more.");
    await show(id, 3, "team");
    expect(await read(bob, id, 5)).toBe(404);
    expect(await read(bob, id, 6)).toBe("For all once more.");
    expect(await read(ann, id, 5)).toBe("Another secret.");
  });

  it("hides the earlier note from others after it has been deleted and replaced", async () => {
    const { id } = await mark({ note: "The old note." });
    await call<Answer>(DELETE, ann, { params: { id }, query: { version: "1" } });
    expect([await versions(ann, id), await versions(bob, id)]).toEqual([404, 404]);
    const version = await save(id, null, "A new note.");
    expect(await versions(bob, id)).toEqual([version]);
    expect(await read(bob, id, 1)).toBe(404);
    expect(await read(ann, id, 1)).toBe("The old note.");
  });

  it("does not exist for a deleted or unknown highlight", async () => {
    const { id, version } = await mark({ note: "One." });
    await call<Answer>(REMOVE, ann, { params: { id }, query: { version: String(version) } });
    for (const which of [id, randomUUID()])
      expect([await versions(ann, which), await read(ann, which, 1)]).toEqual([404, 404]);
  });
});
