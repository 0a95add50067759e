import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { PUT as RESOLVE, DELETE as UNRESOLVE } from "@/app/api/highlights/[id]/note/resolved/route";
import { POST as RESTORE } from "@/app/api/highlights/[id]/replies/[reply]/restore/route";
import { DELETE, PUT } from "@/app/api/highlights/[id]/replies/[reply]/route";
import { POST } from "@/app/api/highlights/[id]/replies/route";
import { GET as LIST } from "@/app/api/reports/[slug]/highlights/route";
import { changeHighlight, createHighlight } from "@/lib/annotations/highlights/service";
import { deleteNote, restoreNote, saveNote } from "@/lib/annotations/notes/note-service";
import type { HighlightList, HighlightView, NewHighlight } from "@/lib/annotations/schemas";
import { eventsSince } from "@/lib/events/log";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller, ownId } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";
import { follow, useFollowers } from "../support/streams";

type Answer = HighlightView & { error: { code: string }; current: HighlightView };

describeDatabases("replies", (context) => {
  useFollowers();
  let edition: Awaited<ReturnType<typeof storeReport>>;
  let ann: Caller;
  let bob: Caller;
  let owner: Caller;
  let reader: Caller;

  beforeEach(async () => {
    const db = context.db();
    serve(db);
    edition = await storeReport(db, "Rivers carry trade.");
    [ann, bob, owner, reader] = [
      await makeCaller(db, "annotator", "Ann"),
      await makeCaller(db, "annotator", "Bob"),
      await makeCaller(db, "owner", "Olga"),
      await makeCaller(db, "reader", "Rita"),
    ];
  });

  const note = (more: Partial<NewHighlight> = {}) =>
    createHighlight(context.db(), ann.actor, SLUG, highlightOf(edition, "Rivers", { note: "Hers.", ...more }));
  const reply = (who: Caller, id: string, body: string, reply: string = randomUUID()) =>
    call<Answer>(POST, who, { params: { id }, body: { id: reply, body } });
  const edit = (who: Caller, id: string, reply: string, version: number, body: string) =>
    call<Answer>(PUT, who, { params: { id, reply }, body: { version, body } });
  const remove = (who: Caller, id: string, reply: string, version: number) =>
    call<Answer>(DELETE, who, { params: { id, reply }, query: { version: String(version) } });
  const restore = (who: Caller, id: string, reply: string) => call<Answer>(RESTORE, who, { params: { id, reply } });
  const resolve = (who: Caller, id: string) => call<Answer>(RESOLVE, who, { params: { id } });
  const reopen = (who: Caller, id: string) => call<Answer>(UNRESOLVE, who, { params: { id } });
  const noteOf = async (who: Caller) =>
    (await call<HighlightList>(LIST, who, { params: { slug: SLUG } })).body.highlights[0]?.note;
  const thread = async (who: Caller) =>
    (await noteOf(who))?.replies.map(({ author, body }) => `${author.name}: ${body}`);
  const kinds = async () =>
    (await eventsSince(context.db(), 0)).map(({ kind, version }) => `${kind} ${version}`).slice(3);

  it("are listed in the order they were written, and can be edited, deleted and restored", async () => {
    const { id } = await note();
    const [first, second] = [ownId(bob), ownId(ann)];
    await reply(bob, id, "One.", first);
    await reply(ann, id, "Two.", second);
    expect(await thread(owner)).toEqual(["Bob: One.", "Ann: Two."]);
    const edited = await edit(bob, id, first, 1, "One and a half.");
    expect(edited.body.note?.replies[0]).toMatchObject({ body: "One and a half.", version: 2, may: { edit: true } });
    await remove(bob, id, first, 2);
    expect((await remove(bob, id, first, 2)).status).toBe(200);
    expect(await thread(owner)).toEqual(["Ann: Two."]);
    expect((await restore(bob, id, first)).status).toBe(200);
    expect((await restore(bob, id, first)).status).toBe(200);
    expect(await thread(ann)).toEqual(["Bob: One and a half.", "Ann: Two."]);
    expect(await kinds()).toEqual([
      "reply.created 1",
      "reply.created 1",
      "reply.changed 2",
      "reply.deleted 3",
      "reply.restored 4",
    ]);
  });

  it("are created once when the same save is repeated, and lose no text when sent together with others", async () => {
    const { id } = await note();
    const name = ownId(bob);
    const all = await Promise.all([1, 2, 3].map(() => reply(bob, id, "One.", name)));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await thread(ann)).toEqual(["Bob: One."]);
    const other = await reply(bob, id, "Two.", name);
    expect([other.status, other.body.current.note?.replies[0]?.body]).toEqual([409, "One."]);
    expect((await reply(ann, id, "Hers.", name)).body.error.code).toBe("reply-exists");
    expect(await context.db().reply.count()).toBe(1);
    // For a user who can't see a reply, it is as if its id did not exist.
    const { id: own } = await note({ visibility: "private" });
    const hidden = ownId(ann);
    await reply(ann, own, "quetzal", hidden);
    const [theirs, again] = [await reply(bob, id, "His.", hidden), await reply(bob, id, "His.", hidden)];
    expect([theirs.status, again.text]).toEqual([200, theirs.text]);
    expect(await thread(owner)).toEqual(["Bob: One.", "Bob: His."]);
  });

  it("are returned after a conflict with their current text, or marked as deleted", async () => {
    const { id } = await note();
    const name = ownId(bob);
    await reply(bob, id, "One.", name);
    await edit(bob, id, name, 1, "Two.");
    const late = await edit(bob, id, name, 1, "Three.");
    expect([late.status, late.body.current.note?.replies[0]?.body]).toEqual([409, "Two."]);
    expect((await edit(bob, id, name, 1, "Two.")).status).toBe(200);
    expect((await remove(bob, id, name, 1)).status).toBe(409);
    await remove(owner, id, name, 2);
    const gone = await edit(bob, id, name, 2, "Three.");
    expect([gone.status, gone.body.current.note?.replies]).toEqual([409, []]);
  });

  it("can be edited only by their author, and deleted by moderators, who can then restore them", async () => {
    const { id } = await note();
    const name = ownId(bob);
    await reply(bob, id, "His.", name);
    for (const other of [ann, owner, reader]) expect((await edit(other, id, name, 1, "Mine.")).status).toBe(403);
    expect((await remove(ann, id, name, 1)).status).toBe(403);
    expect((await remove(owner, id, name, 1)).status).toBe(200);
    expect((await restore(bob, id, name)).status).toBe(403);
    expect((await restore(owner, id, name)).status).toBe(200);
    expect((await reply(reader, id, "May I?")).status).toBe(403);
    expect((await noteOf(reader))?.may).toEqual({ reply: false, resolve: false, share: false });
  });

  it("are visible only to people who can see their note: if it becomes private, their authors lose access", async () => {
    const { id } = await note();
    const name = ownId(bob);
    await reply(bob, id, "quetzal", name);
    await changeHighlight(context.db(), ann.actor, id, { version: 1, visibility: "private" });
    expect(await thread(ann)).toEqual(["Bob: quetzal"]);
    for (const other of [bob, owner]) {
      const answers = [
        await reply(other, id, "More."),
        await edit(other, id, name, 1, "More."),
        await remove(other, id, name, 1),
        await restore(other, id, name),
        await resolve(other, id),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
      expect(answers.map(({ text }) => text).join()).not.toContain("quetzal");
      expect(await thread(other)).toBeUndefined();
    }
    // Replies to Ann's note belong to their authors, so she can't change them.
    expect((await edit(ann, id, name, 1, "Hers.")).status).toBe(403);
  });

  it("belong to the note that they were written for, not to its replacement", async () => {
    const db = context.db();
    const { id } = await note();
    const name = ownId(bob);
    await reply(bob, id, "One.", name);
    await resolve(bob, id);
    await deleteNote(db, ann.actor, id, 1);
    expect((await reply(bob, id, "Two.")).status).toBe(404);
    await restoreNote(db, ann.actor, id);
    expect(await thread(ann)).toEqual(["Bob: One."]);
    await deleteNote(db, ann.actor, id, 3);
    await saveNote(db, ann.actor, id, { version: null, body: "Another." });
    expect(await noteOf(bob)).toMatchObject({ body: "Another.", replies: [], resolved: null });
    expect((await edit(bob, id, name, 1, "Two.")).status).toBe(404);
  });

  it("are rejected if empty or too long, or without a note", async () => {
    const { id } = await note();
    expect((await reply(bob, id, " \n")).body.error.code).toBe("note-empty");
    expect((await reply(bob, id, "я".repeat(50_001))).body.error.code).toBe("note-too-long");
    const bare = await note({ note: null });
    expect((await reply(bob, bare.id, "To what?")).status).toBe(404);
    expect((await edit(bob, id, randomUUID(), 1, "Which?")).status).toBe(404);
  });

  it("and resolutions are sent to others immediately, except for a private note", async () => {
    const hers = await follow(owner);
    const [{ id }, mine] = [await note(), await note({ visibility: "private", note: "quetzal" })];
    await reply(ann, mine.id, "quetzal again");
    await resolve(ann, mine.id);
    await reply(bob, id, "One.");
    await hers.until(({ event, data }) => event === "highlight" && data.highlight.note?.replies[0]?.body === "One.");
    await resolve(bob, id);
    const said = await hers.until(({ event, data }) => event === "highlight" && data.highlight.note?.resolved != null);
    expect(said.data).toMatchObject({ highlight: { note: { resolved: { by: { name: "Bob" } }, version: 1 } } });
    await reopen(ann, id);
    await hers.until(({ event, data }) => event === "highlight" && data.highlight.version === 3);
    expect(hers.raw).not.toContain("quetzal");
    expect(hers.raw).not.toContain(mine.id);
  });

  it("do not cause a conflict between resolving a note and editing it", async () => {
    const { id } = await note();
    await resolve(bob, id);
    expect((await resolve(owner, id)).body.note?.resolved?.by?.name).toBe("Bob");
    await saveNote(context.db(), ann.actor, id, { version: 1, body: "Edited." });
    expect(await noteOf(ann)).toMatchObject({ body: "Edited.", resolved: { by: { name: "Bob" } } });
    expect((await reopen(bob, id)).body.note?.resolved).toBeNull();
    expect((await reopen(bob, id)).body.version).toBe(3);
    expect((await resolve(reader, id)).status).toBe(403);
  });
});
