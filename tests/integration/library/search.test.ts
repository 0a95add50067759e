import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { GET as COMPLETE } from "@/app/api/search/completions/route";
import { GET as SEARCH } from "@/app/api/search/route";
import type { Actor } from "@/lib/accounts/policy";
import { actorOfSession } from "@/lib/accounts/sessions";
import { eraseNote, eraseReply } from "@/lib/annotations/highlights/erasure";
import {
  changeHighlight,
  createHighlight,
  deleteHighlight,
  restoreHighlight,
} from "@/lib/annotations/highlights/service";
import { setTags } from "@/lib/annotations/highlights/tag-service";
import { deleteNote, restoreNote, saveNote } from "@/lib/annotations/notes/note-service";
import { addReply, deleteReply, editReply, restoreReply } from "@/lib/annotations/replies/reply-service";
import type { HighlightView, NewHighlight } from "@/lib/annotations/schemas";
import { editionText } from "@/lib/editions/editions";
import { currentLibrary } from "@/lib/library/library";
import type { CompletionsAnswer, SearchAnswer } from "@/lib/library/schemas";
import { createSegment } from "@/lib/search/segment";
import { call, serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller, ownId } from "../support/people";
import { highlightOf, markdownOf } from "../support/reports";

vi.mock(import("@/lib/search/segment"), { spy: true });

describeDatabases("search in the library", (context) => {
  const shelf = useContentFolder();
  let ann: Caller;
  let bob: Caller;
  let olga: Caller;

  beforeEach(async () => {
    const db = context.db();
    serve(db);
    // Both engines must pass all of these tests.
    vi.stubEnv("DATABASE_URL", context.url());
    vi.stubEnv("SEARCH_ENGINE", context.provider === "postgresql" ? "postgresql" : "memory");
    await shelf.put("rivers", markdownOf("# Trade", "<!-- page 7 -->", "Rivers carry trade.", "Towns grow by rivers."));
    await shelf.put("towns", "---\ntitle: Towns\nauthors: [B. Author]\n---\n\nTowns and their trade.\n");
    [ann, bob, olga] = [
      await makeCaller(db, "annotator", "Ann"),
      await makeCaller(db, "annotator", "Bob"),
      await makeCaller(db, "owner", "Olga"),
    ];
  });

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const ask = (who: Caller, q: string, query: Record<string, string> = {}) =>
    call<SearchAnswer>(SEARCH, who, { query: { q, ...query } });
  const find = async (who: Caller, q: string, query?: Record<string, string>) => (await ask(who, q, query)).body;
  const complete = (who: Caller, q: string) => call<CompletionsAnswer>(COMPLETE, who, { query: { q } });
  /** The texts of the hits. */
  const texts = async (who: Caller, q: string) => (await find(who, q)).hits.map(({ text }) => text);

  const mark = async (
    who: Caller,
    slug: string,
    quote: string,
    more: Partial<NewHighlight>,
  ): Promise<HighlightView> => {
    const { bySlug } = await currentLibrary();
    const edition = await editionText(context.db(), bySlug.get(slug)!.edition.id);
    return createHighlight(context.db(), who.actor, slug, highlightOf(edition!, quote, more));
  };

  describe("finds the text of all reports", () => {
    it("best first, with all fields of the result list", async () => {
      const { status, body } = await ask(bob, "rivers towns");
      expect(status).toBe(200);
      expect(body).toMatchObject({ query: "rivers towns", total: 3, hints: [], unknown: [], relaxations: [] });
      expect(body.hits[0]).toMatchObject({
        report: "rivers",
        reportTitle: "Rivers",
        kind: "paragraph",
        section: { slug: "trade" },
        page: 7,
        text: "Towns grow by rivers.",
        ranges: [
          [0, 5],
          [14, 20],
        ],
        by: ["A. Author"],
        note: null,
      });
      expect(body.facets.reports.map(({ value, count }) => [value, count])).toEqual([
        ["rivers", 2],
        ["towns", 1],
      ]);
    });

    it("in pages, in another order, and with all words required", async () => {
      const all = await find(bob, "trade towns");
      expect(all.total).toBe(4);
      const parts = await Promise.all(
        [0, 2, 4].map((offset) => find(bob, "trade towns", { offset: String(offset), limit: "2" })),
      );
      expect(parts.flatMap(({ hits }) => hits)).toEqual(all.hits);
      expect(parts.map(({ total, hits }) => [total, hits.length])).toEqual([
        [4, 2],
        [4, 2],
        [4, 0],
      ]);
      const inOrder = await find(bob, "trade towns", { sort: "position" });
      expect(inOrder.hits.map(({ text }) => text)).toEqual([
        "Trade",
        "Rivers carry trade.",
        "Towns grow by rivers.",
        "Towns and their trade.",
      ]);
      expect((await find(bob, "trade towns", { match: "all" })).hits.map(({ text }) => text)).toEqual([
        "Towns and their trade.",
      ]);
    });

    it.each<[string, Record<string, string>]>([
      ["a query that is too long", { q: "x".repeat(1_001) }],
      ["no query", {}],
      ["too large a limit", { q: "x", limit: "201" }],
      ["no hits", { q: "x", limit: "0" }],
      ["a negative offset", { q: "x", offset: "-1" }],
      ["an unknown order", { q: "x", sort: "size" }],
      ["an unknown match mode", { q: "x", match: "some" }],
    ])("but rejects %s", async (_, query) => {
      const { status, text } = await call(SEARCH, bob, { query });
      expect([status, JSON.parse(text).error.code]).toEqual([400, "bad-request"]);
    });

    it("and answers any query, with hints about ignored parts", async () => {
      for (const q of ["", " ", '"', ")((", "-", "OR", "a\0b", "\ud800", "\u202e", "foo:bar", "*", "(".repeat(1_000)]) {
        expect([q, (await ask(bob, q)).status]).toEqual([q, 200]);
      }
      expect((await find(bob, "(trade")).hints).toMatchObject([{ code: "unbalanced-parenthesis" }]);
      const none = await find(bob, '"trade rivers"');
      expect([none.total, none.hits]).toEqual([0, []]);
      expect(none.relaxations).not.toEqual([]);
    });
  });

  describe("finds the notes that a user can see", () => {
    it("in the same list, marked as notes and with their positions", async () => {
      await shelf.put(
        "rivers",
        markdownOf("# Trade", "<!-- page 7 -->", "Rivers carry trade.", "Towns grow by rivers."),
      );
      const note = await mark(ann, "rivers", "carry", { note: "See **Nye** on *rivers*." });
      const { hits, facets } = await find(bob, "rivers");
      expect(hits.map(({ kind }) => kind).sort()).toEqual(["note", "paragraph", "paragraph"]);
      const passage = hits.find(({ text }) => text === "Rivers carry trade.")!;
      expect(hits.find(({ kind }) => kind === "note")).toMatchObject({
        report: "rivers",
        reportTitle: "Rivers",
        block: passage.block,
        section: { slug: "trade" },
        page: 7,
        start: note.start,
        text: "See Nye on rivers.",
        ranges: [[11, 17]],
        by: ["Ann"],
        note: { highlight: note.id, end: note.end },
      });
      expect(facets.places.map(({ value, count }) => [value, count])).toEqual([
        ["body", 2],
        ["notes", 1],
      ]);
      expect(await texts(bob, "in:notes")).toEqual(["See Nye on rivers."]);
      expect(await texts(bob, "by:ann")).toEqual(["See Nye on rivers."]);
      expect((await texts(bob, "rivers is:noted")).sort()).toEqual(["Rivers carry trade.", "See Nye on rivers."]);
      expect(await texts(bob, "rivers -is:noted")).toEqual(["Towns grow by rivers."]);
    });

    it("by tags and audience, and highlighted passages without a note", async () => {
      const note = await mark(ann, "rivers", "carry", { note: "See Nye." });
      const bare = await mark(ann, "rivers", "grow", { visibility: "private" });
      await setTags(context.db(), ann.actor, note.id, { version: 1, tags: ["Oil trade"] });
      await setTags(context.db(), ann.actor, bare.id, { version: 1, tags: ["oil", "question"] });
      const found = async (who: Caller, q: string) => (await texts(who, q)).sort();
      expect(await found(ann, "tag:oil")).toEqual(["Rivers carry trade.", "See Nye.", "Towns grow by rivers."]);
      expect(await found(bob, "tag:oil")).toEqual(["Rivers carry trade.", "See Nye."]);
      expect(await found(ann, "tag:question rivers")).toEqual(["Towns grow by rivers."]);
      expect(await found(bob, "tag:question")).toEqual([]);
      expect(await found(ann, "is:private")).toEqual(["Towns grow by rivers."]);
      expect(await found(bob, "is:private")).toEqual([]);
      expect(await found(bob, "is:team")).toEqual(["Rivers carry trade.", "See Nye."]);
      expect((await find(ann, "rivers")).facets).toMatchObject({
        tags: [
          { value: "oil", title: "oil", count: 1, filter: "tag:oil" },
          { value: "oil trade", title: "Oil trade", count: 1, filter: 'tag:"oil trade"' },
          { value: "question", title: "question", count: 1, filter: "tag:question" },
        ],
        visibility: [
          { value: "private", count: 1, filter: "is:private" },
          { value: "team", count: 1, filter: "is:team" },
        ],
      });
      expect((await find(bob, "rivers")).facets.tags.map(({ value }) => value)).toEqual(["oil trade"]);
    });

    it("with their replies and authors", async () => {
      const db = context.db();
      const { id } = await mark(ann, "rivers", "carry", { note: "See Nye." });
      await mark(bob, "rivers", "grow", { note: "Nye again." });
      expect(await texts(olga, "quetzal")).toEqual([]);
      const reply = randomUUID();
      await addReply(db, bob.actor, id, { id: reply, body: "On the **quetzal**." });
      const found = await find(olga, "quetzal");
      expect(found.hits).toMatchObject([{ text: "See Nye.\nOn the quetzal.", note: { highlight: id } }]);
      expect((await complete(olga, "quetz")).body.completions).toMatchObject([{ word: "quetzal" }]);
      expect((await texts(olga, "by:bob")).sort()).toEqual(["Nye again.", "See Nye.\nOn the quetzal."]);
      const people = (await find(olga, "nye")).facets.people;
      expect(people.map(({ title, count, filter }) => [title, count, filter])).toEqual([
        ["Bob", 2, "by:bob"],
        ["Ann", 1, "by:ann"],
      ]);
      await editReply(db, bob.actor, { id, reply }, { version: 1, body: "On the agouti." });
      expect([await texts(olga, "quetzal"), (await texts(olga, "agouti")).length]).toEqual([[], 1]);
      await deleteReply(db, bob.actor, { id, reply }, 2);
      expect([await texts(olga, "agouti"), await texts(olga, "by:bob")]).toEqual([[], ["Nye again."]]);
      await restoreReply(db, bob.actor, { id, reply });
      expect(await texts(olga, "agouti")).toHaveLength(1);
      // A note that only its author can see is hidden even from people who have replied to it.
      await changeHighlight(db, ann.actor, id, { version: 1, visibility: "private" });
      for (const who of [bob, olga]) {
        expect([await texts(who, "agouti"), await texts(who, "by:bob")]).toEqual([[], ["Nye again."]]);
        expect((await find(who, "nye")).facets.people.map(({ title, count }) => [title, count])).toEqual([["Bob", 1]]);
        expect((await complete(who, "agou")).body.completions).toEqual([]);
      }
      expect(await texts(ann, "agouti by:bob")).toHaveLength(1);
    });

    it("in their current state", async () => {
      const db = context.db();
      const sees = async () => [await texts(ann, "quetzal agouti"), await texts(bob, "quetzal agouti")];
      const { id } = await mark(ann, "rivers", "carry", { note: "quetzal" });
      expect(await sees()).toEqual([["quetzal"], ["quetzal"]]);
      await saveNote(db, ann.actor, id, { version: 1, body: "agouti" });
      expect(await sees()).toEqual([["agouti"], ["agouti"]]);
      await changeHighlight(db, ann.actor, id, { version: 1, visibility: "private" });
      expect(await sees()).toEqual([["agouti"], []]);
      await changeHighlight(db, ann.actor, id, { version: 2, visibility: "team" });
      await deleteNote(db, ann.actor, id, 2);
      expect(await sees()).toEqual([[], []]);
      await restoreNote(db, ann.actor, id);
      expect(await sees()).toEqual([["agouti"], ["agouti"]]);
      await deleteHighlight(db, ann.actor, id, 3);
      expect(await sees()).toEqual([[], []]);
      await restoreHighlight(db, ann.actor, id);
      expect(await sees()).toEqual([["agouti"], ["agouti"]]);
      const tagged = async () => (await texts(bob, "tag:oil")).sort();
      await setTags(db, ann.actor, id, { version: 5, tags: ["oil"] });
      expect(await tagged()).toEqual(["Rivers carry trade.", "agouti"]);
      await setTags(db, ann.actor, id, { version: 6, tags: [] });
      expect(await tagged()).toEqual([]);
    });

    it("but nothing that was erased, even if another note or reply has replaced it", async () => {
      const db = context.db();
      const { id } = await mark(ann, "rivers", "carry", { note: "quokka" });
      const reply = { id, reply: ownId(bob) };
      await addReply(db, bob.actor, id, { id: reply.reply, body: "numbat" });
      expect([await texts(olga, "quokka"), await texts(olga, "numbat")]).toEqual([
        ["quokka\nnumbat"],
        ["quokka\nnumbat"],
      ]);
      await deleteReply(db, bob.actor, reply, 1);
      await eraseReply(db, bob.actor, reply);
      await addReply(db, bob.actor, id, { id: reply.reply, body: "agouti" });
      expect([await texts(olga, "numbat"), await texts(olga, "agouti")]).toEqual([[], ["quokka\nagouti"]]);
      await deleteNote(db, ann.actor, id, 1);
      await eraseNote(db, ann.actor, id);
      await saveNote(db, ann.actor, id, { version: null, body: "wombat" });
      for (const who of [ann, bob, olga]) {
        expect([await texts(who, "quokka"), await texts(who, "wombat")]).toEqual([[], ["wombat"]]);
        expect((await complete(who, "quok")).body.completions).toEqual([]);
      }
    });

    it("in the current edition", async () => {
      await mark(ann, "rivers", "carry", { note: "quetzal" });
      await mark(ann, "rivers", "grow", { note: "agouti" });
      expect((await texts(bob, "quetzal agouti")).sort()).toEqual(["agouti", "quetzal"]);
      await shelf.put("rivers", markdownOf("# Trade", "<!-- page 9 -->", "Rivers carry trade.", "Towns shrink."));
      // One passage is gone, so search results can't link to its note.
      expect((await find(bob, "quetzal agouti")).hits).toMatchObject([{ text: "quetzal", page: 9 }]);
    });

    it("in every report", async () => {
      await mark(ann, "rivers", "carry", { note: "quetzal one" });
      await mark(ann, "towns", "Towns", { note: "quetzal two" });
      expect((await find(bob, "quetzal")).hits.map(({ report, text }) => [report, text])).toEqual([
        ["rivers", "quetzal one"],
        ["towns", "quetzal two"],
      ]);
    });

    it("including their groups' notes, once they are members", async () => {
      const db = context.db();
      const groupId = randomUUID();
      await db.group.create({ data: { id: groupId, name: "Editors", createdAt: new Date() } });
      const join = async (who: Caller): Promise<Actor> => {
        await db.groupMember.create({ data: { groupId, personId: who.actor.id } });
        return (await actorOfSession(db, who.actor.sessionId))!;
      };
      ann.actor = await join(ann);
      await mark(ann, "rivers", "carry", { note: "quetzal", visibility: "group", groupId });
      const sees = () => Promise.all([ann, bob, olga].map((who) => texts(who, "quetzal")));
      expect(await sees()).toEqual([["quetzal"], [], []]);
      await join(bob);
      expect(await sees()).toEqual([["quetzal"], ["quetzal"], []]);
      await db.groupMember.deleteMany({ where: { personId: bob.actor.id } });
      expect(await sees()).toEqual([["quetzal"], [], []]);
    });
  });

  describe("does not reveal private items", () => {
    const QUERIES = [
      ...[
        "quetzal",
        "quetza",
        "qetzal",
        "quetz*",
        "rivers",
        "river trade",
        '"quetzal trade"',
        "trade -quetzal",
        "in:notes",
      ],
      ...[
        "is:noted",
        "-is:noted trade",
        "by:ann",
        "tag:quetzal",
        "tag:x",
        "is:private",
        "-is:private trade",
        "is:team",
        "lang:ru",
        "section:trade rivers",
        "page:7",
        "rivres",
        "кетцаль",
      ],
    ];
    /** All responses to a user for these queries, exactly as sent. */
    const everything = async (who: Caller) => {
      const answers = QUERIES.flatMap((q) => [
        ask(who, q),
        ask(who, q, { sort: "position", match: "all" }),
        complete(who, q),
      ]);
      return (await Promise.all(answers)).map(({ text }) => text);
    };

    it("so other users' responses do not change, byte for byte", async () => {
      // Relaxed queries have a time limit of only a few milliseconds, which might not be enough on a busy machine.
      vi.useFakeTimers({ toFake: ["performance"] });
      onTestFinished(() => void vi.useRealTimers());
      await mark(olga, "rivers", "Towns", { note: "A note on rivers for the team." });
      const before = [await everything(bob), await everything(olga)];
      const own = await everything(ann);
      for (const note of ["quetzal", "quetzal rivers trade", "Россия quetzal", "rivers ".repeat(500)]) {
        for (const body of [note, null]) {
          const { id } = await mark(ann, "rivers", "Rivers", { note: body, visibility: "private" });
          await setTags(context.db(), ann.actor, id, { version: 1, tags: ["quetzal", "rivers"] });
          if (body) await addReply(context.db(), ann.actor, id, { id: randomUUID(), body: `Rivers: ${body}` });
        }
        await mark(ann, "towns", "trade", { note, visibility: "private" });
      }
      expect([await everything(bob), await everything(olga)]).toEqual(before);
      expect(await everything(ann)).not.toEqual(own);
      expect((await find(ann, "quetzal")).total).toBe(6);
      expect((await complete(ann, "quet")).body.completions).toEqual([{ word: "quetzal", query: "quetzal", count: 6 }]);
      expect((await complete(bob, "quet")).body.completions).toEqual([]);
    });

    it("even if only the highlight or only the note is private", async () => {
      const db = context.db();
      const first = await mark(ann, "rivers", "Rivers", { note: "quetzal", visibility: "private" });
      await db.note.update({ where: { highlightId: first.id }, data: { visibility: "team" } });
      const second = await mark(ann, "rivers", "Towns", { note: "quetzal too", visibility: "private" });
      await db.highlight.update({ where: { id: second.id }, data: { visibility: "team" } });
      expect(await texts(ann, "quetzal")).toEqual(["quetzal", "quetzal too"]);
      expect(await texts(bob, "quetzal is:noted")).toEqual([]);
    });

    it("even during concurrent searches", async () => {
      await mark(ann, "rivers", "Rivers", { note: "quetzal", visibility: "private" });
      await mark(bob, "rivers", "Rivers", { note: "agouti", visibility: "private" });
      const both = [ann, bob, olga, ann, bob, olga].map((who) => texts(who, "quetzal agouti"));
      expect(await Promise.all(both)).toEqual([["quetzal"], ["agouti"], [], ["quetzal"], ["agouti"], []]);
    });
  });

  // The PostgreSQL engine reads passages for each search and doesn't index anything in memory.
  if (context.provider === "sqlite") {
    it("indexes the text once, and notes once per change for all users who can see them", async () => {
      const made = vi.mocked(createSegment);
      await ask(ann, "rivers");
      const indexed = async (...asking: Promise<unknown>[]) => {
        await Promise.all(asking);
        const sizes = made.mock.calls.map(([documents]) => documents.length);
        made.mockClear();
        return sizes;
      };
      made.mockClear();
      await mark(ann, "rivers", "carry", { note: "quetzal" });
      expect(await indexed(ask(ann, "quetzal"), ask(bob, "quetzal"), complete(ann, "q"), complete(bob, "q"))).toEqual([
        1,
      ]);
      expect(await indexed(ask(ann, "rivers"), ask(olga, "rivers"))).toEqual([]);
      await mark(ann, "rivers", "Towns", { note: null });
      expect(await indexed(ask(ann, "rivers"))).toEqual([]);
      await mark(ann, "rivers", "Towns", { note: "agouti", visibility: "private" });
      expect(await indexed(ask(ann, "agouti"), ask(bob, "agouti"))).toEqual([1]);
      await mark(bob, "towns", "Towns", { note: "agouti" });
      expect(await indexed(ask(ann, "agouti"), ask(bob, "agouti"))).toEqual([2]);
    });
  }
});
