import { beforeEach, expect, it } from "vitest";
import { GET as PAGE } from "@/app/api/editions/[id]/pages/[page]/route";
import { GET as PAGES } from "@/app/api/editions/[id]/pages/route";
import { currentEdition, editionText } from "@/lib/editions/editions";
import { readAgain } from "@/lib/library/add-edition";
import type { EditionPages } from "@/lib/library/edition-page-schemas";
import { pagesOfEdition } from "@/lib/library/edition-pages";
import { createImportJob } from "@/lib/library/import-jobs/jobs";
import { addUpload } from "@/lib/library/uploads";
import { storeSource } from "@/lib/sources/store";
import { decodeBoxes } from "@/lib/word-boxes/codec";
import { lines, pdfOf } from "../../unit/report-import/pdf/pdf-writer";
import { statesOf, useRunners } from "../import-jobs/support";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { storeReport } from "../support/reports";

const OPENING = ["The survey of the basin was made by nine people in two wet sum-", "mers, when the river was high."];
const PDF = pdfOf([
  [{ text: "Tolls of the Basin", x: 60, y: 60, size: 22, font: "bold" }, ...lines(OPENING)],
  lines(["A toll of three coppers is asked at every lock between Kesh and Dunmere."]),
]);

const DAMAGED = new Uint8Array(PDF.length).fill(32);
DAMAGED.set(Buffer.from("%PDF-1.4"));

describeDatabases("the pages of an edition", ({ db }) => {
  let ann: Caller;
  let bob: Caller;
  beforeEach(async () => {
    serve(db());
    ann = await makeCaller(db(), "editor", "Ann");
    bob = await makeCaller(db(), "reader", "Bob");
  });
  const start = useRunners();

  const upload = async () => (await storeSource(db(), ann.actor, { name: "tolls.pdf", body: [PDF] })).id;
  const add = async (source: string) => {
    await addUpload(db(), ann.actor, { source, given: {}, slug: "tolls", after: null });
    return (await currentEdition(db(), "tolls"))!;
  };
  const pagesOf = async (id: string) => (await call<EditionPages>(PAGES, bob, { params: { id } })).body;
  const request = (headers: Record<string, string> = {}) =>
    new Request("http://127.0.0.1:3000/", { headers: { cookie: bob.cookie, host: "127.0.0.1:3000", ...headers } });
  const page = (id: string, number: string, headers?: Record<string, string>) =>
    PAGE(request(headers), { params: Promise.resolve({ id, page: number }) });
  /** The words on a page with their boxes. */
  const wordsOn = async (id: string, number: number) => {
    const { text } = (await editionText(db(), id))!;
    const bytes = new Uint8Array(await (await page(id, String(number))).arrayBuffer());
    return decodeBoxes(bytes, number).map(({ start, end }) => text.slice(start, end));
  };
  const WORDS = `${OPENING.join(" ").replace("sum- mers", "sum mers")}`.split(" ");

  it("have the boxes of all words, which were read together with the file", async () => {
    const source = await upload();
    await createImportJob(db(), ann.actor, { source, given: {} });
    start(db());
    await expect.poll(() => statesOf(db(), ann.actor), { timeout: 20_000 }).toEqual(["tolls.pdf done"]);
    const { id } = await add(source);
    // The file is not read again.
    await db().sourceChunk.updateMany({ data: { bytes: DAMAGED } });
    const { state, source: own, pages } = await pagesOf(id);
    expect({ state, own }).toEqual({ state: "ready", own: source });
    expect(pages.map(({ width, height }) => [width, height])).toEqual([
      [420, 595],
      [420, 595],
    ]);
    expect(pages[0]!.spans).toEqual([{ start: 0, end: pages[1]!.spans[0]!.start - 1 }]);
    expect(await wordsOn(id, 0)).toEqual(WORDS);
    expect(await wordsOn(id, 1)).toHaveLength(14);
  });

  /** Deletes what earlier versions didn't store. */
  const forget = async (id: string) => {
    await expect.poll(async () => (await pagesOf(id)).state, { timeout: 20_000 }).toBe("ready");
    await db().editionPage.deleteMany();
    await db().drawnText.deleteMany();
  };

  it("are found when the edition is added, before anyone needs them", async () => {
    await add(await upload());
    await expect.poll(() => db().editionPage.count(), { timeout: 20_000 }).toBe(2);
  });

  it("are found when first needed if an earlier version added the edition, and then kept", async () => {
    const { id } = await add(await upload());
    await forget(id);
    expect(await pagesOfEdition(db(), bob.actor, id, 0)).toMatchObject({ state: "preparing", pages: [] });
    await expect.poll(async () => (await pagesOf(id)).state, { timeout: 20_000 }).toBe("ready");
    expect(await wordsOn(id, 0)).toEqual(WORDS);
    expect(await db().drawnText.count()).toBe(1);
    await db().sourceChunk.updateMany({ data: { bytes: DAMAGED } });
    expect((await pagesOf(id)).pages).toHaveLength(2);
  });

  it("are found again for an edition that is parsed again", async () => {
    const first = await add(await upload());
    await db().edition.updateMany({ data: { textRules: 0 } });
    const second = await readAgain(db(), (await currentEdition(db(), "tolls"))!);
    expect(second.id).not.toBe(first.id);
    expect((await pagesOf(second.id)).state).toBe("ready");
    expect(await wordsOn(second.id, 0)).toEqual(WORDS);
  });

  it("are sent with an ETag, page by page", async () => {
    const { id } = await add(await upload());
    await pagesOf(id);
    const answer = await page(id, "1");
    const etag = answer.headers.get("etag")!;
    const again = await page(id, "1", { "if-none-match": etag });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
    expect((await page(id, "0")).headers.get("etag")).not.toBe(etag);
    expect((await page(id, "2")).status).toBe(404);
    expect((await page(id, "-1")).status).toBe(400);
  });

  it("are none for a report without a file, with a file without pages, or with a file that can't be read", async () => {
    const { id } = await storeReport(db(), "It rained.");
    expect(await pagesOf(id)).toEqual({ state: "none", source: null, pages: [], figures: [] });
    const edition = await add(await upload());
    await forget(edition.id);
    await db().sourceChunk.updateMany({ data: { bytes: DAMAGED } });
    await expect.poll(async () => (await pagesOf(edition.id)).state, { timeout: 20_000 }).toBe("none");
    expect((await call(PAGES, bob, { params: { id: "3f2f9e0e-3a5c-4b54-9c0e-1f6c6f4f5a10" } })).status).toBe(404);
  });

  it("are deleted with the edition, and the drawn text with the file", async () => {
    const { id } = await add(await upload());
    await pagesOf(id);
    expect(await db().editionPage.count()).toBe(2);
    await db().edition.delete({ where: { id } });
    expect(await db().editionPage.count()).toBe(0);
    await db().source.deleteMany();
    expect(await db().drawnText.count()).toBe(0);
  });
});
