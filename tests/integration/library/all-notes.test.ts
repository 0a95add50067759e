import { randomUUID } from "node:crypto";
import { beforeEach, expect, it, vi } from "vitest";
import { GET } from "@/app/api/notes/route";
import { createHighlight, deleteHighlight } from "@/lib/annotations/highlights/service";
import { setTags } from "@/lib/annotations/highlights/tag-service";
import { NO_FILTER } from "@/lib/annotations/notes/note-filter";
import { resolveNote } from "@/lib/annotations/notes/resolution-service";
import { addReply } from "@/lib/annotations/replies/reply-service";
import type { HighlightView, NewHighlight } from "@/lib/annotations/schemas";
import { editionText } from "@/lib/editions/editions";
import { listAllNotes } from "@/lib/library/all-notes";
import { currentLibrary } from "@/lib/library/library";
import { NOTES_PAGE, type NotesAnswer } from "@/lib/library/notes-schemas";
import { call, serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, markdownOf } from "../support/reports";

describeDatabases("the list of notes in all reports", (context) => {
  const shelf = useContentFolder();
  let ann: Caller;
  let bob: Caller;

  beforeEach(async () => {
    const db = context.db();
    serve(db);
    await shelf.put("rivers", markdownOf("# Trade", "<!-- page 7 -->", "Rivers carry trade.", "Towns grow by rivers."));
    await shelf.put("towns", "---\ntitle: Towns\nauthors: [B. Author]\n---\n\nTowns and their trade.\n");
    [ann, bob] = [await makeCaller(db, "annotator", "Ann"), await makeCaller(db, "annotator", "Bob")];
  });

  const ask = async (who: Caller, query: Record<string, string> = {}) =>
    (await call<NotesAnswer>(GET, who, { query })).body;
  const quotes = async (who: Caller, query?: Record<string, string>) =>
    (await ask(who, query)).notes.map(({ highlight }) => highlight.quote);
  const mark = async (
    who: Caller,
    slug: string,
    quote: string,
    more: Partial<NewHighlight> = {},
    ...tags: string[]
  ): Promise<HighlightView> => {
    const { bySlug } = await currentLibrary();
    const edition = await editionText(context.db(), bySlug.get(slug)!.edition.id);
    const made = await createHighlight(context.db(), who.actor, slug, highlightOf(edition!, quote, more));
    return tags.length === 0 ? made : setTags(context.db(), who.actor, made.id, { version: 1, tags });
  };

  it("shows notes by report in reading order, with their positions and the available filters", async () => {
    await mark(bob, "towns", "Towns");
    await mark(ann, "rivers", "grow", { colour: 2, visibility: "private" });
    await mark(ann, "rivers", "carry", { note: "See Nye." }, "oil");
    const answer = await ask(ann);
    expect(answer.notes.map(({ highlight, page, section }) => [highlight.quote, page?.page, section])).toEqual([
      ["carry", 7, "Trade"],
      ["grow", 7, "Trade"],
      ["Towns", undefined, null],
    ]);
    expect(answer).toMatchObject({
      total: 3,
      all: 3,
      reports: [
        { slug: "rivers", title: "Rivers" },
        { slug: "towns", title: "Towns" },
      ],
      options: {
        people: [
          { name: "Ann", count: 2 },
          { name: "Bob", count: 1 },
        ],
        tags: [{ name: "oil", count: 1 }],
        colours: [1, 2],
        states: ["open", "bare"],
      },
    });
  });

  it("can be filtered, and searched by quote, note and reply", async () => {
    const db = context.db();
    const carry = await mark(ann, "rivers", "carry trade", { note: "See **Nye**." }, "oil", "To check");
    await mark(ann, "rivers", "grow", { colour: 2 }, "oil");
    await mark(bob, "towns", "trade", { visibility: "private" });
    await addReply(db, bob.actor, carry.id, { id: randomUUID(), body: "Quite so." });
    await resolveNote(db, bob.actor, carry.id, true);
    const id = ann.actor.id;
    const expected: [Record<string, string>, string[]][] = [
      [{ q: "trade" }, ["carry trade", "trade"]],
      [{ q: "nye" }, ["carry trade"]],
      [{ q: "quite" }, ["carry trade"]],
      [{ q: '"carry trade" -nye' }, []],
      [{ q: "tag:oil" }, ["carry trade", "grow"]],
      [{ q: "is:noted" }, ["carry trade"]],
      [{ q: "tag:oil -is:noted" }, ["grow"]],
      [{ q: "is:private" }, ["trade"]],
      [{ q: "by:ann section:trade" }, ["carry trade", "grow"]],
      [{ q: "report:towns" }, ["trade"]],
      [{ q: "page:7 in:notes" }, ["carry trade"]],
      [{ person: id }, ["carry trade", "grow"]],
      [{ colour: "2" }, ["grow"]],
      [{ tag: "to check" }, ["carry trade"]],
      [{ state: "resolved" }, ["carry trade"]],
      [{ state: "bare", person: id }, ["grow"]],
      [{ visibility: "private" }, ["trade"]],
      [{ report: "towns" }, ["trade"]],
      [{ q: "trade", person: id }, ["carry trade"]],
    ];
    for (const [query, found] of expected) expect([query, await quotes(bob, query)]).toEqual([query, found]);
    const { total, all } = await ask(bob, { q: "nye" });
    expect([total, all]).toEqual([1, 3]);
  });

  it("excludes others' private notes, including their tags and counts", async () => {
    const before = await ask(bob);
    const secret = await mark(ann, "rivers", "carry", { note: "quetzal", visibility: "private" }, "quetzal");
    expect(await ask(bob)).toEqual(before);
    for (const q of ["quetzal", "tag:quetzal", "is:private", "by:ann", "is:noted"]) {
      expect(await quotes(bob, { q })).toEqual([]);
    }
    expect(await quotes(ann, { q: "tag:quetzal" })).toEqual(["carry"]);
    await deleteHighlight(context.db(), ann.actor, secret.id, 2);
    expect(await quotes(ann)).toEqual([]);
  });

  it("includes notes without a position in the current edition", async () => {
    await mark(ann, "rivers", "grow by rivers", { note: "Lost." });
    await shelf.put("rivers", markdownOf("# Trade", "Rivers carry trade."));
    const { notes } = await ask(bob, { state: "unplaced" });
    expect(notes).toMatchObject([{ highlight: { quote: "grow by rivers", start: null }, page: null, section: null }]);
    expect(await quotes(bob, { q: "lost" })).toEqual(["grow by rivers"]);
  });

  it("is sent in smaller parts on request if notes are long, without leaving any out", async () => {
    const asked = { ...NO_FILTER, query: "", report: null };
    for (const note of ["a".repeat(400), "b", "c".repeat(900), "d"]) await mark(ann, "rivers", "carry", { note });
    const lengths: number[][] = [];
    for (let offset: number | null = 0; offset !== null; ) {
      const part: NotesAnswer = await listAllNotes(context.db(), ann.actor, asked, { offset, text: 450 });
      lengths.push(part.notes.map(({ highlight }) => highlight.note!.body.length));
      offset = part.next;
    }
    expect(lengths).toEqual([[400, 1], [900], [1]]);
    expect((await ask(ann)).next).toBeNull();
  });

  it("is parsed in steps, between which other work is done", async () => {
    for (let note = 0; note < 8; note++) await mark(ann, "rivers", "carry", { note: `${note}`.repeat(49_000) });
    let turn = 0;
    let timer = setImmediate(function count() {
      turn++;
      timer = setImmediate(count);
    });
    const turns: number[] = [];
    const { split } = String.prototype;
    // Parsing the Markdown of a note starts by splitting it into lines, so calls of `split` show when a note is parsed.
    vi.spyOn(String.prototype, "split").mockImplementation(function (
      this: string,
      ...separator: Parameters<typeof split>
    ) {
      if (this.length >= 49_000) turns.push(turn);
      return split.apply(this, separator);
    });
    expect((await ask(ann)).total).toBe(8);
    clearImmediate(timer);
    expect(new Set(turns).size).toBe(8);
  });

  it("is paginated", async () => {
    for (let index = 0; index <= NOTES_PAGE; index++) await mark(ann, "rivers", "carry", { note: `${index}` });
    const [first, rest] = [await ask(ann), await ask(ann, { offset: String(NOTES_PAGE) })];
    expect([first.notes.length, rest.notes.length, first.total]).toEqual([NOTES_PAGE, 1, NOTES_PAGE + 1]);
    const ids = [...first.notes, ...rest.notes].map(({ highlight }) => highlight.id);
    expect(new Set(ids).size).toBe(NOTES_PAGE + 1);
  });

  it.each<Record<string, string>>([
    { colour: "5" },
    { state: "lost" },
    { person: "me" },
    { offset: "-1" },
    { q: "x".repeat(1_001) },
  ])("rejects %j", async (query) => {
    expect((await call(GET, bob, { query })).status).toBe(400);
  });
});
