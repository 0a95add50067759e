import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { GET as PAGES } from "@/app/api/editions/[id]/pages/route";
import { DELETE, GET, POST } from "@/app/api/editions/[id]/pdf/route";
import { POST as PREVIEW } from "@/app/api/editions/preview/route";
import { POST as EDITIONS } from "@/app/api/editions/route";
import { GET as REPORT } from "@/app/api/v1/reports/[slug]/route";
import { createHighlight } from "@/lib/annotations/highlights/service";
import { listInbox } from "@/lib/annotations/inbox/inbox";
import { listActivity } from "@/lib/annotations/live/activity";
import { NO_FILTER } from "@/lib/annotations/notes/note-filter";
import { readNote } from "@/lib/api/notes";
import type { report as apiReport } from "@/lib/api/schemas";
import { currentEdition, editionReport } from "@/lib/editions/editions";
import { eventsSince, lastEventNumber } from "@/lib/events/log";
import { exportNotes } from "@/lib/exchange/export-service";
import { addEdition, addFromFile, readAgain } from "@/lib/library/add-edition";
import type { EditionPdf } from "@/lib/library/added-pdf-schemas";
import { cropOf } from "@/lib/library/crops";
import type { EditionPages } from "@/lib/library/edition-page-schemas";
import type { EditionPreview } from "@/lib/library/edition-schemas";
import { discardImportJob, listImportJobs } from "@/lib/library/import-jobs/jobs";
import { addedPdfFor } from "@/lib/library/kept-pdf";
import { deleteReport, eraseReport } from "@/lib/library/lifecycle";
import { readableLibrary } from "@/lib/library/readable-library";
import { searchLibrary } from "@/lib/library/search";
import { storageByReport } from "@/lib/operations/storage";
import { parseReport } from "@/lib/report/parse";
import { createShare } from "@/lib/sharing/service";
import { type SharedPassage, whatIsShared } from "@/lib/sharing/shared";
import { discardSource, forgetSources, readableSource, storeSource } from "@/lib/sources/store";
import { DAY } from "@/lib/time";
import { lines, pdfOf } from "../../unit/report-import/pdf/pdf-writer";
import { useRunners } from "../import-jobs/support";
import { call, serve } from "../support/calls";
import { describeBothDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, markdownOf, SLUG as report, storeReport } from "../support/reports";

type ApiReport = z.infer<typeof apiReport>;

const FIREFOX = { "user-agent": "Firefox", "x-forwarded-for": "203.0.113.7, 198.51.100.2" };
const FIRST = "The survey of the basin was made by nine people in two wet summers, when the river was high.";
const SECOND = "A toll of three coppers is asked at every lock between Kesh and Dunmere, whatever a barge carries.";
const ADDED = "A sentence that only the text has.";
const TEXT = `${FIRST}\n\n${SECOND}\n\n${ADDED}`;
const folio = (text: string) => ({ text, x: 205, y: 570, size: 8 });
const PDF = pdfOf([
  [...lines([FIRST.slice(0, 65), FIRST.slice(65).trim()]), folio("11")],
  [...lines([SECOND.slice(0, 69), SECOND.slice(69).trim()]), folio("12")],
]);
const OTHER = pdfOf([
  lines([
    "Grain prices rose in spring, and nobody in the port could say why the ships had",
    "stayed away for so long.",
  ]),
]);

describeBothDatabases("a PDF that is added to an edition", ({ db, provider, url }) => {
  let ann: Caller;
  let bob: Caller;
  let edition: string;
  beforeEach(async () => {
    serve(db());
    vi.stubEnv("DATABASE_URL", url());
    vi.stubEnv("TRUST_PROXY", "1");
    vi.stubEnv("SEARCH_ENGINE", provider === "postgresql" ? "postgresql" : "memory");
    ann = await makeCaller(db(), "editor", "Ann");
    bob = await makeCaller(db(), "reader", "Bob");
    ({ id: edition } = await storeReport(db(), TEXT));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const start = useRunners();

  const upload = async (bytes = PDF, { actor } = ann, name = "basin.pdf") =>
    (await storeSource(db(), actor, { name, body: [bytes] })).id;
  const send = (source: string, caller = ann, id = edition) =>
    call(POST, caller, { params: { id }, body: { source }, headers: FIREFOX });
  const now = async (caller = ann) => (await call<EditionPdf>(GET, caller, { params: { id: edition } })).body;
  const pagesOf = async (id = edition) => (await call<EditionPages>(PAGES, bob, { params: { id } })).body;
  const add = async (bytes = PDF) => {
    const source = await upload(bytes);
    expect((await send(source)).status).toBe(200);
    start(db());
    await expect
      .poll(async () => (await now()).job?.state ?? "gone", { timeout: 20_000 })
      .not.toMatch(/waiting|running/u);
    return source;
  };
  const textOf = async (id = edition) => (await db().edition.findUniqueOrThrow({ where: { id } })).text;

  it("gives it pages with the boxes of its words and printed numbers, and leaves its text as it is", async () => {
    const before = await textOf();
    const source = await add();
    const words = before.split(/\s+/u).length;
    const { pdf, job } = await now();
    expect(job).toBeNull();
    expect(pdf).toEqual({ id: source, name: "basin.pdf", size: PDF.length, words, shown: words - 7 });
    const { state, source: own, pages } = await pagesOf();
    expect({ state, own }).toEqual({ state: "ready", own: source });
    expect(pages.map(({ number }) => number)).toEqual([11, 12]);
    expect(pages.map(({ spans }) => spans.map((span) => before.slice(span.start, span.end)))).toEqual([
      [FIRST],
      [SECOND],
    ]);
    expect(await textOf()).toBe(before);
    // Readers can load the file and pictures of its pages.
    expect(await readableSource(db(), bob.actor, source)).toMatchObject({ name: "basin.pdf" });
    const crop = await cropOf(db(), edition, { page: 1, x0: 0, y0: 0, x1: 20_000, y1: 20_000 }, "bob");
    expect(crop.mediaType).toBe("image/png");
    expect((await storageByReport(db())).reports).toMatchObject([{ slug: report, files: PDF.length }]);
  });

  it("gives its page numbers to search, notes, exports, links and the REST API, until it is removed", async () => {
    const edited = { id: edition, text: await textOf() };
    const { id, start, end, quote } = highlightOf(edited, "three coppers");
    await createHighlight(db(), ann.actor, report, highlightOf(edited, "three coppers", { id, note: "Why three?" }));
    const { path } = await createShare(db(), ann.actor, { edition, start, end, quote, highlightId: null });
    const search = async (q: string) => (await searchLibrary(db(), bob.actor, q)).hits.map(({ page }) => page);
    const exported = async (format: "markdown" | "csv") => {
      const place = { origin: "https://example.org", address: "https://example.org/export" };
      const { body } = await exportNotes(db(), ann.actor, { ...NO_FILTER, query: "", report }, format, place);
      return new Response(body).text();
    };
    const numbers = async () => {
      const shared = await whatIsShared(db(), path.slice("/p/".length));
      return {
        search: [await search("toll barge"), await search("toll page:12"), await search("toll page:11")],
        blocks: (await call<ApiReport>(REPORT, bob, { params: { slug: report } })).body.blocks.map(
          ({ page }) => page?.number,
        ),
        exports: [(await exported("markdown")).includes("p. 12"), /"12","three coppers"/u.test(await exported("csv"))],
        length: (await readableLibrary(bob.actor)).bySlug.get(report)?.length.pages,
        tag: (await readNote(db(), ann.actor, id)).tag,
        shared: (shared as { passages: SharedPassage[] }).passages[0]!.pages.map(({ page }) => page),
      };
    };
    const { tag } = await numbers();
    const none = {
      ...{ tag, length: null },
      search: [[null], [], []],
      blocks: [undefined, undefined, undefined],
      exports: [false, false],
      shared: [],
    };
    expect(await numbers()).toEqual(none);
    await add();
    expect(await numbers()).toEqual({
      ...{ search: [[12], [12], []], blocks: [11, 12, undefined], exports: [true, true], shared: [12] },
      ...{ length: 2, tag: expect.not.stringContaining(tag) },
    });
    await call(DELETE, ann, { params: { id: edition } });
    expect(await numbers()).toEqual(none);
  });

  it("is recorded and announced, but isn't an import to review", async () => {
    const position = await lastEventNumber(db());
    await add();
    const [event] = (await eventsSince(db(), position)).filter(({ kind }) => kind === "report.pdf-added");
    expect(event).toMatchObject({ report, subjectId: report, actorId: ann.actor.id });
    const entry = await db().auditEntry.findFirst({ where: { action: "report.pdf-added" } });
    expect(entry).toMatchObject({ personId: ann.actor.id, detail: { name: "basin.pdf" } });
    expect(entry).toMatchObject({ address: "198.51.100.2", device: "Firefox" });
    expect(await listImportJobs(db(), ann.actor)).toEqual({ jobs: [] });
    expect((await listInbox(db(), ann.actor, undefined)).items).toEqual([]);
    expect((await listActivity(db(), ann.actor, report, null)).entries.map(({ did }) => did)).toEqual(["report.added"]);
  });

  it("is refused if it shows a different text, and its uploader is notified", async () => {
    await add(OTHER);
    const { pdf, job } = await now();
    expect(pdf).toBeNull();
    expect(job?.problem).toMatchObject({ code: "pdf-different" });
    expect(job?.problem?.message).toContain("Only 0%");
    expect(await db().editionPage.count()).toBe(0);
    expect((await listInbox(db(), ann.actor, undefined)).items).toMatchObject([
      { kind: "imported", name: "basin.pdf", addedTo: report, hasFailed: true },
    ]);
    // The next attempt replaces this one.
    await add();
    expect(await now()).toMatchObject({ pdf: { name: "basin.pdf" }, job: null });
    expect((await listInbox(db(), ann.actor, undefined)).items).toEqual([]);
    expect(await db().source.count()).toBe(1);
  });

  it("is refused if it isn't a PDF, isn't the user's own, or if the edition has pages already", async () => {
    expect(await send(await upload(Buffer.from("Some text.")))).toMatchObject({
      status: 400,
      body: { error: { code: "not-a-pdf" } },
    });
    const cat = await makeCaller(db(), "editor", "Cat");
    expect((await send(await upload(PDF, cat))).status).toBe(404);
    const waiting = await upload();
    await send(waiting);
    expect(await send(await upload())).toMatchObject({ status: 409, body: { error: { code: "pdf-waiting" } } });
    const late = await upload(PDF, cat);
    await send(late, cat);
    start(db());
    await expect.poll(async () => (await now()).pdf?.id ?? (await now(cat)).pdf?.id, { timeout: 20_000 }).toBeTruthy();
    await expect
      .poll(async () => [(await now()).job, (await now(cat)).job].find(Boolean)?.problem?.code, {
        timeout: 20_000,
      })
      .toBe("pdf-present");
    expect(await send(await upload())).toMatchObject({ status: 409, body: { error: { code: "pdf-present" } } });
  });

  it("isn't added if it was cancelled, or if its uploader can no longer edit the report", async () => {
    const source = await upload();
    await send(source);
    const { job } = await now();
    await discardImportJob(db(), ann.actor, job!.id);
    expect(await db().source.count()).toBe(0);
    await send(await upload());
    await db().person.update({ where: { id: ann.actor.id }, data: { role: "reader" } });
    start(db());
    await expect
      .poll(() => db().importJob.count({ where: { state: { in: ["waiting", "running"] } } }), { timeout: 20_000 })
      .toBe(0);
    expect(await db().addedPdf.count()).toBe(0);
  });

  it("is kept as long as it belongs to the edition, and is deleted when it is removed", async () => {
    const source = await add();
    await forgetSources(db(), new Date(Date.now() + 40 * DAY));
    await expect(discardSource(db(), ann.actor, source)).rejects.toMatchObject({ code: "file-in-use" });
    expect((await call(DELETE, bob, { params: { id: edition } })).status).toBe(403);
    const position = await lastEventNumber(db());
    expect((await call(DELETE, ann, { params: { id: edition } })).status).toBe(200);
    expect(await now()).toEqual({ pdf: null, job: null });
    expect(await pagesOf()).toEqual({ state: "none", source: null, pages: [], figures: [] });
    expect([await db().source.count(), await db().editionPage.count(), await db().drawnText.count()]).toEqual([
      0, 0, 0,
    ]);
    expect((await eventsSince(db(), position)).map(({ kind }) => kind)).toEqual(["report.pdf-removed"]);
    expect(await db().auditEntry.count({ where: { action: "report.pdf-removed" } })).toBe(1);
    // Removing it twice changes nothing.
    expect((await call(DELETE, ann, { params: { id: edition } })).status).toBe(200);
    expect(await db().auditEntry.count({ where: { action: "report.pdf-removed" } })).toBe(1);
  });

  it("takes the places of areas on its pages with it, but not those of highlights", async () => {
    await add();
    const text = await textOf();
    const words = highlightOf({ id: edition, text }, "nine people");
    const area = {
      ...{ ...highlightOf({ id: edition, text }, ""), visibility: "private" as const, description: "A map" },
      area: { page: 1, x0: 0, y0: 0, x1: 90, y1: 90 },
    };
    for (const body of [words, area]) await createHighlight(db(), ann.actor, report, body);
    await call(DELETE, ann, { params: { id: edition } });
    const select = { state: true, start: true, area: true } as const;
    expect(await db().placement.findMany({ where: { start: { not: null } }, select })).toEqual([
      { state: "anchored", start: words.start, area: null },
    ]);
    expect(await db().placement.findMany({ where: { start: null }, select })).toEqual([
      { state: "orphan", start: null, area: null },
    ]);
  });

  it("stays with an edition that is parsed again", async () => {
    const source = await add();
    const { text } = await db().edition.findUniqueOrThrow({ where: { id: edition } });
    const area = { page: 1, x0: 0, y0: 0, x1: 90, y1: 90 };
    await createHighlight(db(), ann.actor, report, {
      ...highlightOf({ id: edition, text }, ""),
      ...{ area, description: "A map" },
    });
    await db().edition.updateMany({ data: { textRules: 0 } });
    const second = await readAgain(db(), (await currentEdition(db(), report))!);
    expect(second.id).not.toBe(edition);
    expect((await pagesOf(second.id)).state).toBe("ready");
    expect((await pagesOf(second.id)).source).toBe(source);
    expect((await editionReport(db(), second.id))?.pages.map(({ page }) => page)).toEqual([11, 12, null]);
    // Areas stay on its pages.
    const placement = await db().placement.findFirstOrThrow({ where: { editionId: second.id } });
    expect(JSON.parse(placement.area ?? "null")).toEqual(area);
  });

  describe("when a new edition is added", () => {
    const file = (bytes: string | Uint8Array, name = "rivers.md") => ({
      ...{ name, file: Buffer.from(bytes as Uint8Array).toString("base64") },
      ...{ given: {}, slug: report },
    });
    const next = (...paragraphs: string[]) => file(markdownOf(...paragraphs));
    const preview = (body: object, caller = ann) => call<EditionPreview>(PREVIEW, caller, { body });
    const addNext = async (body: object, caller = ann) => {
      const after = (await currentEdition(db(), report))?.hash;
      return (await call(EDITIONS, caller, { body: { ...body, after } })).status;
    };
    const current = async () => (await currentEdition(db(), report))!.id;
    const NEW = "A new opening with eight words in it.";

    it("is kept, and its pages are those of the new text", async () => {
      const source = await add();
      const old = await pagesOf();
      const revised = next(NEW, FIRST, SECOND);
      expect((await preview(revised)).body.pdf).toEqual({
        name: "basin.pdf",
        shows: { words: 45, shown: 37, isEnough: true },
      });
      expect(await addNext(revised)).toBe(200);
      const id = await current();
      expect(id).not.toBe(edition);
      const text = await textOf(id);
      const { state, source: own, pages } = await pagesOf(id);
      expect({ state, own }).toEqual({ state: "ready", own: source });
      expect(pages.map(({ number, spans }) => [number, ...spans.map((s) => text.slice(s.start, s.end))])).toEqual([
        [11, FIRST],
        [12, SECOND],
      ]);
      expect((await editionReport(db(), id))?.pages.map(({ page }) => page)).toEqual([11, 12]);
      const { body } = await call<EditionPdf>(GET, ann, { params: { id } });
      expect(body.pdf).toMatchObject({ id: source, words: 45, shown: 37 });
      // The former edition has its pages as before, also if the new one loses them.
      expect((await call(DELETE, ann, { params: { id } })).status).toBe(200);
      expect(await pagesOf()).toEqual(old);
      expect((await pagesOf(id)).state).toBe("none");
      expect(await readableSource(db(), bob.actor, source)).toMatchObject({ name: "basin.pdf" });
      expect((await call(DELETE, ann, { params: { id: edition } })).status).toBe(200);
      expect(await db().source.findUnique({ where: { id: source } })).toBeNull();
    });

    it("is refused if it was still being read, and the page of the new edition says so", async () => {
      const source = await upload();
      await send(source);
      expect(await addNext(next(NEW, FIRST, SECOND))).toBe(200);
      const id = await current();
      const read = async () => (await call<EditionPdf>(GET, ann, { params: { id } })).body;
      expect(await read()).toMatchObject({ pdf: null, job: { source, state: "waiting" } });
      start(db());
      await expect.poll(async () => (await read()).job?.problem?.code, { timeout: 20_000 }).toBe("edition-superseded");
      expect(await db().addedPdf.count()).toBe(0);
      expect(await db().editionPage.count()).toBe(0);
      expect((await listInbox(db(), ann.actor, undefined)).items).toMatchObject([{ addedTo: report, hasFailed: true }]);
      // A page that was opened before still names the former edition.
      const late = await send(await upload());
      expect(late).toMatchObject({ status: 409, body: { error: { code: "edition-superseded" } } });
      // The next attempt replaces this one.
      expect((await send(await upload(), ann, id)).status).toBe(200);
      await expect.poll(async () => (await read()).pdf?.name, { timeout: 20_000 }).toBe("basin.pdf");
      expect((await listInbox(db(), ann.actor, undefined)).items).toEqual([]);
    });

    it("keeps areas on its pages where they are, unless the user doesn't keep it", async () => {
      await add();
      const area = { page: 1, x0: 0, y0: 0, x1: 90, y1: 90 };
      const made = highlightOf({ id: edition, text: await textOf() }, "");
      await createHighlight(db(), ann.actor, report, { ...made, area, description: "A map" });
      const revised = next(NEW, FIRST, SECOND);
      const counts = async (more: object) => (await preview({ ...revised, ...more })).body.forecast?.counts;
      expect(await counts({})).toMatchObject({ orphan: 0 });
      expect(await counts({ keepPdf: false })).toMatchObject({ orphan: 1 });
      expect(await addNext(revised)).toBe(200);
      const placed = async () => {
        const placement = await db().placement.findFirstOrThrow({ where: { editionId: await current() } });
        return JSON.parse(placement.area ?? "null");
      };
      expect(await placed()).toEqual(area);
      expect(await addNext({ ...next(SECOND, FIRST), keepPdf: false })).toBe(200);
      expect(await placed()).toBeNull();
      expect((await pagesOf(await current())).state).toBe("none");
    });

    it("isn't kept if it shows too little of the new text, or if the new file has pages", async () => {
      await add();
      const shorter = next(NEW, SECOND);
      expect((await preview(shorter)).body.pdf?.shows).toEqual({ words: 26, shown: 18, isEnough: true });
      const other = next(`${NEW} ${NEW} ${NEW}`, SECOND);
      expect((await preview(other)).body.pdf?.shows).toMatchObject({ isEnough: false });
      expect((await preview({ ...file(OTHER, "rivers.pdf"), given: { title: "Rivers" } })).body.pdf).toEqual({
        name: "basin.pdf",
        shows: null,
      });
      expect((await preview({ ...next(SECOND, FIRST), slug: "lakes" })).body.pdf).toBeNull();
      expect(await addNext(other)).toBe(200);
      expect(await call<EditionPdf>(GET, ann, { params: { id: await current() } })).toMatchObject({
        body: { pdf: null, job: null },
      });
      expect((await pagesOf()).state).toBe("ready");
    });

    it("is kept by an edition from the content folder", async () => {
      const source = await add();
      const { id } = await addFromFile(db(), markdownOf(SECOND, FIRST), report, tmpdir());
      expect((await pagesOf(id)).source).toBe(source);
    });

    it("isn't kept for those who can't edit the report, or if it has been removed since", async () => {
      await add();
      const revised = next(NEW, FIRST, SECOND);
      expect((await preview(revised, bob)).status).toBe(403);
      expect(await addNext(revised, bob)).toBe(403);
      const markdown = markdownOf(SECOND, FIRST);
      const read = parseReport(markdown, report);
      const pdf = await addedPdfFor(db(), edition, { text: read.text, person: ann.actor.id });
      await call(DELETE, ann, { params: { id: edition } });
      await expect(addEdition(db(), read, markdown, { pdf })).rejects.toMatchObject({ code: "edition-superseded" });
      expect(await current()).toBe(edition);
    });
  });

  it("is deleted with its report", async () => {
    await add();
    const bea = await makeCaller(db(), "owner", "Bea");
    const { title } = await db().report.findUniqueOrThrow({ where: { slug: report } });
    await deleteReport(db(), bea.actor, report, { title });
    expect((await call(GET, ann, { params: { id: edition } })).status).toBe(404);
    await eraseReport(db(), bea.actor, report);
    expect([await db().source.count(), await db().addedPdf.count()]).toEqual([0, 0]);
  });
});
