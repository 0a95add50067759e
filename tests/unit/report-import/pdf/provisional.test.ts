import { expect, it } from "vitest";
import { importPdf } from "@/lib/report-import/pdf";
import { MAX_PROVISIONAL_PAGES, type ProvisionalPage } from "@/lib/report-import/provisional";
import { lines, type Piece, pdfOf } from "./pdf-writer";

const HEAD = (page: number): Piece[] => [
  { text: "Tolls of the Basin", x: 60, y: 40, size: 8 },
  { text: String(page + 1), x: 200, y: 570, size: 8 },
];
/** Text that is different on every page, so that it isn't taken for a running head. */
const textOf = (page: number) => {
  const ship = [...String(page)].map((digit) => "abcdefghij"[Number(digit)]).join("");
  const long = Array.from(
    { length: 5 },
    (_, line) => `A${"abcde"[line]}${ship} carried grain from the locks of Kesh to the`,
  );
  return [...long, "coast."];
};

/** The batches of pages that are shown while a PDF is read. */
async function batchesOf(pages: Piece[][]): Promise<ProvisionalPage[][]> {
  const batches: ProvisionalPage[][] = [];
  await importPdf(pdfOf(pages), { slug: "tolls", title: "Tolls" }, undefined, (batch) => batches.push(batch));
  return batches;
}

it("shows a few pages soon and then larger batches, with each page once", async () => {
  const batches = await batchesOf(Array.from({ length: 37 }, (_, page) => lines(textOf(page))));
  expect(batches.map((batch) => batch.map(({ page }) => page))).toEqual([
    [0, 1, 2, 3],
    Array.from({ length: 16 }, (_, nth) => 4 + nth),
    Array.from({ length: 16 }, (_, nth) => 20 + nth),
  ]);
  expect(batches[1]?.[0]).toMatchObject({
    size: [420, 595],
    blocks: [{ kind: "paragraph", text: textOf(4).join(" ") }],
  });
});

it("finds headings, lists, tables and notes, and drops running heads", async () => {
  const first: Piece[] = [
    { text: "The locks", x: 60, y: 80, size: 15, font: "bold" },
    ...lines(textOf(0), { y: 110 }),
    { text: "1", x: 90, y: 176, size: 6 },
    { text: "- Barges", x: 60, y: 290 },
    ...["Lock", "Toll", "Kesh", "4", "Dunmere", "5"].map((text, nth) => ({
      ...{ text, x: nth % 2 === 0 ? 60 : 200 },
      y: 340 + 16 * Math.floor(nth / 2),
    })),
    { box: [60, 500, 80, 0.5] },
    { text: "1", x: 60, y: 512, size: 6 },
    { text: "Lee, The Ledgers of Kesh, 1990, p. 4.", x: 65, y: 515, size: 8 },
  ];
  const others = [1, 2, 3].map((page) => lines(textOf(page), { y: 80 }));
  const [batch] = await batchesOf([first, ...others].map((page, index) => [...HEAD(index), ...page]));
  expect(batch?.map(({ blocks }) => blocks.map(({ at: _, ...block }) => block))).toEqual([
    [
      { kind: "heading", text: "The locks" },
      { kind: "paragraph", text: `${textOf(0).join(" ")}¹` },
      { kind: "item", text: "Barges" },
      {
        kind: "table",
        rows: [
          ["Lock", "Toll"],
          ["Kesh", "4"],
          ["Dunmere", "5"],
        ],
      },
      { kind: "note", text: "1 Lee, The Ledgers of Kesh, 1990, p. 4." },
    ],
    ...[1, 2, 3].map((page) => [{ kind: "paragraph", text: textOf(page).join(" ") }]),
  ]);
  const [x, y] = batch![0]!.blocks[0]!.at;
  expect([x, y]).toEqual([143, expect.closeTo(115, -1)]);
});

it("keeps the result of the whole file unchanged", async () => {
  const bytes = pdfOf(Array.from({ length: 12 }, (_, page) => [...HEAD(page), ...lines(textOf(page), { y: 80 })]));
  const plain = await importPdf(bytes, { title: "Tolls" });
  expect(await importPdf(bytes, { title: "Tolls" }, undefined, () => {})).toEqual(plain);
});

it("is limited in pages and in characters per page", async () => {
  const tiny = (text: string): Piece[] => [{ text, x: 20, y: 300 }];
  const pages = Array.from({ length: MAX_PROVISIONAL_PAGES + 30 }, () => tiny("Toll"));
  expect((await batchesOf(pages)).flat()).toHaveLength(MAX_PROVISIONAL_PAGES);
  const dense = Array.from(
    { length: 30 },
    (_, nth): Piece => ({ text: "Toll ".repeat(1_000), x: 20, y: 20 + 18 * nth, size: 0.4 }),
  );
  const [batch] = await batchesOf([dense, ...Array.from({ length: 3 }, () => tiny("Toll"))]);
  const texts = batch!.flatMap(({ blocks }) => blocks.map((block) => ("text" in block ? block.text : "")));
  const { length } = texts.join("");
  expect(length).toBeGreaterThan(10_000);
  expect(length).toBeLessThanOrEqual(80_000);
});
