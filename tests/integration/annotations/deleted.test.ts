import { expect, it } from "vitest";
import { GET } from "@/app/api/deleted/route";
import { eraseDeleted, listDeleted } from "@/lib/annotations/highlights/deleted-service";
import {
  createHighlight,
  deleteHighlight,
  listHighlights,
  restoreHighlight,
} from "@/lib/annotations/highlights/service";
import { deleteNote, restoreNote, saveNote } from "@/lib/annotations/notes/note-service";
import { addReply, deleteReply, restoreReply } from "@/lib/annotations/replies/reply-service";
import type { DeletedList } from "@/lib/annotations/schemas";
import { call } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, ownId } from "../support/people";
import { highlightOf, SLUG } from "../support/reports";
import { useReport, useTeam } from "../support/team";

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

describeDatabases("a deleted item", (context) => {
  const { ann, bob, owner } = useTeam(context, {
    ann: ["annotator", "Ann"],
    bob: ["annotator", "Bob"],
    owner: ["owner", "Olga"],
  });
  const edition = useReport(context, "Rivers carry trade.");

  const mark = (who: Caller, note: string | null, visibility: "private" | "team" = "team") =>
    createHighlight(context.db(), who.actor, SLUG, highlightOf(edition, "Rivers", { note, visibility }));
  const reply = async (who: Caller, highlight: string, body: string) => {
    const id = ownId(who);
    await addReply(context.db(), who.actor, highlight, { id, body });
    return { id: highlight, reply: id };
  };
  const listed = async (who: Caller, now?: Date) =>
    (await listDeleted(context.db(), who.actor, now)).items.map(({ kind, text }) => `${kind} ${text}`);
  /** Row counts of all tables. */
  const counts = async () => {
    const db = context.db();
    return [
      await db.highlight.count(),
      await db.placement.count(),
      await db.note.count(),
      await db.noteRevision.count(),
      await db.reply.count(),
    ];
  };

  it("is listed for the user who deleted it, newest first, and can be restored", async () => {
    const db = context.db();
    const gone = await mark(ann, "On a highlight.");
    const noted = await mark(ann, "A note.");
    const kept = await mark(ann, "Kept.");
    const params = await reply(ann, kept.id, "A reply.");
    await deleteHighlight(db, ann.actor, gone.id, 1);
    await deleteNote(db, ann.actor, noted.id, 1);
    await deleteReply(db, ann.actor, params, 1);
    const { body } = await call<DeletedList>(GET, ann);
    expect(body.items).toMatchObject([
      { kind: "reply", highlight: kept.id, reply: params.reply, text: "A reply.", quote: "Rivers" },
      { kind: "note", highlight: noted.id, reply: null, text: "A note.", author: { name: "Ann" } },
      { kind: "highlight", highlight: gone.id, report: SLUG, text: "On a highlight.", colour: 1 },
    ]);
    for (const other of [bob, owner]) expect(await listed(other)).toEqual([]);
    await restoreHighlight(db, ann.actor, gone.id);
    await restoreNote(db, ann.actor, noted.id);
    await restoreReply(db, ann.actor, params);
    expect(await listed(ann)).toEqual([]);
  });

  it("is listed only for the moderator who deleted it, not for its author, who cannot restore it", async () => {
    const { id } = await mark(ann, "Unseemly.");
    await deleteHighlight(context.db(), owner.actor, id, 1);
    expect(await listed(owner)).toEqual(["highlight Unseemly."]);
    expect(await listed(ann)).toEqual([]);
  });

  it("includes its parts: a note on a deleted highlight is not listed separately", async () => {
    const db = context.db();
    const { id } = await mark(ann, "A note.");
    await deleteNote(db, ann.actor, id, 1);
    await deleteHighlight(db, ann.actor, id, 1);
    expect(await listed(ann)).toEqual(["highlight null"]);
  });

  it("is listed and kept for 30 days, then erased with everything attached to it", async () => {
    const db = context.db();
    const gone = await mark(ann, "Gone.");
    await saveNote(db, ann.actor, gone.id, { version: 1, body: "Gone, again." });
    await reply(bob, gone.id, "A reply.");
    const kept = await mark(ann, "Kept.");
    const params = await reply(bob, kept.id, "A reply that goes.");
    await reply(bob, kept.id, "A reply that stays.");
    await deleteHighlight(db, ann.actor, gone.id, 1);
    await deleteReply(db, bob.actor, params, 1);

    const all = await counts();
    await eraseDeleted(db, inDays(29));
    expect(await counts()).toEqual(all);
    expect(await listed(ann, inDays(29))).toEqual(["highlight Gone, again."]);
    expect(await listed(ann, inDays(31))).toEqual([]);

    await eraseDeleted(db, inDays(31));
    expect(await counts()).toEqual([1, 1, 1, 1, 1]);
    const { highlights } = await listHighlights(db, bob.actor, SLUG);
    expect(highlights.map(({ note }) => [note?.body, note?.replies.map(({ body }) => body)])).toEqual([
      ["Kept.", ["A reply that stays."]],
    ]);
    await expect(restoreHighlight(db, ann.actor, gone.id)).rejects.toMatchObject({ status: 404 });
  });

  it("is also erased if its note is deleted or replaced later", async () => {
    const db = context.db();
    const bare = await mark(ann, "Deleted.");
    await deleteNote(db, ann.actor, bare.id, 1);
    const rewritten = await mark(ann, "The old one.");
    await reply(bob, rewritten.id, "To the old one.");
    await deleteNote(db, ann.actor, rewritten.id, 1);
    await saveNote(db, ann.actor, rewritten.id, { version: null, body: "The new one." });
    await reply(bob, rewritten.id, "To the new one.");
    await eraseDeleted(db, inDays(31));
    expect(await counts()).toEqual([2, 2, 1, 1, 1]);
    expect((await db.noteRevision.findFirstOrThrow()).body).toBe("The new one.");
    expect((await db.reply.findFirstOrThrow()).body).toBe("To the new one.");
  });

  it("is not erased if it has been restored", async () => {
    const db = context.db();
    const { id } = await mark(ann, "Back.");
    await deleteHighlight(db, ann.actor, id, 1);
    await restoreHighlight(db, ann.actor, id);
    await eraseDeleted(db, inDays(31));
    expect(await counts()).toEqual([1, 1, 1, 1, 0]);
  });
});
