import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeEach, expect, it } from "vitest";
import { POST as IMPORT } from "@/app/api/imports/route";
import type { Area } from "@/lib/annotations/areas/area";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import { createHighlight, listHighlights } from "@/lib/annotations/highlights/service";
import { NO_FILTER } from "@/lib/annotations/notes/note-filter";
import { currentEdition, editionReport, editionText } from "@/lib/editions/editions";
import { exportNotes } from "@/lib/exchange/export-service";
import type { ExportFormat } from "@/lib/exchange/formats";
import type { ImportOutcome } from "@/lib/exchange/schemas";
import { pagesOfEdition } from "@/lib/library/edition-pages";
import { addUpload } from "@/lib/library/uploads";
import { placedPictures } from "@/lib/report/placed-pictures";
import { storeSource } from "@/lib/sources/store";
import { lines, pdfOf } from "../../unit/report-import/pdf/pdf-writer";
import { docxOf, drawing, p, styled } from "../../unit/report-import/structured/word";
import { unzipped } from "../../unit/sharing/unzipped";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";

const EDGES = { x0: 1001, y0: 2003, x1: 9007, y1: 12_011 };
const PDF = (more = "The keeper writes down each barge and each copper in a ledger.") =>
  pdfOf([
    [
      { text: "Tolls of the Basin", x: 60, y: 60, size: 22, font: "bold" },
      ...lines(["Barges carry grain from Kesh to the sea, and wool to Dunmere."], { y: 100 }),
    ],
    lines(["A toll of three coppers is asked at every lock of the canal.", more], { y: 60 }),
  ]);
const CHART = new Uint8Array(readFileSync("tests/fixtures/pictures/chart-small.jpg"));
const DOCX = docxOf(
  `${styled("a3", "Charts of the Basin")}${p("The charts were drawn by nine people in two summers.")}${p(drawing("r1", "A chart", [320, 200]))}${p("This is below the chart, and says what the tolls were.")}`,
  { pictures: { r1: ["chart.jpg", CHART] } },
);

describeDatabases("areas in exported files", ({ db }) => {
  let ann: Caller;
  let bob: Caller;

  const add = async (slug: string, name: string, body: Uint8Array) => {
    const source = (await storeSource(db(), ann.actor, { name, body: [body] })).id;
    const after = (await currentEdition(db(), slug))?.hash ?? null;
    await addUpload(db(), ann.actor, { source, given: {}, slug, after });
    const { id } = (await currentEdition(db(), slug))!;
    await pagesOfEdition(db(), ann.actor, id, 20_000);
    return (await editionText(db(), id))!;
  };
  const mark = async (
    slug: string,
    area: Area,
    words: string,
    description: string,
    visibility: "team" | "private" = "team",
  ) => {
    const edition = (await editionText(db(), (await currentEdition(db(), slug))!.id))!;
    const start = edition.text.indexOf(words);
    const place = { ...selectorOf(edition.text, start, start), area, description };
    const base = { id: randomUUID(), edition: edition.id, colour: 3, visibility, note: "Check this." };
    return createHighlight(db(), ann.actor, slug, { ...base, ...place });
  };
  const file = async (format: ExportFormat): Promise<string> => {
    const place = { origin: "http://127.0.0.1:3000", address: "http://127.0.0.1:3000/export" };
    const { body } = await exportNotes(db(), ann.actor, { ...NO_FILTER, query: "", report: null }, format, place);
    return new Response(body).text();
  };
  /** Removes all notes, as on another server with the same reports, and imports a file. */
  const bringBack = async (text: string) => {
    await db().highlight.deleteMany();
    const { body } = await call<ImportOutcome>(IMPORT, bob, { body: { text, report: null, visibility: "team" } });
    return Object.fromEntries(Object.entries(body.counts).filter(([, count]) => count > 0));
  };
  const seen = async (slug: string) => (await listHighlights(db(), bob.actor, slug)).highlights;

  let picture: string;
  beforeEach(async () => {
    serve(db());
    ann = await makeCaller(db(), "editor", "Ann");
    bob = await makeCaller(db(), "editor", "Bob");
    await add("tolls", "tolls.pdf", PDF());
    const { id } = await add("charts", "charts.docx", DOCX);
    picture = placedPictures((await editionReport(db(), id))!)[0]!.id;
    await mark("tolls", { page: 1, ...EDGES }, "A toll", "The toll table");
    await mark("charts", { picture, ...EDGES }, "This is below", "The highest toll");
  }, 60_000);

  it.each(["jsonld", "backup"] as const)("come back from a file in the format %s", async (format) => {
    const text = await file(format);
    expect(await bringBack(text)).toEqual({ new: 2 });
    const common = { quote: "", state: "anchored", note: { body: "Check this." }, colour: 3 };
    expect(await seen("tolls")).toMatchObject([
      { ...common, area: { page: 1, ...EDGES }, description: "The toll table" },
    ]);
    const [onChart] = await seen("charts");
    expect(onChart).toMatchObject({ ...common, area: { picture, ...EDGES }, description: "The highest toll" });
    const { text: chartText } = (await editionText(db(), onChart!.edition))!;
    expect(onChart!.start).toBe(chartText.indexOf("This is below"));
  });

  it.each(["jsonld", "backup"] as const)(
    "are refused in the format %s if the page is of another file",
    async (format) => {
      const text = await file(format);
      await db().highlight.deleteMany();
      await add("tolls", "tolls.pdf", PDF("No one writes it down."));
      expect(await bringBack(text)).toEqual({ new: 1, unsupported: 1 });
      expect(await seen("tolls")).toEqual([]);
    },
  );

  it("are shown in Word documents, as far as they can be seen", async () => {
    await mark("tolls", { page: 0, ...EDGES }, "Barges", "Ann's sketch", "private");
    const place = { origin: "http://127.0.0.1:3000", address: "http://127.0.0.1:3000/export" };
    const pictures = async ({ actor }: Caller) => {
      const asked = { ...NO_FILTER, query: "", report: null };
      const { body } = await exportNotes(db(), actor, asked, "docx", place);
      const files = unzipped(new Uint8Array(await new Response(body).arrayBuffer()));
      const document = files.get("word/document.xml")!;
      return {
        missing: document.split("Picture not included").length - 1,
        described: [...document.matchAll(/descr="([^"]*)"/gu)].map(([, description]) => description),
        files: [...files.keys()].filter((name) => name.startsWith("word/media/")).length,
      };
    };
    expect(await pictures(bob)).toEqual({ described: ["The highest toll", "The toll table"], files: 2, missing: 0 });
    const all = ["The highest toll", "Ann's sketch", "The toll table"];
    expect(await pictures(ann)).toEqual({ described: all, files: 3, missing: 0 });
    await db().picture.deleteMany();
    expect(await pictures(bob)).toEqual({ described: ["The toll table"], files: 1, missing: 1 });
  });

  it("are described by selectors that every program can resolve", async () => {
    const { first } = JSON.parse(await file("jsonld")) as { first: { items: { target: object; body: object[] }[] } };
    const [chart, page] = first.items;
    const refinedBy = {
      type: "FragmentSelector",
      conformsTo: "http://www.w3.org/TR/media-frags/",
      value: "xywh=percent:3.055,6.113,24.433,30.543",
    };
    const pdf = "http://tools.ietf.org/rfc/rfc8118";
    expect([page?.target, chart?.target]).toMatchObject([
      {
        "schema:sha256": expect.stringMatching(/^[0-9a-f]{64}$/u),
        selector: [
          { type: "FragmentSelector", conformsTo: pdf, value: "page=2", refinedBy },
          { type: "TextPositionSelector" },
        ],
      },
      { selector: [{ type: "CssSelector", value: `[data-picture="${picture}"]`, refinedBy }, {}] },
    ]);
    expect(page!.body).toContainEqual(expect.objectContaining({ value: "The toll table", purpose: "describing" }));
  });
});
