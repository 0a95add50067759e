import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, it } from "vitest";
import type { Area } from "@/lib/annotations/areas/area";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import { createHighlight, listHighlights } from "@/lib/annotations/highlights/service";
import { attachHighlight, detachHighlight } from "@/lib/annotations/placements/placement-service";
import type { EditionText } from "@/lib/editions/editions";
import { currentEdition, editionReport, editionText } from "@/lib/editions/editions";
import { pagesOfEdition } from "@/lib/library/edition-pages";
import { addUpload, previewEdition } from "@/lib/library/uploads";
import { placedPictures } from "@/lib/report/placed-pictures";
import { storeSource } from "@/lib/sources/store";
import { UNIT } from "@/lib/word-boxes/model";
import { lines, type Piece, pdfOf, WIDTH } from "../../unit/report-import/pdf/pdf-writer";
import { docxOf, drawing, p, styled } from "../../unit/report-import/structured/word";
import { serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";

const SLUG = "tolls";
const EDGES = { x0: 1000, y0: 2000, x1: 9000, y1: 12_000 };

const picture = (name: string) => new Uint8Array(readFileSync(path.join("tests/fixtures/pictures", name)));
const CHART: Shown = ["chart.png", [480, 300]];
const SMALLER: Shown = ["chart-small.jpg", [320, 200]];
const OTHER: Shown = ["other-chart.jpg", [480, 300]];

type Shown = readonly [name: string, size: readonly [number, number]];

/** A Word document with these pictures, each with a paragraph after it. */
function docx(...shown: readonly Shown[]): { name: string; body: Uint8Array } {
  const pictures = Object.fromEntries(shown.map(([name], n) => [`r${n}`, [name, picture(name)] as const]));
  const body =
    styled("a3", "Tolls of the Basin") +
    p("The survey was made by nine people.") +
    shown
      .map(([, size], n) => p(drawing(`r${n}`, "A chart", [...size])) + p(`This is paragraph ${n} of many.`))
      .join("");
  return { name: "tolls.docx", body: docxOf(body, { pictures: pictures as never }) };
}

const TITLE: Piece = { text: "Tolls of the Basin", x: 60, y: 60, size: 22, font: "bold" };
const FIRST = ["Barges carry grain from Kesh to the sea, and wool to Dunmere.", "They return with salt and with iron."];
const SECOND = [
  "A toll of three coppers is asked at every lock of the canal.",
  "The keeper writes down each barge and each copper in a ledger.",
  "At the end of the year the ledgers are brought to the guild.",
];

const pdf = (...pages: readonly (readonly string[])[]) => ({
  name: "tolls.pdf",
  body: pdfOf(pages.map((own, n) => [...(n === 0 ? [TITLE] : []), ...lines([...own], { y: n === 0 ? 100 : 60 })])),
});

describeDatabases("areas in another edition", ({ db }) => {
  let ann: Caller;

  const upload = async ({ name, body }: { name: string; body: Uint8Array }) => {
    const source = (await storeSource(db(), ann.actor, { name, body: [body] })).id;
    return { source, given: {}, slug: SLUG };
  };
  const add = async (file: { name: string; body: Uint8Array }): Promise<EditionText> => {
    const request = await upload(file);
    const after = (await currentEdition(db(), SLUG))?.hash ?? null;
    await addUpload(db(), ann.actor, { ...request, after });
    const { id } = (await currentEdition(db(), SLUG))!;
    if (file.name.endsWith("pdf")) await pagesOfEdition(db(), ann.actor, id, 20_000);
    return (await editionText(db(), id))!;
  };
  const mark = (edition: EditionText, area: Area, words: string) => {
    const start = edition.text.indexOf(words);
    const place = { ...selectorOf(edition.text, start, start), area, description: "The highest toll" };
    const id = randomUUID();
    const base = { id, edition: edition.id, colour: 3, visibility: "team", note: "Check this." } as const;
    return createHighlight(db(), ann.actor, SLUG, { ...base, ...place });
  };
  const picturesOf = async ({ id }: EditionText) =>
    placedPictures((await editionReport(db(), id))!).map((each) => each.id);
  const listed = async () => (await listHighlights(db(), ann.actor, SLUG)).highlights;

  beforeEach(async () => {
    serve(db());
    ann = await makeCaller(db(), "editor", "Ann");
    // The first file that is read starts the workers.
  }, 60_000);

  it("are on the same picture in another format and size, and the preview says so", async () => {
    const first = await add(docx(CHART, OTHER));
    const [chart] = await picturesOf(first);
    await mark(first, { picture: chart!, ...EDGES }, "This is paragraph 0");
    const after = docx(OTHER, SMALLER);
    const { forecast } = await previewEdition(db(), ann.actor, await upload(after));
    expect(forecast?.counts).toMatchObject({ anchored: 1, orphan: 0 });
    const next = await add(after);
    const [, smaller] = await picturesOf(next);
    expect(smaller).not.toBe(chart);
    expect(await listed()).toMatchObject([
      { state: "anchored", area: { picture: smaller, ...EDGES }, start: next.text.indexOf("This is paragraph 1") },
    ]);
  }, 60_000);

  it("are unplaced if the chart has other data", async () => {
    const first = await add(docx(CHART));
    const [chart] = await picturesOf(first);
    await mark(first, { picture: chart!, ...EDGES }, "This is paragraph 0");
    await add(docx(OTHER));
    expect(await listed()).toMatchObject([{ state: "orphan", start: null, area: { picture: chart } }]);
  }, 60_000);

  it("are on the same picture if they are saved after the edition was added, or detached again", async () => {
    const first = await add(docx(CHART));
    const [chart] = await picturesOf(first);
    const next = await add(docx(SMALLER));
    const [smaller] = await picturesOf(next);
    const { id } = await mark(first, { picture: chart!, ...EDGES }, "This is paragraph 0");
    expect(await listed()).toMatchObject([{ state: "anchored", area: { picture: smaller } }]);
    await db().placement.update({
      where: { highlightId_editionId: { highlightId: id, editionId: next.id } },
      data: { start: null, end: null, area: null, state: "orphan" },
    });
    const elsewhere: Area = { picture: smaller!, x0: 0, y0: 0, x1: UNIT, y1: UNIT };
    await attachHighlight(db(), ann.actor, id, { edition: next.id, start: 0, end: 0, quote: "", area: elsewhere });
    expect(await listed()).toMatchObject([{ state: "moved", area: elsewhere }]);
    await detachHighlight(db(), ann.actor, id, next.id);
    expect(await listed()).toMatchObject([{ state: "anchored", area: { picture: smaller, ...EDGES } }]);
  }, 60_000);

  it("stay on their page if the next edition is made from the same file", async () => {
    const file = pdf(FIRST, SECOND);
    const first = await add(file);
    const blank: Area = { page: 1, x0: 1000, y0: 20_000, x1: 9000, y1: 24_000 };
    await mark(first, blank, "A toll");
    const request = await upload(file);
    const { hash } = (await currentEdition(db(), SLUG))!;
    await addUpload(db(), ann.actor, { ...request, given: { title: "The tolls" }, after: hash });
    const next = (await editionText(db(), (await currentEdition(db(), SLUG))!.id))!;
    expect(next.id).not.toBe(first.id);
    expect(await listed()).toMatchObject([{ state: "anchored", area: blank, start: next.text.indexOf("A toll") }]);
  }, 60_000);

  it("stay in the same place of the same page of another file, if their words do", async () => {
    const first = await add(pdf(FIRST, SECOND));
    const around: Area = { page: 1, x0: 1000, y0: 1000, x1: 32_000, y1: 4000 };
    const blank: Area = { page: 1, x0: 1000, y0: 20_000, x1: 9000, y1: 24_000 };
    await mark(first, around, "A toll");
    await mark(first, blank, "A toll");
    const after = pdf(FIRST, ["This page was added in the second edition of the report."], SECOND);
    const { forecast } = await previewEdition(db(), ann.actor, await upload(after));
    expect(forecast?.counts).toMatchObject({ anchored: 1, orphan: 1 });
    const next = await add(after);
    expect(await listed()).toMatchObject([
      { state: "anchored", area: { ...around, page: 2 }, start: next.text.indexOf("A toll") },
      { state: "orphan", start: null },
    ]);
    await add(pdf(FIRST, ["A new first line moves all others down.", ...SECOND]));
    expect(await listed()).toMatchObject([{ state: "orphan" }, { state: "orphan" }]);
  }, 60_000);

  it("are known by the place of their figure on the page, and move with it", async () => {
    const bars = (y: number) => [0, 1, 2, 3].map((n): Piece => ({ box: [100 + n * 40, y, 28, 100], grey: 0.5 }));
    const body = (first: string, y: number) =>
      pdfOf([
        [TITLE, ...lines([first, ...FIRST], { y: 100 })],
        [...lines(SECOND, { y: 60 }), ...bars(y)],
      ]);
    const pagesIn = (edition: EditionText) => pagesOfEdition(db(), ann.actor, edition.id, 20_000);
    const first = await add({ name: "tolls.pdf", body: body("The first edition.", 240) });
    const [figure, ...others] = (await pagesIn(first)).figures;
    expect(others).toEqual([]);
    expect([figure!.picture]).toEqual(await picturesOf(first));
    expect(figure!.page).toBe(1);
    for (const [edge, part] of [
      [figure!.x0, 100 / WIDTH],
      [figure!.x1, 248 / WIDTH],
    ] as const) {
      expect(edge / UNIT).toBeCloseTo(part, 1);
    }
    await mark(first, { picture: figure!.picture, ...EDGES }, "A toll");
    const next = await add({ name: "tolls.pdf", body: body("The second edition.", 330) });
    const [moved] = (await pagesIn(next)).figures;
    expect(moved!.y0).toBeGreaterThan(figure!.y0 + UNIT / 10);
    expect(await listed()).toMatchObject([{ state: "anchored", area: { picture: moved!.picture, ...EDGES } }]);
  }, 60_000);
});
