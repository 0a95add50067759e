import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { beforeEach, expect, it } from "vitest";
import { POST as PREVIEW } from "@/app/api/imports/preview/route";
import { POST as IMPORT } from "@/app/api/imports/route";
import { GET as EXPORT } from "@/app/api/notes/export/route";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import { createHighlight, listHighlights } from "@/lib/annotations/highlights/service";
import { saveNote } from "@/lib/annotations/notes/note-service";
import { addReply } from "@/lib/annotations/replies/reply-service";
import { readPage } from "@/lib/api/annotations";
import type { Database } from "@/lib/db/database";
import { currentEdition, editionText } from "@/lib/editions/editions";
import type { ImportFile, ImportOutcome } from "@/lib/exchange/schemas";
import { pagesOfEdition } from "@/lib/library/edition-pages";
import { addUpload } from "@/lib/library/uploads";
import { storeSource } from "@/lib/sources/store";
import { type PageRect, UNIT } from "@/lib/word-boxes/model";
import { editPdf } from "../../support/edit-pdf";
import { readWithPdfJs } from "../../support/pdf-annotations";
import { textsByPdfium } from "../../support/pdf-texts";
import { HEIGHT, lines, type Piece, pdfOf } from "../../unit/report-import/pdf/pdf-writer";
import { call, serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, storeReport } from "../support/reports";

const TITLE: Piece = { text: "Trade on the River", x: 60, y: 60, size: 22, font: "bold" };
const TEXT = [
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship and every debt was written down.",
];

/** Adds a report from a PDF, with notes by both people. */
async function addReport(db: Database, ann: Caller, bob: Caller): Promise<void> {
  const file = Buffer.from(pdfOf([[TITLE, ...lines(TEXT)]])).toString("base64");
  await addUpload(db, ann.actor, { name: "river.pdf", file, given: {}, slug: "river", after: null });
  const edition = (await editionText(db, (await currentEdition(db, "river"))!.id))!;
  const mark = (who: Caller, quote: string, note: string, visibility: "team" | "private") =>
    createHighlight(db, who.actor, "river", highlightOf(edition, quote, { note, visibility, colour: 3 }));
  const first = await mark(ann, "kept books", "Which books?", "team");
  await addReply(db, bob.actor, first.id, { id: randomUUID(), body: "All of them." });
  await mark(bob, "harbour", "Only mine", "private");
  await mark(bob, "the coast", "For all", "team");
}

/** Marks an area of the page. */
async function addArea(db: Database, who: Caller): Promise<void> {
  const edition = (await editionText(db, (await currentEdition(db, "river"))!.id))!;
  await pagesOfEdition(db, who.actor, edition.id, 30_000);
  const area = { page: 0, x0: 1000, y0: 20_000, x1: 9000, y1: 30_000 };
  const made = highlightOf(edition, "harbour", { note: "Empty", visibility: "team", colour: 2 });
  const marked = { ...made, ...selectorOf(edition.text, made.start, made.start), area, description: "A corner" };
  await createHighlight(db, who.actor, "river", marked);
}

const exportOf = async (who: Caller, query: Record<string, string> = {}) => {
  const asked = new URLSearchParams({ format: "pdf", report: "river", ...query });
  const request = new Request(`http://127.0.0.1:3000/api/notes/export?${asked}`, { headers: { cookie: who.cookie } });
  const response = await EXPORT(request, { params: Promise.resolve({}) });
  expect(response.status).toBe(200);
  return response;
};
const exportedBytes = async (who: Caller) => new Uint8Array(await (await exportOf(who)).arrayBuffer());

describeDatabases("the annotated PDF of a report", ({ db }) => {
  useContentFolder();
  let ann: Caller;
  let bob: Caller;
  beforeEach(async () => {
    serve(db());
    ann = await makeCaller(db(), "editor", "Ann");
    bob = await makeCaller(db(), "annotator", "Bob");
  });

  const exported = async (who: Caller, query: Record<string, string> = {}) => {
    const response = await exportOf(who, query);
    const { pages } = await readWithPdfJs(new Uint8Array(await response.clone().arrayBuffer()));
    return { response, contents: pages.flat().map(({ author, contents }) => [author, contents.split("\n")[0]]) };
  };

  // The first test also starts the workers.
  it("has the notes that the user can see, or those that match the filters", { timeout: 90_000 }, async () => {
    await addReport(db(), ann, bob);
    const { response, contents } = await exported(ann);
    expect(contents).toEqual([
      ["Bob", "For all"],
      ["Ann", "Which books?"],
      ["Bob", "All of them."],
    ]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="river-notes.pdf"',
      "concord-unplaced": "0",
    });
    expect((await exported(bob)).contents).toContainEqual(["Bob", "Only mine"]);
    expect((await exported(bob, { q: "books" })).contents.map(([, first]) => first)).toEqual([
      "Which books?",
      "All of them.",
    ]);
  });

  it("has the same notes on pages at the end if it is for printing", async () => {
    await addReport(db(), ann, bob);
    const response = await exportOf(ann, { format: "pdf-print" });
    const texts = await textsByPdfium(new Uint8Array(await response.arrayBuffer()));
    const own = await textsByPdfium(await exportedBytes(ann));
    expect(texts).toHaveLength(own.length + 1);
    expect(texts.at(-1)).toContain("Which books?");
    expect(texts.at(-1)).toContain("All of them.");
    expect(texts.at(-1)).not.toContain("Only mine");
  });

  it("is deleted from the server when it has been sent", async () => {
    await addReport(db(), ann, bob);
    const there = () => readdirSync(tmpdir()).filter((name) => name.startsWith("concord-annotated-"));
    const before = there();
    const { response } = await exported(ann);
    await response.body?.cancel();
    await expect.poll(() => there().filter((name) => !before.includes(name))).toEqual([]);
  });

  it("is refused for all reports together and for reports without pages", async () => {
    const code = async (query: Record<string, string>) => {
      const answer = await call<{ error: { code: string } }>(EXPORT, ann, { query: { format: "pdf", ...query } });
      return [answer.status, answer.body.error.code];
    };
    await storeReport(db(), "# Rivers", "Barges carry grain.");
    expect(await code({})).toEqual([400, "pdf-export"]);
    expect(await code({ report: "rivers" })).toEqual([409, "pdf-export"]);
  });
});

describeDatabases("the pages of a report's notes", ({ db }) => {
  useContentFolder();

  it("are in Web Annotations, beside the words or with the area", async () => {
    serve(db());
    const ann = await makeCaller(db(), "editor", "Ann");
    await addReport(db(), ann, await makeCaller(db(), "annotator", "Bob"));
    await addArea(db(), ann);
    const { first } = await (await exportOf(ann, { format: "jsonld" })).json();
    const onPagesIn = (items: { target: { selector?: { value?: string; refinedBy?: object }[] } }[]) =>
      items.flatMap(({ target }) => target.selector?.filter(({ value }) => value?.startsWith("page=")) ?? []);
    const onPages = onPagesIn(first.items);
    const page = { type: "FragmentSelector", conformsTo: "http://tools.ietf.org/rfc/rfc8118", value: "page=1" };
    const conformsTo = "http://www.w3.org/TR/media-frags/";
    const area = { type: "FragmentSelector", conformsTo, value: "xywh=percent:3.052,61.037,24.415,30.519" };
    expect(onPages).toHaveLength(3);
    expect(onPages).toContainEqual(page);
    expect(onPages).toContainEqual({ ...page, refinedBy: area });
    // The container of the Web Annotation Protocol has the same selectors, in another order.
    const container = (await readPage(db(), ann.actor, 0)).json as { items: Parameters<typeof onPagesIn>[0] };
    const inOrder = (selectors: object[]) => selectors.map((each) => JSON.stringify(each)).sort();
    expect(inOrder(onPagesIn(container.items))).toEqual(inOrder(onPages));
    const described = { type: "TextualBody", value: "A corner", format: "text/plain", purpose: "describing" };
    const bodies = (first.items as { body?: object[] }[]).flatMap(({ body }) => body ?? []);
    expect(bodies).toContainEqual(described);
  });
});

describeDatabases("an annotated PDF that comes back", ({ db }) => {
  useContentFolder();
  let ann: Caller;
  let bob: Caller;
  beforeEach(async () => {
    serve(db());
    ann = await makeCaller(db(), "editor", "Ann");
    bob = await makeCaller(db(), "annotator", "Bob");
    await addReport(db(), ann, bob);
  });

  const send = async (handler: typeof IMPORT, who: Caller, bytes: Uint8Array, more: Partial<ImportFile> = {}) => {
    const { id } = await storeSource(db(), who.actor, { name: "river-notes.pdf", body: [bytes] });
    const body = { source: id, report: null, visibility: "private", ...more } satisfies ImportFile;
    const answer = await call<ImportOutcome>(handler, who, { body });
    expect(answer).toMatchObject({ status: 200, body: { format: "pdf" } });
    return answer.body;
  };
  const countsOf = ({ counts }: ImportOutcome) =>
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  const seenBy = async (who: Caller) => (await listHighlights(db(), who.actor, "river")).highlights;
  const notesOf = async (who: Caller) =>
    (await seenBy(who)).map(({ note, quote }) => [quote, note?.body, ...(note?.replies.map(({ body }) => body) ?? [])]);

  it("changes nothing if it was not changed", async () => {
    const bytes = await exportedBytes(ann);
    const before = await seenBy(ann);
    expect(countsOf(await send(PREVIEW, ann, bytes))).toEqual({ duplicate: 3 });
    expect(countsOf(await send(IMPORT, ann, bytes))).toEqual({ duplicate: 3 });
    expect(await seenBy(ann)).toEqual(before);
    expect(await db().source.count({ where: { editions: { none: {} } } })).toBe(1);
  });

  it("is merged: what is new is added, what was changed is changed, and what was deleted only if the user says so", async () => {
    const bytes = await editPdf(await exportedBytes(ann), 0, (page) => {
      page.write("Which books?", "Which books, and why?\r\rhttps://elsewhere.example/");
      page.reply("Which books", "The red ones.", "Zoë");
      page.remove("For all");
      page.mark([55, HEIGHT - 90, 108, HEIGHT - 103], "Who said so?", "Zoë");
    });
    const expected = { new: 2, changed: 1, deleted: 1, duplicate: 1 };
    // Only moderators and authors can delete notes, and only authors can change them.
    expect(countsOf(await send(PREVIEW, bob, bytes))).toEqual({ new: 2, deleted: 1, forbidden: 1, duplicate: 1 });
    const preview = await send(PREVIEW, ann, bytes);
    expect(countsOf(preview)).toEqual(expected);
    expect(preview.entries.find(({ outcome }) => outcome === "deleted")).toMatchObject({ quote: "the coast", line: 0 });
    const before = await notesOf(ann);
    expect(before).toHaveLength(2);
    expect(countsOf(await send(IMPORT, ann, bytes))).toEqual(expected);
    expect(await notesOf(ann)).toEqual([
      ["The harbour", "Who said so?"],
      ["the coast", "For all"],
      ["kept books", "Which books, and why?\n\nhttps://elsewhere.example/", "The red ones.", "All of them."],
    ]);
    const [zoe] = await seenBy(ann);
    expect(zoe!.origin).toMatchObject({ creator: { name: "Zoë" } });
    // The second time, only the deletion is left.
    const { deleted, ...rest } = countsOf(await send(IMPORT, ann, bytes, { deletions: true }));
    expect([deleted, rest]).toEqual([1, { duplicate: 4 }]);
    expect((await notesOf(ann)).map(([words]) => words)).toEqual(["The harbour", "kept books"]);
  });

  it("changes and deletes areas too", async () => {
    await addArea(db(), ann);
    const bytes = await exportedBytes(ann);
    expect(countsOf(await send(PREVIEW, ann, bytes))).toEqual({ duplicate: 4 });
    const changed = await editPdf(bytes, 0, (page) => page.write("Area", "Area: “A corner”\n\nNot empty"));
    expect(countsOf(await send(IMPORT, ann, changed))).toEqual({ changed: 1, duplicate: 3 });
    expect((await seenBy(ann)).find(({ area }) => area)?.note?.body).toBe("Not empty");
    await db().highlight.deleteMany();
    serve(db());
    expect(countsOf(await send(IMPORT, ann, changed))).toEqual({ new: 4 });
    const [corner] = (await seenBy(ann)).filter(({ area }) => area);
    expect(corner).toMatchObject({ description: "A corner", quote: "", note: { body: "Not empty" }, colour: 2 });
    const { page, x0, y0, x1, y1 } = corner!.area as PageRect;
    for (const [edge, expected] of [x0, y0, x1, y1].map(
      (edge, n) => [edge, [1000, 20_000, 9000, 30_000][n]!] as const,
    )) {
      expect(Math.abs(edge - expected)).toBeLessThanOrEqual(2);
    }
    expect(page).toBe(0);
  });

  it("brings in areas that were marked in another program, if the page is the same", async () => {
    const [left, top, right, bottom] = [55, HEIGHT - 50, 300, HEIGHT - 110] as const;
    const marked = async (texts: readonly string[]) =>
      editPdf(new Uint8Array(pdfOf([[TITLE, ...lines(texts)]])), 0, (page) =>
        page.frame([left, top, right, bottom], "Look here", "Zoë"),
      );
    const asked = { report: "river" };
    const other = await marked([
      "Barges of grain went up to the mills, and",
      "nobody counted what came down from there.",
    ]);
    expect(countsOf(await send(PREVIEW, bob, other, asked))).toEqual({ unsupported: 1 });
    expect(countsOf(await send(IMPORT, bob, await marked(TEXT), asked))).toEqual({ new: 1 });
    const [framed] = (await seenBy(bob)).filter(({ area }) => area);
    expect(framed).toMatchObject({ area: { page: 0 }, note: { body: "Look here" }, state: "anchored" });
    expect(framed!.description).toMatch(/^The harbour grew/u);
    expect(framed!.origin).toMatchObject({ creator: { name: "Zoë" } });
  });

  it("brings areas inside figures back on their pictures", async () => {
    const bars = [0, 1, 2, 3].map((n): Piece => ({ box: [100 + n * 40, 240, 28, 100], grey: 0.5 }));
    const file = Buffer.from(pdfOf([[TITLE, ...lines(TEXT), ...bars]])).toString("base64");
    const after = (await currentEdition(db(), "river"))!.hash;
    await addUpload(db(), ann.actor, { name: "river.pdf", file, given: {}, slug: "river", after });
    const edition = (await editionText(db(), (await currentEdition(db(), "river"))!.id))!;
    const { figures } = await pagesOfEdition(db(), ann.actor, edition.id, 30_000);
    expect(figures).toHaveLength(1);
    const edges = { x0: 1000, y0: 2000, x1: 9000, y1: 12_000 };
    const made = highlightOf(edition, "harbour", { note: "Which year?", visibility: "team", colour: 2 });
    const area = { picture: figures[0]!.picture, ...edges };
    const marked = { ...made, ...selectorOf(edition.text, made.start, made.start), area, description: "The first bar" };
    await createHighlight(db(), ann.actor, "river", marked);
    const response = await exportOf(ann);
    expect(response.headers.get("concord-unplaced")).toBe("0");
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(countsOf(await send(PREVIEW, ann, bytes))).toEqual({ duplicate: 4 });
    await db().highlight.deleteMany();
    serve(db());
    expect(countsOf(await send(IMPORT, ann, bytes))).toEqual({ new: 4 });
    const [bar] = (await seenBy(ann)).filter(({ area }) => area);
    expect(bar).toMatchObject({
      description: "The first bar",
      note: { body: "Which year?" },
      area: { picture: area.picture },
    });
    for (const edge of ["x0", "y0", "x1", "y1"] as const)
      expect(Math.abs(bar!.area![edge] - edges[edge])).toBeLessThan(UNIT / 200);
  });

  it("keeps what was also changed here", async () => {
    const bytes = await editPdf(await exportedBytes(ann), 0, (page) => {
      page.write("Which books?", "Changed in the file");
      page.remove("For all");
    });
    for (const { id, note } of await seenBy(ann)) {
      const who = note!.body === "For all" ? bob : ann;
      await saveNote(db(), who.actor, id, { version: note!.version, body: `${note!.body} Changed here` });
    }
    const before = await seenBy(ann);
    expect(countsOf(await send(IMPORT, ann, bytes, { deletions: true }))).toEqual({ conflict: 2, duplicate: 1 });
    expect(await seenBy(ann)).toEqual(before);
  });

  it("is imported as new where its notes aren't known", async () => {
    const bytes = await exportedBytes(bob);
    const before = await seenBy(bob);
    await db().highlight.deleteMany();
    serve(db());
    expect(countsOf(await send(IMPORT, ann, bytes))).toEqual({ new: 4 });
    const after = await seenBy(ann);
    const shape = (views: typeof before) =>
      views.map(({ start, end, colour, state, quote, note }) => ({
        ...{ start, end, colour, state, quote, body: note?.body },
        replies: note?.replies.map(({ body }) => body),
      }));
    expect(shape(after)).toEqual(shape(before));
    expect(after.map(({ origin }) => origin?.creator?.name)).toEqual(["Bob", "Bob", "Ann"]);
  });

  it("can be uploaded by everyone who can import notes, and only their own file is read", async () => {
    const { id } = await storeSource(db(), ann.actor, { name: "a.pdf", body: [await exportedBytes(ann)] });
    const body = { source: id, report: null, visibility: "private" } satisfies ImportFile;
    expect(await call(PREVIEW, bob, { body })).toMatchObject({ status: 404 });
    expect(await call(PREVIEW, bob, { body: { ...body, text: "[]" } })).toMatchObject({ status: 400 });
  });

  it("is refused with a sentence if it is damaged or not a PDF", async () => {
    for (const [content, code] of [
      ["%PDF-1.4 nothing", "pdf-damaged"],
      ["GIF89a", "import-kind"],
    ] as const) {
      const { id } = await storeSource(db(), ann.actor, { name: "a.pdf", body: [Buffer.from(content)] });
      const answer = await call(PREVIEW, ann, { body: { source: id, report: null, visibility: "private" } });
      expect(answer.body).toMatchObject({ error: { code } });
    }
  });
});
