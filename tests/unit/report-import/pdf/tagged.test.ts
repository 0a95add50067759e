import { expect, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { importPdf } from "@/lib/report-import/pdf";
import { HEIGHT, lines, type Piece, pdfOf } from "./pdf-writer";

/** Text that fills a column of 300 points, so that the document has body text for comparison. */
const BODY = lines([
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship, every cargo and every debt of the",
  "season was written down. Historians have read them with care ever since.",
]);
const TITLE: Piece = { text: "Trade on the River", x: 60, y: 60, size: 22, font: "bold" };

/** The left edges of the columns of tables. */
const EDGES = [60, 100, 130];

/** A piece of marked content. */
const marked = (id: number, tag: string, texts: readonly { text: string; x: number; y: number }[]): Piece => ({
  draw: `/${tag} << /MCID ${id} >> BDC BT /roman 10 Tf ${texts
    .map(({ text, x, y }) => `1 0 0 1 ${x} ${HEIGHT - y} Tm (${text}) Tj`)
    .join(" ")} ET EMC`,
});

/**
 * Reads a page with a table.
 *
 * @param rows the lines of each cell
 * @param order the order of the rows in the file's structure
 * @param paragraph lines of text below the table, and their gaps
 */
async function read(rows: readonly string[][][], order: readonly number[], paragraph: readonly string[][] = []) {
  let y = 180;
  const cells: Piece[] = [];
  for (const [n, row] of rows.entries()) {
    for (const [column, texts] of row.entries()) {
      const own = texts.map((text, line) => ({ text, x: EDGES[column]!, y: y + 12 * line }));
      cells.push(marked(3 * n + column, "TD", own));
    }
    y += 12 * Math.max(...row.map((texts) => texts.length)) + 6;
  }
  const below = paragraph.flatMap((texts, n) =>
    texts.map((text, column) => ({ text, x: EDGES[column]!, y: y + 20 + 12 * n })),
  );
  // The structure begins at object 3, followed by the table, its rows with their cells, and a paragraph.
  const count = 3 + 4 * rows.length;
  const page = count + 7;
  const element = (type: string, kids: string, parent: number) =>
    `<< /Type /StructElem /S /${type} /P ${parent} 0 R /Pg ${page} 0 R /K ${kids} >>`;
  const rowAt = (n: number) => 5 + 4 * n;
  const parents = [...rows.flatMap((_, n) => [1, 2, 3].map((part) => `${rowAt(n) + part} 0 R`)), `${count + 2} 0 R`];
  const objects = [
    `<< /Type /StructTreeRoot /K [4 0 R ${count + 2} 0 R] /ParentTree << /Nums [0 [${parents.join(" ")}]] >> >>`,
    element("Table", `[${order.map((n) => `${rowAt(n)} 0 R`).join(" ")}]`, 3),
    ...rows.flatMap((_, n) => [
      element("TR", `[${[1, 2, 3].map((part) => `${rowAt(n) + part} 0 R`).join(" ")}]`, 4),
      ...[0, 1, 2].map((column) => element("TD", String(3 * n + column), rowAt(n))),
    ]),
    element("P", String(3 * rows.length), 3),
  ];
  const bytes = pdfOf([[TITLE, ...BODY, ...cells, marked(3 * rows.length, "P", below)]], {
    objects,
    catalogue: "/StructTreeRoot 3 0 R /MarkInfo << /Marked true >>",
    page: "/StructParents 0",
  });
  return parseReport((await importPdf(bytes, { slug: "river" })).markdown, "river").text;
}

const SPLIT = [
  [
    ["Belaru", "s"],
    ["19", "95"],
    ["Representative", "office"],
  ],
  [
    ["Croati", "a"],
    ["20", "04"],
    ["Reading room", "and library"],
  ],
  [
    ["Estoni", "a"],
    ["20", "16"],
    ["Cultural", "centre"],
  ],
];
const SIMPLE = [
  [["Grain"], ["1995"], ["Harbour"]],
  [["Timber"], ["2004"], ["Lower bank"]],
  [["Wool"], ["2016"], ["Market"]],
];

test("reads the cells of a table by its tags, even if words are split in narrow columns", async () => {
  const text = await read(SPLIT, [0, 1, 2]);
  expect(text).toContain("Belarus\t1995\tRepresentative office\n");
  expect(text).toContain("Croatia\t2004\tReading room and library\n");
  expect(text).toContain("Estonia\t2016\tCultural centre");
});

test("reads a table by the positions of its words if its tags do not agree with the page", async () => {
  const text = await read(SIMPLE, [2, 0, 1]);
  expect(text).toContain("Grain\t1995\tHarbour\nTimber\t2004\tLower bank\nWool\t2016\tMarket");
});

test("does not read text as a table if its tags say otherwise", async () => {
  const gapped = [
    ["The", "carts", "of the clerks"],
    ["and", "ships", "of merchants"],
    ["all", "kept", "to the river."],
  ];
  expect(await read(SIMPLE, [0, 1, 2], gapped)).toContain("The carts of the clerks and ships of merchants all kept");
});
