import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { POST as RESTORE } from "@/app/api/highlights/[id]/restore/route";
import { DELETE, PATCH } from "@/app/api/highlights/[id]/route";
import { GET as LIST, POST } from "@/app/api/reports/[slug]/highlights/route";
import { isOwnedBy } from "@/lib/annotations/highlights/id-owner";
import { type HighlightList, type HighlightView, highlightList, type NewHighlight } from "@/lib/annotations/schemas";
import { eventsSince } from "@/lib/events/log";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller, ownId } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";

interface Refusal {
  error: { code: string; message: string };
  current?: HighlightView;
}

describeDatabases("highlights", (context) => {
  let edition: Awaited<ReturnType<typeof storeReport>>;
  let ann: Caller;
  let bob: Caller;
  let owner: Caller;
  const params = { slug: SLUG };

  beforeEach(async () => {
    const db = context.db();
    serve(db);
    edition = await storeReport(db, "Rivers carry trade.", "The 🏔 mountains of Алматы stand still.", "Trade goes on.");
    [ann, bob, owner] = [
      await makeCaller(db, "annotator", "Ann"),
      await makeCaller(db, "annotator", "Bob"),
      await makeCaller(db, "owner", "Olga"),
    ];
  });

  const create = (who: Caller, body: NewHighlight) => call<HighlightView & Refusal>(POST, who, { params, body });
  const list = async (who: Caller) => (await call<HighlightList>(LIST, who, { params })).body;
  const patch = (who: Caller, id: string, body: object) =>
    call<HighlightView & Refusal>(PATCH, who, { params: { id }, body });
  const remove = (who: Caller, id: string, version: number) =>
    call<HighlightView & Refusal>(DELETE, who, { params: { id }, query: { version: String(version) } });
  const restore = (who: Caller, id: string) => call<HighlightView & Refusal>(RESTORE, who, { params: { id } });
  const kinds = async () => (await eventsSince(context.db(), 0)).map(({ kind, version }) => `${kind} ${version}`);

  it("are created, are listed in reading order, and include what each user may do", async () => {
    await create(ann, highlightOf(edition, "Trade"));
    await create(bob, highlightOf(edition, "Rivers carry trade.\nThe 🏔", { colour: 4, note: "Across *blocks*." }));
    await create(ann, highlightOf(edition, "Rivers", { visibility: "private" }));
    await create(ann, highlightOf(edition, "🏔"));

    const { edition: current, highlights } = highlightList.parse(await list(ann));
    expect(current).toEqual({ id: edition.id, ordinal: 1 });
    expect(highlights.map(({ quote, start }) => [quote, start])).toEqual([
      ["Rivers carry trade.\nThe 🏔", 0],
      ["Rivers", 0],
      ["🏔", 24],
      ["Trade", edition.text.indexOf("Trade")],
    ]);
    expect(highlights[0]).toMatchObject({
      report: SLUG,
      edition: edition.id,
      state: "anchored",
      colour: 4,
      visibility: "team",
      groupId: null,
      version: 1,
      author: { id: bob.actor.id, name: "Bob" },
      may: { edit: false, delete: false, share: true, place: false },
      note: { body: "Across *blocks*.", version: 1, visibility: "team" },
    });
    expect(highlights[1]?.may).toEqual({ edit: true, delete: true, share: true, place: true });
    expect((await list(owner)).highlights[0]?.may).toEqual({ edit: false, delete: true, share: true, place: true });
  });

  it("that are private appear in no other user's list, whatever that user's role", async () => {
    const { body } = await create(ann, highlightOf(edition, "Алматы", { visibility: "private", note: "quetzal" }));
    for (const other of [
      bob,
      owner,
      await makeCaller(context.db(), "editor"),
      await makeCaller(context.db(), "reader"),
    ]) {
      const { text } = await call(LIST, other, { params });
      expect(text).not.toMatch(/quetzal|Алматы/u);
      expect(JSON.parse(text).highlights).toEqual([]);
      const answers = [
        await patch(other, body.id, { version: 1, colour: 2 }),
        await remove(other, body.id, 1),
        await restore(other, body.id),
      ];
      const unknown = [
        await patch(other, randomUUID(), { version: 1, colour: 2 }),
        await remove(other, randomUUID(), 1),
        await restore(other, randomUUID()),
      ];
      // Users can't tell hidden items from missing ones.
      const said = (all: typeof answers) =>
        all.map(({ status, body: { error } }) => [status, error.code, error.message]);
      expect(said(answers)).toEqual(said(unknown));
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    }
    expect((await list(ann)).highlights).toHaveLength(1);
  });

  it("that are shared with a group are visible to the group", async () => {
    const db = context.db();
    const group = await db.group.create({ data: { id: randomUUID(), name: "Editors", createdAt: new Date() } });
    await db.groupMember.createMany({
      data: [ann, bob].map(({ actor }) => ({ groupId: group.id, personId: actor.id })),
    });
    const made = await create(ann, highlightOf(edition, "Rivers", { visibility: "group", groupId: group.id }));
    expect(made.body).toMatchObject({ visibility: "group", groupId: group.id });
    expect((await list(bob)).highlights).toHaveLength(1);
    expect((await list(owner)).highlights).toEqual([]);
    const refused = await create(owner, highlightOf(edition, "trade", { visibility: "group", groupId: group.id }));
    expect([refused.status, refused.body.error.code]).toEqual([400, "group"]);
  });

  it("are created once, however often they are sent", async () => {
    const body = highlightOf(edition, "Rivers", { note: "Once." });
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(ann, body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await list(ann)).highlights).toHaveLength(1);
    expect(await kinds()).toEqual(["edition.stored 1", "highlight.created 1", "note.created 1"]);

    await patch(ann, body.id, { version: 1, colour: 3 });
    expect((await create(ann, body)).body).toMatchObject({ colour: 3, version: 2 });
  });

  it("do not reveal their IDs", async () => {
    const body = highlightOf(edition, "Rivers", { id: ownId(ann), visibility: "private", note: "quetzal" });
    await create(ann, body);
    // Bob's request succeeds with Ann's id, because the id does not exist for him. Repeating the request creates
    // nothing new.
    const sent = { ...body, note: "His." };
    const [theirs, again] = [await create(bob, sent), await create(bob, sent)];
    expect([theirs.status, theirs.body.note?.body]).toEqual([200, "His."]);
    expect(again.body).toEqual(theirs.body);
    expect(theirs.body.id).not.toBe(body.id);
    expect((await list(bob)).highlights).toHaveLength(1);
    expect((await list(ann)).highlights).toMatchObject([{ id: body.id, note: { body: "quetzal" } }]);
    const elsewhere = await create(ann, highlightOf(edition, "trade", { id: body.id }));
    expect([elsewhere.status, elsewhere.body.error.code]).toEqual([409, "highlight-exists"]);
    await remove(ann, body.id, 1);
    expect((await create(ann, body)).status).toBe(409);
    expect((await create(bob, sent)).body).toEqual(theirs.body);
  });

  it("are created in the same way for a hidden ID and an unused one, and remain available under that ID", async () => {
    const hidden = highlightOf(edition, "Rivers", { visibility: "private", note: "quetzal" });
    const { id } = (await create(ann, hidden)).body;
    const deleted = (await create(owner, highlightOf(edition, "Rivers"))).body;
    await remove(owner, deleted.id, 1);
    const forms: unknown[] = [];
    for (const chosen of [id, ownId(ann), deleted.id, randomUUID()]) {
      const sent = highlightOf(edition, "trade", { id: chosen, note: "His." });
      const [made, again] = [await create(bob, sent), await create(bob, sent)];
      expect(again.body).toEqual(made.body);
      expect(made.body.id).not.toBe(chosen);
      const changed = await patch(bob, chosen, { version: 1, colour: 3 });
      expect([changed.status, changed.body.id, changed.body.colour]).toEqual([200, made.body.id, 3]);
      const said = made.text.replaceAll(made.body.id, `id ${made.body.id[14]}`).replace(/"\d{4}-[^"]+Z"/gu, "then");
      forms.push([made.status, said, isOwnedBy(bob.actor.id, made.body.id)]);
      expect((await remove(bob, chosen, 2)).status).toBe(200);
      const gone = await patch(bob, chosen, { version: 3, colour: 2 });
      expect([gone.status, gone.body.error.code]).toEqual([404, "not-found"]);
    }
    expect(new Set(forms.map((form) => JSON.stringify(form))).size).toBe(1);
    expect((await list(ann)).highlights).toMatchObject([{ id, note: { body: "quetzal" } }]);
  });

  it("cannot be created twice under an ID that others can see", async () => {
    const body = highlightOf(edition, "Rivers", { id: ownId(ann), note: "quetzal" });
    await create(ann, body);
    const theirs = await create(bob, body);
    expect([theirs.status, theirs.body.error.code]).toEqual([409, "highlight-exists"]);
    expect(theirs.text).not.toContain("quetzal");
    await remove(ann, body.id, 1);
    expect((await create(bob, body)).status).toBe(200);
  });

  describe("are rejected", () => {
    const start = () => edition.text.indexOf("🏔");
    const cases: [string, (good: NewHighlight) => object, number, string][] = [
      ["beyond the text", () => ({ end: 10_000 }), 400, "passage-range"],
      ["before the text", () => ({ start: -1 }), 400, "passage-range"],
      ["backwards", ({ start: a, end }) => ({ start: end, end: a }), 400, "passage-range"],
      ["empty", ({ start: a }) => ({ end: a, quote: "" }), 400, "passage-empty"],
      ["with a different quote", () => ({ quote: "rivers" }), 400, "quote-mismatch"],
      [
        "with a quote that splits a character",
        () => ({ start: start(), end: start() + 1, quote: "\ud83c" }),
        400,
        "passage-cuts-character",
      ],
      ["with a different prefix", () => ({ prefix: "x" }), 400, "prefix-mismatch"],
      ["with a suffix that is too short", ({ suffix }) => ({ suffix: suffix.slice(0, -1) }), 400, "suffix-mismatch"],
      ["with NUL in the quote", () => ({ quote: "River\0" }), 400, "quote-mismatch"],
      ["with only whitespace", () => ({ start: 6, end: 7, quote: " " }), 400, "passage-blank"],
      ["in a fifth colour", () => ({ colour: 5 }), 400, "colour"],
      ["with an empty note", () => ({ note: " \n" }), 400, "note-empty"],
      ["with a note that is too long", () => ({ note: "x".repeat(50_001) }), 400, "note-too-long"],
      ["for an unknown group", () => ({ visibility: "group" }), 400, "group"],
      ["for an unknown audience", () => ({ visibility: "everyone" }), 400, "bad-request"],
      ["with an invalid ID", () => ({ id: "1; DROP TABLE" }), 400, "bad-request"],
      ["with a fractional offset", () => ({ start: 0.5 }), 400, "bad-request"],
      ["in an unknown edition", () => ({ edition: randomUUID() }), 404, "not-found"],
    ];
    it.each(cases)("%s", async (_name, change, status, code) => {
      const good = highlightOf(edition, "Rivers");
      const answer = await create(ann, { ...good, ...change(good) });
      expect([answer.status, answer.body.error.code]).toEqual([status, code]);
      expect(answer.body.error.message).toMatch(/^\p{Lu}.*\.$/su);
      expect((await list(ann)).highlights).toEqual([]);
      expect(await kinds()).toEqual(["edition.stored 1"]);
    });

    it("in another report", async () => {
      const answer = await call<Refusal>(POST, ann, {
        params: { slug: "another" },
        body: highlightOf(edition, "Rivers"),
      });
      expect(answer.status).toBe(404);
      expect((await call(LIST, ann, { params: { slug: "another" } })).status).toBe(404);
      expect((await call(LIST, ann, { params: { slug: "rivers\0" } })).status).toBe(400);
    });

    it("from readers", async () => {
      const reader = await makeCaller(context.db(), "reader");
      expect((await create(reader, highlightOf(edition, "Rivers"))).status).toBe(403);
    });
  });

  it("can be changed by their author, provided that the author saw the latest version", async () => {
    const { body } = await create(ann, highlightOf(edition, "Rivers", { note: "Here." }));
    const changed = await patch(ann, body.id, { version: 1, colour: 2 });
    expect(changed.body).toMatchObject({ version: 2, colour: 2, visibility: "team" });

    const late = await patch(ann, body.id, { version: 1, colour: 3 });
    expect([late.status, late.body.error.code]).toEqual([409, "conflict"]);
    expect(late.body.current).toEqual(changed.body);
    // The same save is sent again because its response was lost.
    expect((await patch(ann, body.id, { version: 1, colour: 2 })).body).toEqual(changed.body);
    expect((await patch(ann, body.id, { version: 2, colour: 9 })).body.error.code).toBe("colour");
    for (const other of [bob, owner]) expect((await patch(other, body.id, { version: 2, colour: 4 })).status).toBe(403);
    expect(await kinds()).toEqual(["edition.stored 1", "highlight.created 1", "note.created 1", "highlight.changed 2"]);
  });

  it("become private or visible to the team together with their note", async () => {
    const { body } = await create(ann, highlightOf(edition, "Rivers", { visibility: "private", note: "quetzal" }));
    const widened = await patch(ann, body.id, { version: 1, visibility: "team" });
    expect(widened.body).toMatchObject({ visibility: "team", note: { visibility: "team", version: 1 } });
    expect((await list(bob)).highlights[0]?.note?.body).toBe("quetzal");
    const narrowed = await patch(ann, body.id, { version: 2, visibility: "private" });
    expect(narrowed.body).toMatchObject({ visibility: "private", note: { visibility: "private" } });
    expect((await call(LIST, bob, { params })).text).not.toContain("quetzal");
  });

  it("cannot be shared with the team by a user whose role no longer allows it", async () => {
    const { body } = await create(ann, highlightOf(edition, "Rivers", { visibility: "private" }));
    await context.db().person.update({ where: { id: ann.actor.id }, data: { role: "reader" } });
    expect((await patch(ann, body.id, { version: 1, visibility: "team" })).status).toBe(403);
    expect((await list(ann)).highlights).toHaveLength(1);
  });

  it("accept only one of several concurrent changes", async () => {
    const { body } = await create(ann, highlightOf(edition, "Rivers"));
    const answers = await Promise.all([2, 3, 4].map((colour) => patch(ann, body.id, { version: 1, colour })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const [now] = (await list(ann)).highlights;
    expect(now).toEqual(answers.find(({ status }) => status === 200)?.body);
    for (const { body: lost } of answers.filter(({ status }) => status === 409)) expect(lost.current).toEqual(now);
  });

  it("are deleted and restored with their note", async () => {
    const { body } = await create(ann, highlightOf(edition, "Rivers", { note: "Here." }));
    expect((await remove(bob, body.id, 1)).status).toBe(403);
    expect((await remove(ann, body.id, 7)).body).toMatchObject({
      error: { code: "conflict" },
      current: { version: 1 },
    });

    expect((await remove(ann, body.id, 1)).body).toEqual({ id: body.id });
    expect((await remove(ann, body.id, 1)).status).toBe(200);
    expect((await remove(ann, body.id, 5)).status).toBe(404);
    for (const who of [ann, bob, owner]) expect((await list(who)).highlights).toEqual([]);
    expect((await patch(ann, body.id, { version: 2, colour: 2 })).status).toBe(404);
    expect((await restore(bob, body.id)).status).toBe(403);

    const back = await restore(ann, body.id);
    expect(back.body).toMatchObject({ version: 3, colour: 1, start: 0, note: { body: "Here." } });
    expect((await restore(ann, body.id)).body).toEqual(back.body);
    expect((await list(bob)).highlights).toHaveLength(1);
    expect((await remove(owner, body.id, 3)).status).toBe(200);
    expect(await kinds()).toEqual([
      "edition.stored 1",
      "highlight.created 1",
      "note.created 1",
      "highlight.deleted 2",
      "highlight.restored 3",
      "highlight.deleted 4",
    ]);
  });

  it("that a moderator deleted cannot be restored by the author, and vice versa", async () => {
    const { id } = (await create(ann, highlightOf(edition, "Rivers"))).body;
    expect((await remove(owner, id, 1)).status).toBe(200);
    expect((await remove(ann, id, 1)).status).toBe(200);
    expect((await restore(ann, id)).status).toBe(403);
    expect((await restore(owner, id)).status).toBe(200);
    expect((await remove(ann, id, 3)).status).toBe(200);
    expect((await restore(owner, id)).status).toBe(403);
    expect((await restore(ann, id)).status).toBe(200);
  });

  it("can be listed by the thousand, with everything attached to them", async () => {
    const db = context.db();
    const now = new Date();
    const { start, end, quote, prefix, suffix } = highlightOf(edition, "Trade");
    const ids = Array.from({ length: 3_000 }, () => randomUUID());
    const made = { authorId: ann.actor.id, createdAt: now, updatedAt: now };
    await db.highlight.createMany({
      data: ids.map((id) => ({
        ...{ id, report: SLUG, editionId: edition.id, start, end, quote, prefix, suffix },
        ...{ ...made, colour: 1, visibility: "team" as const },
      })),
    });
    await db.placement.createMany({
      data: ids.map((highlightId) => ({ highlightId, editionId: edition.id, start, end, state: "anchored" as const })),
    });
    await db.highlightTag.createMany({
      data: ids.flatMap((highlightId) => ["water", "trade"].map((key) => ({ highlightId, key, name: key }))),
    });
    await db.note.createMany({
      data: ids.map((id) => ({ ...made, id, highlightId: id, body: "A note.", visibility: "team" as const })),
    });
    await db.reply.createMany({
      data: ids.flatMap((noteId) =>
        [2, 1].map((n) => ({
          ...{ ...made, id: randomUUID(), noteId, body: `Reply ${n}`, visibility: "team" as const },
          createdAt: new Date(now.getTime() + n),
        })),
      ),
    });

    const { highlights } = await list(bob);
    expect(highlights.length).toBe(ids.length);
    expect(highlights.every(({ tags }) => tags.join() === "trade,water")).toBe(true);
    expect(highlights.every(({ note }) => note?.replies.map(({ body }) => body).join() === "Reply 1,Reply 2")).toBe(
      true,
    );
  });
});
