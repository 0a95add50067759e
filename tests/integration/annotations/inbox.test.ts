import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { PUT as READ } from "@/app/api/inbox/read/route";
import { GET as LIST } from "@/app/api/inbox/route";
import { GET as UNREAD } from "@/app/api/inbox/unread/route";
import {
  changeHighlight,
  createHighlight,
  deleteHighlight,
  listHighlights,
  restoreHighlight,
} from "@/lib/annotations/highlights/service";
import type { InboxPage } from "@/lib/annotations/inbox/inbox-schemas";
import { readNoteVersion } from "@/lib/annotations/notes/history-service";
import { mentionOf } from "@/lib/annotations/notes/mentions";
import { deleteNote, restoreNote, saveNote } from "@/lib/annotations/notes/note-service";
import { addReply, deleteReply, editReply, restoreReply } from "@/lib/annotations/replies/reply-service";
import type { NewHighlight } from "@/lib/annotations/schemas";
import { createShare } from "@/lib/sharing/service";
import { whatIsShared } from "@/lib/sharing/shared";
import { call } from "../support/calls";
import { describeDatabases } from "../support/databases";
import type { Caller } from "../support/people";
import { highlightOf, SLUG } from "../support/reports";
import { follow, useFollowers } from "../support/streams";
import { useReport, useTeam } from "../support/team";

describeDatabases("the inbox", (context) => {
  useFollowers();
  const { ann, bob, cleo } = useTeam(context, {
    ann: ["annotator", "Ann"],
    bob: ["annotator", "Bob"],
    cleo: ["reader", "Cleo"],
  });
  const edition = useReport(context, "Rivers carry trade.");

  const to = ({ actor: { id, name } }: Caller) => mentionOf(id, name);
  const note = (body: string, more: Partial<NewHighlight> = {}) =>
    createHighlight(context.db(), ann.actor, SLUG, highlightOf(edition, "Rivers", { note: body, ...more }));
  const reply = async (who: Caller, id: string, body: string) => {
    const name = randomUUID();
    await addReply(context.db(), who.actor, id, { id: name, body });
    return name;
  };
  const aboutNotes = ({ items }: InboxPage) => items.filter((item) => "report" in item);
  const list = async (who: Caller, query = {}) => (await call<InboxPage>(LIST, who, { query })).body;
  const inbox = async (who: Caller) =>
    aboutNotes(await list(who)).map(
      ({ kind, by, text, isRead }) => `${kind} by ${by.name}: ${text}${isRead ? " (read)" : ""}`,
    );
  const unread = async (who: Caller) => (await call<{ unread: number }>(UNREAD, who)).body.unread;
  const read = (who: Caller, item: string, andOlder = false) =>
    call<{ unread: number }>(READ, who, { body: { item, andOlder } });

  it("contains each mention once, however often a note is saved", async () => {
    const { id } = await note(`Ask ${to(bob)} and ${to(ann)}.`);
    expect(await inbox(bob)).toEqual(["mention by Ann: Ask @Bob and @Ann."]);
    expect([await inbox(ann), await inbox(cleo)]).toEqual([[], []]);
    await saveNote(context.db(), ann.actor, id, { version: 1, body: `Ask ${to(bob)} or ${to(cleo)}.` });
    expect(await inbox(bob)).toEqual(["mention by Ann: Ask @Bob or @Cleo."]);
    expect(await inbox(cleo)).toEqual(["mention by Ann: Ask @Bob or @Cleo."]);
    await saveNote(context.db(), ann.actor, id, { version: 2, body: `Ask ${to(bob)}.` });
    expect([await inbox(cleo), await unread(cleo)]).toEqual([[], 0]);
    const [item] = (await list(bob)).items;
    expect(item).toMatchObject({
      isReply: false,
      report: { slug: SLUG, title: "Rivers" },
      highlight: { id, quote: "Rivers", colour: 1 },
    });
  });

  it("contains replies to notes that its owner wrote or replied to, or a mention if they are mentioned", async () => {
    const { id } = await note("Hers.");
    const first = await reply(bob, id, "One.");
    expect([await inbox(ann), await inbox(bob), await inbox(cleo)]).toEqual([["reply by Bob: One."], [], []]);
    await reply(ann, id, `Two, ${to(cleo)}.`);
    expect(await inbox(bob)).toEqual(["reply by Ann: Two, @Cleo."]);
    expect(await inbox(cleo)).toEqual(["mention by Ann: Two, @Cleo."]);
    await reply(bob, id, `Three, ${to(ann)}.`);
    expect(await inbox(ann)).toEqual(["mention by Bob: Three, @Ann.", "reply by Bob: One."]);

    // If a mention is added later, the inbox entry for the reply becomes a mention, and no second entry is added.
    const [, older] = (await list(ann)).items;
    expect((await read(ann, older!.id)).body).toEqual({ unread: 1 });
    const edit = (version: number, body: string) =>
      editReply(context.db(), bob.actor, { id, reply: first }, { version, body });
    await edit(1, `One, ${to(ann)}.`);
    expect(await inbox(ann)).toEqual(["mention by Bob: One, @Ann.", "mention by Bob: Three, @Ann."]);
    await read(ann, (await list(ann)).items[0]!.id);
    await edit(2, `One and a half, ${to(ann)}.`);
    expect((await inbox(ann))[0]).toBe("mention by Bob: One and a half, @Ann. (read)");
    expect(await context.db().inboxItem.count()).toBe(4);
  });

  it("ignores items that only their author can see, until others can see them", async () => {
    const { id } = await note(`Ask ${to(bob)}.`, { visibility: "private" });
    await reply(ann, id, `Or ${to(cleo)}.`);
    expect(await context.db().inboxItem.count()).toBe(0);
    await changeHighlight(context.db(), ann.actor, id, { version: 1, visibility: "team" });
    expect([await inbox(bob), await inbox(cleo)]).toEqual([
      ["mention by Ann: Ask @Bob."],
      ["mention by Ann: Or @Cleo."],
    ]);
    await changeHighlight(context.db(), ann.actor, id, { version: 2, visibility: "private" });
    expect([await inbox(bob), await unread(bob)]).toEqual([[], 0]);
    await changeHighlight(context.db(), ann.actor, id, { version: 3, visibility: "team" });
    expect([await inbox(bob), await unread(bob)]).toEqual([["mention by Ann: Ask @Bob."], 1]);
  });

  it("notifies only members of a group about notes and replies for the group", async () => {
    const db = context.db();
    const group = await db.group.create({ data: { id: randomUUID(), name: "Editors", createdAt: new Date() } });
    for (const { actor } of [ann, bob]) {
      await db.groupMember.create({ data: { groupId: group.id, personId: actor.id } });
      actor.groupIds.push(group.id);
    }
    await note(`Ask ${to(bob)} and ${to(cleo)}.`, { visibility: "group", groupId: group.id });
    expect([(await inbox(bob)).length, await inbox(cleo), await db.inboxItem.count()]).toEqual([1, [], 1]);
    await db.groupMember.deleteMany({ where: { personId: bob.actor.id } });
    expect([await inbox(bob), await unread(bob)]).toEqual([[], 0]);
  });

  it("hides deleted items, and shows them again when they are restored", async () => {
    const db = context.db();
    const { id } = await note(`Ask ${to(bob)}.`);
    const name = await reply(ann, id, `Really, ${to(bob)}.`);
    const all = ["mention by Ann: Really, @Bob.", "mention by Ann: Ask @Bob."];
    expect(await inbox(bob)).toEqual(all);
    await deleteReply(db, ann.actor, { id, reply: name }, 1);
    expect(await inbox(bob)).toEqual(all.slice(1));
    await restoreReply(db, ann.actor, { id, reply: name });
    await deleteNote(db, ann.actor, id, 1);
    expect([await inbox(bob), await unread(bob)]).toEqual([[], 0]);
    await restoreNote(db, ann.actor, id);
    await deleteHighlight(db, ann.actor, id, 1);
    expect(await inbox(bob)).toEqual([]);
    await restoreHighlight(db, ann.actor, id);
    expect([await inbox(bob), await unread(bob)]).toEqual([all, 2]);
    // A note that replaces a deleted one is a separate item.
    await deleteNote(db, ann.actor, id, 3);
    await saveNote(db, ann.actor, id, { version: null, body: `Ask ${to(bob)} again.` });
    expect(await inbox(bob)).toEqual(["mention by Ann: Ask @Bob again."]);
  });

  it("can be marked as read only by its owner, item by item or as a whole", async () => {
    const { id } = await note(`1 ${to(bob)}`);
    for (const number of [2, 3]) await reply(ann, id, `${number} ${to(bob)}`);
    const [, second] = (await list(bob)).items;
    expect((await read(ann, second!.id)).status).toBe(404);
    expect((await read(bob, randomUUID())).status).toBe(404);
    expect((await read(bob, second!.id, true)).body).toEqual({ unread: 1 });
    expect((await list(bob)).items.map(({ isRead }) => isRead)).toEqual([false, true, true]);
  });

  it("is paginated, excluding hidden items", async () => {
    const { id } = await note("Hers.");
    const hidden = await note("Hidden.", { visibility: "team" });
    for (let number = 1; number <= 33; number++) {
      await reply(bob, id, `${number}`);
      await reply(bob, hidden.id, "quetzal");
    }
    await deleteNote(context.db(), ann.actor, hidden.id, 1);
    const first = await list(ann);
    const rest = await list(ann, { after: first.next! });
    const numbers = [...aboutNotes(first), ...aboutNotes(rest)].map(({ text }) => Number(text));
    expect([first.items.length, rest.next]).toEqual([30, null]);
    expect(numbers.toSorted((a, b) => b - a)).toEqual(Array.from({ length: 33 }, (_, index) => 33 - index));
  });

  it("immediately notifies its owner on all devices, and no one else", async () => {
    const [his, hers] = [await follow(bob), await follow(cleo)];
    const { id } = await note(`Ask ${to(bob)}.`);
    await his.until(() => his.said().length === 4);
    expect(his.said()).toEqual(["inbox", `highlight ${id} v1`, "inbox", `highlight ${id} v1`]);
    await read(bob, (await list(bob)).items[0]!.id);
    await saveNote(context.db(), ann.actor, id, { version: 1, body: "Ask nobody." });
    await hers.until(({ event, data }) => event === "highlight" && data.highlight.note?.body === "Ask nobody.");
    await his.until(({ event, data }) => event === "highlight" && data.highlight.note?.body === "Ask nobody.");
    expect(his.said().slice(4)).toEqual(["inbox", "inbox", `highlight ${id} v1`]);
    expect(hers.raw).not.toContain("event: inbox");
    // Bob is not notified of a note that has become private, or of changes to it.
    await changeHighlight(context.db(), ann.actor, id, { version: 1, visibility: "private" });
    await saveNote(context.db(), ann.actor, id, { version: 2, body: `Ask ${to(bob)} in secret.` });
    const marker = await note("The end.");
    await his.until(({ event, data }) => event === "highlight" && data.highlight.id === marker.id);
    expect(his.said().slice(7, 9)).toEqual(["inbox", `gone ${id}`]);
    expect(his.raw).not.toContain("secret");
    expect(his.said().filter((said) => said === "inbox")).toHaveLength(5);
  });

  it("shows users' current names, as notes do", async () => {
    const { id, edition: editionId, start, end, quote } = await note(`Ask ${to(bob)}.`);
    await context.db().person.update({ where: { id: bob.actor.id }, data: { name: "Bob [B.] *Smith*" } });
    expect(await inbox(bob)).toEqual(["mention by Ann: Ask @Bob (B.) *Smith*."]);
    const passage = { edition: editionId, start: start!, end: end!, quote };
    const asked = { ...passage, highlightId: id, notesOf: [ann.actor.id] };
    const { path } = await createShare(context.db(), ann.actor, asked);
    const shared = await whatIsShared(context.db(), path.replace("/p/", ""));
    expect(shared).toMatchObject({ passages: [{ notes: [{ body: "Ask @Bob (B.) \\*Smith\\*.", author: "Ann" }] }] });
    expect(await readNoteVersion(context.db(), ann.actor, id, 1)).toMatchObject({
      body: `Ask ${mentionOf(bob.actor.id, "Bob [B.] *Smith*")}.`,
    });
    const { highlights } = await listHighlights(context.db(), cleo.actor, SLUG);
    expect(highlights[0]?.note?.body).toBe(`Ask ${mentionOf(bob.actor.id, "Bob [B.] *Smith*")}.`);
  });
});
