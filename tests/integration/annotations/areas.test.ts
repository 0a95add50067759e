import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { GET as DELETED } from "@/app/api/deleted/route";
import { PUT as ATTACH, DELETE as DETACH } from "@/app/api/highlights/[id]/placement/route";
import { DELETE, PATCH } from "@/app/api/highlights/[id]/route";
import { GET as LIST, POST } from "@/app/api/reports/[slug]/highlights/route";
import type { Area } from "@/lib/annotations/areas/area";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import type { DeletedList, HighlightList, HighlightView } from "@/lib/annotations/schemas";
import { storePages } from "@/lib/editions/pages";
import { eventsSince } from "@/lib/events/log";
import { addEdition } from "@/lib/library/add-edition";
import { parseReport } from "@/lib/report/parse";
import { UNIT } from "@/lib/word-boxes/model";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, markdownOf, SLUG } from "../support/reports";

type Answer = HighlightView & { error: { code: string } };

const [MAP, CHART, OTHER] = ["a", "b", "c"].map((digit) => digit.repeat(32)) as [string, string, string];
const picture = (id: string) => `![](picture:${id}/40x30)`;
const EDGES = { x0: 0, y0: 100, x1: UNIT, y1: 20_000 };
const ON_MAP: Area = { picture: MAP, ...EDGES };
const ON_PAGE: Area = { page: 1, ...EDGES };

describeDatabases("areas", (context) => {
  let edition: Awaited<ReturnType<typeof store>>;
  let ann: Caller;
  let bob: Caller;

  /** Stores an edition from a file with two pages and these pictures. */
  const store = async (pictures: readonly string[], ...paragraphs: string[]) => {
    const db = context.db();
    const sourceId = randomUUID();
    await db.source.create({ data: { id: sourceId, name: "rivers.pdf", size: 1, createdAt: new Date() } });
    const row = { sourceId, mediaType: "image/png", width: 4, height: 3, bytes: new Uint8Array(1) };
    await db.picture.createMany({ data: pictures.map((id) => ({ ...row, id })) });
    const markdown = markdownOf(...paragraphs);
    const report = parseReport(markdown, SLUG);
    const { id } = await addEdition(db, report, markdown, { sourceId });
    const page = { width: 420, height: 595, spans: [], number: null, words: new Uint8Array(1) };
    await storePages(db, id, [page, page]);
    return { id, text: report.text };
  };

  beforeEach(async () => {
    const db = context.db();
    serve(db);
    edition = await store([MAP, CHART], "Rivers carry trade.", picture(MAP), "Trade goes on.", picture(CHART), "Done.");
    [ann, bob] = [await makeCaller(db, "annotator", "Ann"), await makeCaller(db, "annotator", "Bob")];
  });

  /** The request for an area that belongs before these words of the text. */
  const areaAt = (area: Area, words: string, more: object = {}) => {
    const start = edition.text.indexOf(words);
    const selector = selectorOf(edition.text, start, start);
    const base = { id: randomUUID(), edition: edition.id, ...selector, area, description: "The  upper\nriver " };
    return { ...base, colour: 2, visibility: "team", note: "Look here.", ...more };
  };
  const create = (who: Caller, body: object) => call<Answer>(POST, who, { params: { slug: SLUG }, body });
  const list = async (who: Caller) =>
    (await call<HighlightList>(LIST, who, { params: { slug: SLUG } })).body.highlights;
  const make = async (area: Area, words: string) => (await create(ann, areaAt(area, words))).body;
  const attach = (id: string, body: object) => call<Answer>(ATTACH, ann, { params: { id }, body });

  it("are highlights without words, in the order of the text", async () => {
    await create(ann, highlightOf(edition, "Done"));
    const { status, body } = await create(ann, areaAt(ON_MAP, "Trade goes"));
    expect(status).toBe(200);
    await create(bob, areaAt(ON_PAGE, "Done"));
    await create(ann, highlightOf(edition, "Rivers"));
    expect((await list(bob)).map(({ quote, area, description }) => [quote, area, description])).toEqual([
      ["Rivers", null, ""],
      ["", ON_MAP, "The upper river"],
      ["Done", null, ""],
      ["", ON_PAGE, "The upper river"],
    ]);
    const start = edition.text.indexOf("Trade goes");
    expect(body).toMatchObject({ start, end: start, state: "anchored", colour: 2, note: { body: "Look here." } });
  });

  it("must be on a page or picture of the edition, have a description and cover no text", async () => {
    const tried = async (area: Area, more: object = {}) =>
      (await create(ann, areaAt(area, "Trade goes", more))).body.error.code;
    expect(await tried({ page: 2, ...EDGES })).toBe("area-nowhere");
    expect(await tried({ picture: OTHER, ...EDGES })).toBe("area-nowhere");
    expect(await tried({ ...ON_PAGE, x1: 0 })).toBe("bad-request");
    expect(await tried({ ...ON_PAGE, y1: UNIT + 1 })).toBe("bad-request");
    expect(await tried(ON_MAP, { description: " \n" })).toBe("description-missing");
    expect(await tried(ON_MAP, { description: "a".repeat(1001) })).toBe("description-too-long");
    expect(await tried(ON_MAP, { prefix: "" })).toBe("prefix-mismatch");
    const { start, end, quote, prefix, suffix } = highlightOf(edition, "Trade");
    expect(await tried(ON_MAP, { start, end, quote, prefix, suffix })).toBe("area-with-text");
    const length = edition.text.length + 1;
    expect(await tried(ON_MAP, { start: length, end: length, suffix: "" })).toBe("passage-range");
    expect(await list(ann)).toEqual([]);
  });

  it("have a description that their author can change", async () => {
    const { id } = await make(ON_MAP, "Trade goes");
    const patch = (who: Caller, version: number, description: string, target = id) =>
      call<Answer>(PATCH, who, { params: { id: target }, body: { version, description } });
    expect((await patch(bob, 1, "Mine")).body.error.code).toBe("forbidden");
    expect((await patch(ann, 1, "The lower river")).body).toMatchObject({ version: 2, description: "The lower river" });
    expect((await patch(ann, 1, "The lower river")).body).toMatchObject({ version: 2 });
    expect((await patch(ann, 1, "Another river")).status).toBe(409);
    expect((await patch(ann, 2, "")).body.error.code).toBe("description-missing");
    const inText = (await create(ann, highlightOf(edition, "Done"))).body;
    expect((await patch(ann, 1, "Words", inText.id)).body.error.code).toBe("not-an-area");
    const kinds = (await eventsSince(context.db(), 0)).map(({ kind, version }) => `${kind} ${version}`);
    expect(kinds).toContain("highlight.changed 2");
  });

  it("are listed by their description after they have been deleted", async () => {
    const { id } = await make(ON_PAGE, "Done");
    await call(DELETE, ann, { params: { id }, query: { version: "1" } });
    const { items } = (await call<DeletedList>(DELETED, ann, {})).body;
    expect(items).toMatchObject([{ highlight: id, quote: "The upper river", text: "Look here." }]);
  });

  it("move with their picture to the next edition; those on pages are unplaced there", async () => {
    await make(ON_MAP, "Trade goes");
    await make(ON_PAGE, "Trade goes");
    await make({ picture: CHART, ...EDGES }, "Done");
    const next = await store([MAP, OTHER], "Rivers carry trade.", picture(OTHER), "Much later.", picture(MAP), "Done.");
    const start = next.text.indexOf("Done");
    const [moved, ...unplaced] = await list(bob);
    expect(moved).toMatchObject({
      edition: next.id,
      area: ON_MAP,
      start,
      end: start,
      state: "anchored",
      carried: true,
    });
    // These are shown in the edition in which they were made.
    expect(unplaced.map(({ area, start, state }) => ({ area, start, state }))).toEqual(
      expect.arrayContaining([
        { area: ON_PAGE, start: null, state: "orphan" },
        { area: { picture: CHART, ...EDGES }, start: null, state: "orphan" },
      ]),
    );
  });

  it("are unplaced while it isn't clear which of several equal pictures is meant, and return", async () => {
    const { id } = await make(ON_MAP, "Trade goes");
    await store([MAP], "Rivers carry trade.", picture(MAP), "Once more.", picture(MAP), "Done.");
    expect(await list(ann)).toMatchObject([{ id, start: null, area: ON_MAP, state: "ambiguous" }]);
    const last = await store([MAP], "All new.", picture(MAP), "The end.");
    expect(await list(ann)).toMatchObject([
      { id, start: last.text.indexOf("The end"), area: ON_MAP, state: "anchored" },
    ]);
  });

  it("move even if the next edition was added before they were saved", async () => {
    const request = areaAt(ON_MAP, "Trade goes");
    const next = await store([MAP], "Something else.", picture(MAP), "Done.");
    expect((await create(ann, request)).body).toMatchObject({ edition: next.id, start: next.text.indexOf("Done") });
  });

  it("can be reattached to another area, but not to words", async () => {
    const { id } = await make(ON_PAGE, "Done");
    const next = await store([MAP], "Rivers carry trade.", picture(MAP), "Done.");
    const start = next.text.indexOf("Done");
    const to = { edition: next.id, start, end: start, quote: "" };
    expect((await attach(id, { ...to, end: start + 4, quote: "Done" })).body.error.code).toBe("attach-area");
    expect((await attach(id, { ...to, area: { ...ON_PAGE, page: 7 } })).body.error.code).toBe("area-nowhere");
    const { body } = await attach(id, { ...to, area: ON_MAP });
    expect(body).toMatchObject({ start, end: start, area: ON_MAP, state: "moved", attached: true });
    const detached = await call<Answer>(DETACH, ann, { params: { id }, query: { edition: next.id } });
    expect(detached.body).toMatchObject({ start: null, area: ON_PAGE, state: "orphan", attached: false });
  });
});
