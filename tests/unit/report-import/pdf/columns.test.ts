import { expect, test } from "vitest";
import { importPdf } from "@/lib/report-import/pdf";
import { lines, type Piece, pdfOf } from "./pdf-writer";

const LEFT = 50;
const RIGHT = 220;
const WORDS = "The ships of the coast came up the river in the".split(" ");

/** Lines of one column, 12 points apart, from a height down. */
const column = (x: number, y: number, count: number): Piece[] =>
  lines(
    Array.from({ length: count }, (_, n) => `${WORDS.slice(n % 3, (n % 3) + 7).join(" ")} ${n}`),
    { x, y },
  );

async function textOf(...pages: (readonly Piece[])[]): Promise<string> {
  const { markdown } = await importPdf(pdfOf(pages), { slug: "river", title: "River" });
  return markdown.slice(markdown.indexOf("\n---\n") + 6).replace(/<!-- page \d+ -->\n*/gu, "");
}

test("reads lines that extend into the next column in their own column, even if they touch or cover its lines", async () => {
  const touching: Piece = { text: "the harbour grew with the trade in grain of our", x: LEFT, y: 244 };
  const between: Piece = { text: "inland provinces and then with that in timber tar", x: LEFT, y: 256 };
  const covering: Piece = { text: "and wool which the merchants of the coast bought.", x: LEFT, y: 268 };
  const right = [...column(RIGHT, 100, 12), { text: "Bargemen", x: RIGHT, y: 244 }, ...column(RIGHT, 252, 20)];
  const text = await textOf(
    [...column(LEFT, 100, 12), touching, between, covering, ...column(LEFT, 280, 17), ...right],
    [...column(LEFT, 100, 32), ...column(RIGHT, 100, 32)],
  );
  expect(text.replace(/\n+/gu, " ")).toContain(
    "the harbour grew with the trade in grain of our inland provinces and then with that in timber tar and wool which " +
      "the merchants of the coast bought.",
  );
  expect(text).toMatch(/\bBargemen\b/u);
});

test("joins a heading that is split between two columns", async () => {
  const big = { size: 15, font: "bold" } as const;
  const text = await textOf(
    [
      { text: "Barges", x: LEFT, y: 60, size: 22, font: "bold" },
      ...column(LEFT, 100, 30),
      { text: "Trade on the river in", x: LEFT, y: 480, ...big },
      { text: "1990 to 2004", x: RIGHT, y: 100, ...big },
      ...column(RIGHT, 120, 30),
    ],
    [...column(LEFT, 100, 30), ...column(RIGHT, 100, 30)],
  );
  expect(text).toContain("## Trade on the river in 1990 to 2004\n");
});

test("reads an italic line as a heading if it is closer to the text below than to that above", async () => {
  const text = await textOf([
    ...lines(
      ["The harbour grew with the trade that the river carried to the coast, and its", "merchants kept books."],
      {
        y: 100,
      },
    ),
    { text: "The lower bank", x: 60, y: 131, font: "italic" },
    ...lines(
      ["Their houses stood along the lower bank, where the floods of the spring always", "came first, and went last."],
      { y: 142 },
    ),
  ]);
  expect(text).toContain("## The lower bank\n");
});

test("reads a bold line with a bullet as a list item, not as a heading", async () => {
  const text = await textOf([
    ...lines(["The harbour grew with the trade that the river carried to the coast."], { y: 100 }),
    { text: "-", x: 70, y: 124, font: "bold" },
    { text: "Bargemen", x: 84, y: 124, font: "bold" },
    ...lines(["Their houses stood along the lower bank, where the floods came first."], { y: 148 }),
  ]);
  expect(text).toContain("- **Bargemen**");
});

test("reads a line in bold that is closer to the text below as a heading, even if no word fits beside it", async () => {
  const text = await textOf([
    ...column(LEFT, 100, 10),
    { text: "Harbours of the coast and", x: LEFT + 12, y: 232, font: "bold" },
    ...lines(["Mechanicalobservations", "came up the river."], { x: LEFT, y: 244 }),
    ...column(LEFT, 280, 16),
    ...column(RIGHT, 100, 31),
  ]);
  expect(text).toContain("## Harbours of the coast and\n\nMechanicalobservations came");
});

test("does not read the first line of a paragraph as a heading if its bold words end on the next line", async () => {
  const text = await textOf([
    ...column(LEFT, 100, 10),
    { text: "Harbours of the coast and", x: LEFT + 12, y: 232, font: "bold" },
    { text: "Mechanicalobservations", x: LEFT, y: 244, font: "bold" },
    { text: "came", x: LEFT + 116, y: 244 },
    ...lines(["up the river."], { x: LEFT, y: 256 }),
    ...column(LEFT, 280, 16),
    ...column(RIGHT, 100, 31),
  ]);
  expect(text).toContain("**Harbours of the coast and Mechanicalobservations** came");
});

test("joins the lines of a heading around a word that is wider than its column", async () => {
  const big = { size: 17, font: "bold" } as const;
  const text = await textOf([
    { text: "Barges", x: LEFT, y: 60, size: 22, font: "bold" },
    ...column(LEFT, 100, 12),
    { text: "Soft Power:", x: LEFT + 30, y: 266, ...big },
    { text: "Internationalorganisations", x: LEFT, y: 286, ...big },
    { text: "of the coast", x: LEFT + 30, y: 306, ...big },
    ...column(LEFT, 326, 12),
    ...column(RIGHT, 100, 12),
    ...column(RIGHT, 326, 12),
  ]);
  expect(text).toContain("## Soft Power: Internationalorganisations of the coast\n");
});

test("does not add a paragraph at the top of a column to the list item before it", async () => {
  const text = await textOf(
    [
      ...column(LEFT, 100, 28),
      ...lines(["- The ships of the coast;", "- The ships of the river;"], { x: LEFT + 6, y: 436 }),
      { text: "The clerks of the harbour counted them", x: RIGHT + 13, y: 100 },
      ...column(RIGHT, 112, 29),
    ],
    [...column(LEFT, 100, 30), ...column(RIGHT, 100, 30)],
  );
  expect(text).toContain("- The ships of the river;\n\nThe clerks of the harbour counted");
});

test("keeps a heading together that is next to a table of the other column that extends into its own", async () => {
  const rows = [
    ["Sweden", "1992", "57", "Wool"],
    ["Norway", "2001", "59", "Shared premises"],
    ["Finland", "2010", "80", "Wool"],
    ["Poland", "2009", "40", "Shared premises"],
    ["Latvia", "2004", "37", "Representative"],
  ].flatMap((row, n): Piece[] => row.map((text, at) => ({ text, x: [50, 110, 150, 180][at]!, y: 160 + 18 * n })));
  const big = { size: 13, font: "bold" } as const;
  const text = await textOf(
    [
      { text: "Barges", x: LEFT, y: 60, size: 22, font: "bold" },
      ...column(LEFT, 100, 4),
      ...rows,
      ...column(LEFT, 264, 18),
      ...column(RIGHT, 100, 5),
      { text: "5. Exchanges of the", x: RIGHT, y: 169, ...big },
      { text: "provinces after 2014", x: RIGHT, y: 187, ...big },
      ...column(RIGHT, 206, 22),
    ],
    [...column(LEFT, 100, 30), ...column(RIGHT, 100, 30)],
  );
  expect(text).toContain("## 5. Exchanges of the provinces after 2014\n");
  expect(text).toMatch(/\| Latvia +\| 2004 +\| 37 +\| Representative \|/u);
});
