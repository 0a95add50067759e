import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { isOlder } from "@/app/_features/annotations/state/highlights";
import { GET as DELETED } from "@/app/api/deleted/route";
import { POST as ERASE } from "@/app/api/highlights/[id]/erase/route";
import { POST as ERASE_NOTE } from "@/app/api/highlights/[id]/note/erase/route";
import { POST as ERASE_REPLY } from "@/app/api/highlights/[id]/replies/[reply]/erase/route";
import { createHighlight, deleteHighlight, readHighlight } from "@/lib/annotations/highlights/service";
import { listNoteVersions } from "@/lib/annotations/notes/history-service";
import { mentionOf } from "@/lib/annotations/notes/mentions";
import { deleteNote, saveNote } from "@/lib/annotations/notes/note-service";
import { addReply, deleteReply } from "@/lib/annotations/replies/reply-service";
import type { DeletedList, NewHighlight } from "@/lib/annotations/schemas";
import { createShare } from "@/lib/sharing/service";
import { whatIsShared } from "@/lib/sharing/shared";
import { call } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, ownId } from "../support/people";
import { highlightOf, SLUG } from "../support/reports";
import { useReport, useTeam } from "../support/team";

type Answer = { id: string; error: { code: string } };

describeDatabases("permanent erasure", (context) => {
  const { ann, bob, editor } = useTeam(context, {
    ann: ["annotator", "Ann"],
    bob: ["annotator", "Bob"],
    editor: ["editor", "Ed"],
  });
  const edition = useReport(context, "Rivers carry trade between the towns.");

  const mark = (more: Partial<NewHighlight> = {}) =>
    createHighlight(context.db(), ann.actor, SLUG, highlightOf(edition, "trade", { note: "First.", ...more }));
  const erase = (who: Caller, id: string) => call<Answer>(ERASE, who, { params: { id } });
  const listed = async (who: Caller) => (await call<DeletedList>(DELETED, who)).body.items;
  /** All note texts in the database. */
  const texts = async () => {
    const db = context.db();
    const [notes, revisions, replies] = [db.note.findMany(), db.noteRevision.findMany(), db.reply.findMany()];
    return (await Promise.all([notes, revisions, replies])).flat().map(({ body }) => body);
  };

  it("includes the history, replies and inbox entries, and links no longer show the item", async () => {
    const db = context.db();
    const body = `Second, for ${mentionOf(bob.actor.id, "Bob")}.`;
    const { id, start, end } = await mark();
    await saveNote(db, ann.actor, id, { version: 1, body });
    await addReply(db, bob.actor, id, { id: randomUUID(), body: "A reply." });
    const passage = { edition: edition.id, start: start!, end: end!, quote: "trade", highlightId: id };
    const { path } = await createShare(db, ann.actor, { ...passage, notesOf: [ann.actor.id] });
    expect(await db.inboxItem.count()).toBe(2);
    expect((await erase(ann, id)).body.error.code).toBe("not-deleted");
    await deleteHighlight(db, ann.actor, id, 1);
    expect(await listed(ann)).toMatchObject([{ mayErase: true }]);
    expect((await erase(bob, id)).status).toBe(403);
    expect((await erase(editor, id)).status).toBe(403);
    expect((await erase(ann, id)).body).toEqual({ id });
    expect(await texts()).toEqual([]);
    expect(await db.inboxItem.count()).toBe(0);
    expect(await listed(ann)).toEqual([]);
    expect(await whatIsShared(db, path.split("/").at(-1)!)).toMatchObject({
      passages: [{ quote: "trade", notes: [] }],
    });
    expect((await erase(ann, id)).status).toBe(404);
    expect(await db.auditEntry.count({ where: { action: "highlight.erased", personId: ann.actor.id } })).toBe(1);
  });

  it("can be limited to a note or reply", async () => {
    const db = context.db();
    const { id } = await mark();
    const reply = ownId(bob);
    await addReply(db, bob.actor, id, { id: reply, body: "A reply." });
    await deleteReply(db, bob.actor, { id, reply }, 1);
    expect((await call<Answer>(ERASE_REPLY, ann, { params: { id, reply } })).status).toBe(403);
    expect((await call<Answer>(ERASE_REPLY, bob, { params: { id, reply } })).status).toBe(200);
    expect(await texts()).toEqual(["First.", "First."]);
    await deleteNote(db, ann.actor, id, 1);
    expect((await call<Answer>(ERASE_NOTE, ann, { params: { id } })).status).toBe(200);
    expect(await texts()).toEqual([]);
    expect(await db.highlight.count({ where: { id, deletedAt: null } })).toBe(1);
  });

  it("keeps version numbers increasing, so that a replacement is newer on every page and no older draft overwrites it", async () => {
    const db = context.db();
    const { id } = await mark();
    const view = () => readHighlight(db, bob.actor, id);
    const eraseReplyOf = async (reply: string) => {
      await deleteReply(db, bob.actor, { id, reply }, 1);
      await call<Answer>(ERASE_REPLY, bob, { params: { id, reply } });
    };
    const [one, other] = [randomUUID(), randomUUID()];
    await addReply(db, bob.actor, id, { id: one, body: "A reply." });
    const withReply = await view();
    await eraseReplyOf(one);
    const without = await view();
    await addReply(db, bob.actor, id, { id: other, body: "Another." });
    const withOther = await view();
    expect([isOlder(without, withReply), isOlder(withOther, withReply), isOlder(withOther, without)]).toEqual([
      false,
      false,
      false,
    ]);
    expect([isOlder(withReply, without), isOlder(without, withOther)]).toEqual([true, true]);

    await saveNote(db, ann.actor, id, { version: 1, body: "Second." });
    const before = await view();
    await deleteNote(db, ann.actor, id, 2);
    await call<Answer>(ERASE_NOTE, ann, { params: { id } });
    const after = await saveNote(db, ann.actor, id, { version: null, body: "Third." });
    expect([isOlder(after, before), isOlder(before, after)]).toEqual([false, true]);
    for (const version of [1, 2, 3]) {
      await expect(saveNote(db, ann.actor, id, { version, body: "A draft." })).rejects.toMatchObject({ status: 409 });
    }
    expect((await listNoteVersions(db, ann.actor, id)).versions).toMatchObject([{ version: 4 }]);
  });

  it("is possible for the author of a team note that a moderator deleted", async () => {
    const db = context.db();
    const [first, second] = [await mark(), await mark()];
    for (const { id } of [first, second]) await deleteHighlight(db, editor.actor, id, 1);
    expect((await erase(editor, first.id)).status).toBe(200);
    expect((await erase(ann, second.id)).status).toBe(200);
  });

  it("is not recorded anywhere if only the author could see the item", async () => {
    const db = context.db();
    const { id } = await mark({ visibility: "private" });
    await deleteHighlight(db, ann.actor, id, 1);
    await erase(ann, id);
    expect(await db.auditEntry.count()).toBe(0);
    expect(await texts()).toEqual([]);
  });
});
