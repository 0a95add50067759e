import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import { createHighlight, deleteHighlight, listHighlights } from "@/lib/annotations/highlights/service";
import { currentEdition } from "@/lib/editions/editions";
import { UserError } from "@/lib/errors";
import { eventsSince } from "@/lib/events/log";
import type { NewAccess } from "@/lib/library/access-schemas";
import { addEdition } from "@/lib/library/add-edition";
import { MAX_FILE_IN_JSON } from "@/lib/library/edition-schemas";
import { addUpload, previewEdition } from "@/lib/library/uploads";
import { splitFrontMatter } from "@/lib/report/front-matter";
import { parseReport } from "@/lib/report/parse";
import { MAX_TEXT_BYTES } from "@/lib/report-import/text-size";
import { readableSource, sourceBytes, storeSource } from "@/lib/sources/store";
import { pdfOf } from "../../unit/report-import/pdf/pdf-writer";
import { docxOf, marker, note, p, run, styled } from "../../unit/report-import/structured/word";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { highlightOf, markdownOf, SLUG, storeReport } from "../support/reports";
import { readAll } from "../support/streams";

const OPENING = "The survey of the basin was made by nine people in two wet summers.";
const BARGES = "Guild barges carry grain from the four harbours down to the sea in autumn.";
const TOLLS = "A toll of three coppers is asked at every lock between Kesh and Dunmere.";
const CLOSING = "What the ledgers leave out was told by the keepers of the quays.";
const NEXT = [OPENING, BARGES.replace("grain", "timber"), CLOSING];

const fileOf = (text: string | Uint8Array, name = `${SLUG}.md`) => ({
  name,
  file: Buffer.from(text as Uint8Array).toString("base64"),
  given: {},
});

async function refusal(work: Promise<unknown>): Promise<UserError> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw error;
  expect(error.message).toMatch(/^\p{Lu}.*[.?]$/su);
  return error;
}

/** A few hundred characters with aliases that expand to a million values. */
function yamlBomb(): string {
  const lines = Array.from(
    { length: 10 },
    (_, i) => `k${i + 1}: &k${i + 1} [${Array(10).fill(`*k${i}`).join(", ")}]\n`,
  );
  return `k0: &k0 x\n${lines.join("")}`;
}

describeDatabases("a file that is added", ({ db }) => {
  let ann: Actor;
  let bob: Actor;
  beforeEach(async () => {
    ann = (await makeCaller(db(), "editor", "Ann")).actor;
    bob = (await makeCaller(db(), "owner", "Bob")).actor;
  });

  it("is restricted in the transaction that adds it, or isn't added", async () => {
    const { id: dan } = (await makeCaller(db(), "reader", "Dan")).actor;
    const file = { ...fileOf(markdownOf(OPENING, BARGES)), slug: SLUG, after: null };
    const own = { id: ann.id, right: "edit" } as const;
    const restricted = (...people: NewAccess["people"]): NewAccess => ({ audience: "restricted", people, groups: [] });
    const add = (access: NewAccess, after: string | null = null) => addUpload(db(), ann, { ...file, after, access });

    for (const [access, code] of [
      [restricted({ id: dan, right: "read" }), "access-own"],
      [restricted(own, { id: randomUUID(), right: "read" }), "access-grantee"],
    ] as const) {
      await expect(add(access)).rejects.toMatchObject({ code });
      expect(await db().report.count()).toBe(0);
      expect(await eventsSince(db(), 0)).toEqual([]);
    }

    await add(restricted(own, { id: dan, right: "read" }));
    const rights = async () => {
      const { audience, grants } = await db().report.findUniqueOrThrow({
        where: { slug: SLUG },
        include: { grants: { orderBy: { right: "asc" } } },
      });
      return [
        audience,
        ...grants.map(({ personId, right }) => `${personId === ann.id ? "Ann" : "Dan"} ${right}`).sort(),
      ];
    };
    expect(await rights()).toEqual(["restricted", "Ann edit", "Dan read"]);
    expect(await db().auditEntry.count({ where: { action: "report.access", personId: ann.id } })).toBe(1);

    // An edition of an existing report doesn't change who can read it.
    const { hash } = (await currentEdition(db(), SLUG))!;
    const next = { ...fileOf(markdownOf(OPENING, TOLLS)), slug: SLUG, after: hash };
    await addUpload(db(), bob, { ...next, access: { audience: "team", people: [], groups: [] } });
    expect(await rights()).toEqual(["restricted", "Ann edit", "Dan read"]);
  });

  it("is previewed with its effect on the user's highlights, and nothing is stored", async () => {
    const edition = await storeReport(db(), OPENING, BARGES, TOLLS, CLOSING);
    const mark = (actor: Actor, quote: string, more = {}) =>
      createHighlight(db(), actor, SLUG, highlightOf(edition, quote, more));
    await mark(ann, "nine people");
    await mark(ann, "carry grain from the four harbours");
    await mark(ann, "toll of three coppers", { note: "How much is that?" });
    await mark(bob, "at every lock", { visibility: "private", note: "quetzal" });
    await mark(bob, "two wet summers", { visibility: "private" });
    const deleted = await mark(ann, "between Kesh and Dunmere");
    await deleteHighlight(db(), ann, deleted.id, 1);
    const before = await eventsSince(db(), 0);

    const upload = { ...fileOf(markdownOf(...NEXT)), slug: null };
    const preview = await previewEdition(db(), ann, upload);
    expect(preview).toMatchObject({
      slug: SLUG,
      isCurrent: false,
      current: { ordinal: 1 },
      reports: [{ slug: SLUG, title: "Rivers" }],
      meta: { title: "Rivers", authors: ["A. Author"], language: "en" },
      missing: ["editor", "publisher", "place", "year", "language"],
      doubts: [],
      opening: NEXT.join("\n"),
      forecast: {
        counts: { anchored: 1, moved: 0, changed: 1, ambiguous: 0, orphan: 1 },
        changed: [
          {
            author: "Ann",
            quote: "carry grain from the four harbours",
            words: "carry timber from the four harbours",
          },
        ],
        lost: [{ author: "Ann", quote: "toll of three coppers", note: "How much is that?", isAmbiguous: false }],
      },
    });
    expect(JSON.stringify(preview)).not.toMatch(/quetzal|every lock/u);
    const { forecast } = await previewEdition(db(), bob, upload);
    expect(forecast?.counts).toEqual({ anchored: 2, moved: 0, changed: 1, ambiguous: 0, orphan: 2 });
    expect(forecast?.lost.map(({ note }) => note)).toContain("quetzal");
    expect(await db().edition.count()).toBe(1);
    expect(await eventsSince(db(), 0)).toEqual(before);

    await addUpload(db(), ann, { ...upload, slug: SLUG, after: preview.current?.hash ?? null });
    const states = async (actor: Actor) =>
      (await listHighlights(db(), actor, SLUG)).highlights.map(({ quote, state }) => [quote, state]);
    expect(await states(ann)).toEqual([
      ["nine people", "anchored"],
      ["carry grain from the four harbours", "changed"],
      ["toll of three coppers", "orphan"],
    ]);
    expect(await states(bob)).toHaveLength(5);
    expect(await currentEdition(db(), SLUG)).toMatchObject({ ordinal: 2 });
    const [event] = (await eventsSince(db(), 0)).slice(-1);
    expect(event).toMatchObject({ kind: "edition.stored", report: SLUG, version: 2 });
  });

  it("is parsed in a worker, so that a long one does not block other requests", async () => {
    const upload = fileOf(markdownOf(...Array.from({ length: 3_000 }, () => BARGES)));
    const normalize = vi.spyOn(String.prototype, "normalize");
    const { slug } = await previewEdition(db(), ann, { ...upload, slug: null });
    await addUpload(db(), ann, { ...upload, slug, after: null });
    const lengths = normalize.mock.contexts.map((text) => String(text).length);
    expect(lengths.filter((length) => length > 10 * BARGES.length)).toEqual([]);
    vi.restoreAllMocks();
  });

  it("becomes a new report if no other report has its name or title, and missing details are requested", async () => {
    await storeReport(db(), OPENING);
    const text = await readFile("tests/fixtures/import/velmara.txt");
    const preview = await previewEdition(db(), ann, { ...fileOf(text, "velmara.txt"), slug: null });
    expect(preview).toMatchObject({
      slug: "river-trade-in-the-velmara-basin-who-carries-what-and-why",
      current: null,
      forecast: null,
      missing: ["language"],
      meta: { editor: "Mira Castellan", place: "Port Alden", year: 2021 },
    });
    expect(preview.doubts.length).toBeGreaterThan(3);
    expect(preview.doubts.every(({ line }) => line >= 1)).toBe(true);
    expect(preview.opening).toMatch(/^Preface\nThis survey/u);

    const added = await addUpload(db(), ann, {
      ...fileOf(text, "velmara.txt"),
      given: { language: "en" },
      slug: "velmara",
      after: null,
    });
    expect(added).toEqual({ slug: "velmara", ordinal: 1 });
    const stored = await db().edition.findFirstOrThrow({ where: { report: "velmara" } });
    expect(stored.createdById).toBe(ann.id);
    expect(stored.markdown).not.toContain("sources/");
  });

  it("inherits metadata from the previous edition, except where it has its own", async () => {
    const imprint = "authors: [Bo Ek, {literal: Ek Group}]\npublisher: River House\nyear: 1904\nplace: Kesh\n";
    const first = `---\ntitle: Rivers\n${imprint}---\n\n${OPENING}\n`;
    await addEdition(db(), parseReport(first, SLUG), first);
    const upload = { ...fileOf(`# Rivers\n\n${BARGES}\n`, "next.md"), slug: null };
    const preview = await previewEdition(db(), ann, upload);
    const inherited = {
      authors: ["Bo Ek", { literal: "Ek Group" }],
      publisher: "River House",
      year: 1904,
      place: "Kesh",
    };
    expect(preview).toMatchObject({
      ...{ slug: SLUG, isCurrent: false, missing: ["authors", "editor", "publisher", "place", "year", "language"] },
      meta: { title: "Rivers", authors: ["Bo Ek", "Ek Group"], publisher: "River House", year: 1904 },
    });
    expect(preview.inherited).toEqual(inherited);
    // Values that the user enters take precedence. Values that the file contains are not taken from the previous
    // edition.
    const later = await previewEdition(db(), ann, { ...upload, given: { year: 1905 } });
    expect(later.meta).toMatchObject({ year: 1905, publisher: "River House" });
    const own = await previewEdition(db(), ann, { ...fileOf(markdownOf(BARGES)), slug: SLUG });
    expect(own.inherited).not.toHaveProperty("authors");
    await addUpload(db(), ann, { ...upload, given: inherited, slug: SLUG, after: preview.current?.hash ?? null });
    const stored = await db().edition.findFirstOrThrow({ where: { report: SLUG, ordinal: 2 } });
    expect(splitFrontMatter(stored.markdown).meta).toMatchObject(splitFrontMatter(first).meta);
  });

  it("can be a PDF, whose title, text and pages are previewed and added", async () => {
    const pdf = pdfOf([
      [
        { text: "Tolls of the Basin", x: 60, y: 60, size: 22, font: "bold" },
        { text: OPENING, x: 60, y: 100 },
        { text: BARGES, x: 60, y: 112 },
      ],
      [{ text: TOLLS, x: 60, y: 100 }],
    ]);
    const upload = { ...fileOf(pdf, "tolls.PDF"), slug: null };
    const preview = await previewEdition(db(), ann, upload);
    expect(preview).toMatchObject({
      slug: "tolls-of-the-basin",
      current: null,
      pages: 2,
      meta: { title: "Tolls of the Basin" },
    });
    expect(preview.opening).toContain(OPENING);
    await addUpload(db(), ann, { ...upload, slug: preview.slug, after: null });
    expect((await db().edition.findFirstOrThrow({ where: { report: preview.slug } })).markdown).toContain(TOLLS);
  });

  it("can be a previously uploaded source, which the edition keeps", async () => {
    // Other tests use the system's temporary folder at the same time.
    const folder = mkdtempSync(path.join(tmpdir(), "concord-test-"));
    vi.stubEnv("TMPDIR", folder);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    });
    const pdf = pdfOf([
      [
        { text: "Tolls of the Basin", x: 60, y: 60, size: 22, font: "bold" },
        { text: OPENING, x: 60, y: 100 },
      ],
    ]);
    const { id: source } = await storeSource(db(), ann, { name: "tolls.pdf", body: [pdf] });
    const upload = { source, given: {} };
    const preview = await previewEdition(db(), ann, { ...upload, slug: null });
    expect(preview).toMatchObject({ slug: "tolls-of-the-basin", format: "pdf", opening: OPENING });
    expect(await refusal(previewEdition(db(), bob, { ...upload, slug: null }))).toMatchObject({ code: "no-such-file" });
    await addUpload(db(), ann, { ...upload, slug: "tolls", after: null });
    expect(await db().edition.findFirst({ where: { report: "tolls" } })).toMatchObject({ sourceId: source });
    expect(await readableSource(db(), bob, source)).toMatchObject({ name: "tolls.pdf", size: pdf.length });
    expect(tmpdir()).toBe(folder);
    expect(readdirSync(folder).filter((name) => name.startsWith("concord-source-"))).toEqual([]);
  });

  it("is stored as the source of its edition if it is sent within the request", async () => {
    await addUpload(db(), ann, { ...fileOf(markdownOf(OPENING)), slug: SLUG, after: null });
    const { sourceId } = await db().edition.findFirstOrThrow({ where: { report: SLUG } });
    const { size } = await readableSource(db(), bob, sourceId!);
    const bytes = await readAll(sourceBytes(db(), sourceId!, 0, size));
    expect(Buffer.from(bytes).toString()).toBe(markdownOf(OPENING));
  });

  it("is rejected as text if it is too long for a report, whatever the size limit for files", async () => {
    const body = [new Uint8Array(MAX_TEXT_BYTES + 1).fill(97)];
    const { id: source } = await storeSource(db(), ann, { name: "a.txt", body });
    const preview = previewEdition(db(), ann, { source, given: {}, slug: null });
    expect(await refusal(preview)).toMatchObject({ code: "upload-too-large", status: 413 });
  });

  it("is rejected if it equals the current edition, or if another one has been added in the meantime", async () => {
    const { hash } = (await currentEditionOf(OPENING))!;
    const same = { ...fileOf(markdownOf(OPENING)), slug: SLUG, after: hash };
    expect((await previewEdition(db(), ann, same)).isCurrent).toBe(true);
    expect(await refusal(addUpload(db(), ann, same))).toMatchObject({ code: "edition-current", status: 409 });

    const next = { ...fileOf(markdownOf(...NEXT)), slug: SLUG, after: hash };
    await storeReport(db(), OPENING, TOLLS);
    expect(await refusal(addUpload(db(), ann, next))).toMatchObject({ code: "edition-superseded", status: 409 });
    expect(await db().edition.count()).toBe(2);
  });

  it("is rejected if another one that is added concurrently is stored first", async () => {
    const { hash } = (await currentEditionOf(OPENING))!;
    const add = (actor: Actor, ...more: string[]) =>
      addUpload(db(), actor, { ...fileOf(markdownOf(OPENING, ...more)), slug: SLUG, after: hash });
    const results = await Promise.allSettled([add(ann, TOLLS), add(bob, CLOSING)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const rejected = results.find((result) => result.status === "rejected");
    expect(rejected?.reason).toMatchObject({ code: "edition-superseded" });
    expect(await db().edition.count()).toBe(2);
  });

  it("is identified by its bytes: a Word file is imported with its notes, whatever its name", async () => {
    const word = docxOf(
      `${styled("a3", "Tolls")}${styled("1", "First")}${p(`${run(OPENING)}${marker("footnote", 2)}`)}`,
      { footnotes: note("footnote", 2, CLOSING), comments: `<w:comment w:id="0">${p("Why?")}</w:comment>` },
    );
    for (const name of ["tolls.docx", "tolls.txt"]) {
      const preview = await previewEdition(db(), ann, { ...fileOf(word, name), slug: null });
      expect(preview).toMatchObject({
        slug: "tolls",
        format: "docx",
        meta: { title: "Tolls" },
        sections: [{ title: "First", depth: 2 }],
        doubts: [],
        comments: { placed: 0, unplaced: [{ page: null, by: "", text: "Why?" }] },
        opening: `First\n${OPENING}\n${CLOSING}`,
      });
    }
    await addUpload(db(), ann, { ...fileOf(word, "tolls.docx"), slug: "tolls", after: null });
    expect(await currentEdition(db(), "tolls")).toMatchObject({ ordinal: 1 });
  });

  it.each([
    ["an image", new Uint8Array([0x89, 0x50, 0, 0]), "a.txt", "import-binary"],
    ["an empty file", "", "a.txt", "import-empty"],
    ["a text with an unsupported encoding", new Uint8Array([0x41, 0x20, 0x85, 0x20, 0x99]), "a.md", "import-encoding"],
    ["a Word file", "text", "a.docx", "upload-kind"],
    ["a truncated Word file", docxOf(p("Words.")).subarray(0, 900), "a.docx", "import-damaged"],
    ["a Word file without a title", docxOf(p("Words.")), "a.docx", "upload-title"],
    ["a web page that is too large", `<html>${" ".repeat(MAX_FILE_IN_JSON)}`, "a.html", "upload-too-large"],
    ["text without a title", "It has no title. It only has sentences.", "a.txt", "upload-title"],
    ["Markdown without front matter or heading", "Only a line", "a.md", "upload-title"],
    ["an empty heading", "# Only a heading", "a.md", "upload-empty"],
    ["Markdown with invalid front matter", "---\ntitle: [\n---\n\nText.", "a.md", "report-format"],
    ["an empty title", "---\ntitle: Alone\n---\n", "a.md", "upload-empty"],
    ["YAML that would use up all memory", `---\ntitle: A\n${yamlBomb()}---\nText.`, "a.md", "report-format"],
    ["a file that is a PDF in name only", "text", "a.pdf", "pdf-damaged"],
    ["a PDF without a title", pdfOf([[{ text: OPENING, x: 60, y: 100 }]]), "a.pdf", "upload-title"],
    ["a PDF that is too large", new Uint8Array(MAX_FILE_IN_JSON + 1), "a.pdf", "upload-too-large"],
    ["too long for a report", new Uint8Array(MAX_TEXT_BYTES + 1).fill(97), "a.txt", "upload-too-large"],
  ])("is rejected with a message if it is %s", async (_, text, name, code) => {
    const upload = { ...fileOf(text, name), slug: null };
    expect((await refusal(previewEdition(db(), ann, upload))).code).toBe(code);
    expect(await db().edition.count()).toBe(0);
  });

  async function currentEditionOf(...paragraphs: string[]) {
    await storeReport(db(), ...paragraphs);
    return currentEdition(db(), SLUG);
  }
});
