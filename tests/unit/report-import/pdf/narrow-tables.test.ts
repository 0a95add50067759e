import { expect, test } from "vitest";
import { importPdf } from "@/lib/report-import/pdf";
import { lines, type Piece, pdfOf } from "./pdf-writer";

const BODY = [
  "The ships of the coast came up the river in the spring, and the merchants kept",
  "books in which a representative of the harbour wrote what they had bought there.",
];

async function textOf(rows: readonly (readonly string[])[], producer = ""): Promise<string> {
  const cells = rows.flatMap((row, n): Piece[] =>
    row.flatMap((text, at) => (text ? [{ text, x: [60, 103, 129, 150][at]!, y: 150 + 10 * n }] : [])),
  );
  const page = [...lines(BODY), ...cells, ...lines(BODY, { y: 400 })];
  const bytes = pdfOf([page], { info: `/Producer (${producer})` });
  return (await importPdf(bytes, { slug: "river", title: "River" })).markdown;
}

const rowOf = (...cells: string[]): RegExp => new RegExp(`^\\| ${cells.join(" +\\| ")} +\\|$`, "mu");

/** A table as LibreOffice writes it: words that are too long for their cell are split, without a hyphen. */
const NARROW = [
  ["Regio", "O", "S", "Description"],
  ["n", "pe", "ta", ""],
  ["", "ne", "ff", ""],
  ["", "d", "", ""],
  ["Armen", "20", "5", "Honorary"],
  ["ia", "03", "5", "consulate"],
  ["Belaru", "20", "9", "Representative"],
  ["s", "08", "5", "in the port"],
  ["Croati", "20", "4", "Reading room"],
  ["a", "00", "5", "and courses"],
  ["South", "20", "4", "Closed after the"],
  ["Africa", "09", "6", "change of state"],
  ["Egypt", "20", "7", "Reading room"],
  ["", "16", "5", "and courses"],
];

test("joins words and numbers that are split in narrow cells of a table", async () => {
  const text = await textOf(NARROW);
  expect(text).toMatch(rowOf("Region", "Opened", "Staff", "Description"));
  expect(text).toMatch(rowOf("Armenia", "2003", "55", "Honorary consulate"));
  expect(text).toMatch(rowOf("Belarus", "2008", "95", "Representative in the port"));
  expect(text).toMatch(rowOf("Croatia", "2000", "45", "Reading room and courses"));
  expect(text).toMatch(rowOf("South Africa", "2009", "46", "Closed after the change of state"));
  expect(text).toMatch(rowOf("Egypt", "2016", "75", "Reading room and courses"));
});

test("reads numbers below each other as rows if no words are split", async () => {
  const text = await textOf([
    ["Name", "A", "B", "Goods"],
    ["Ship", "20", "5", "Honey and wool"],
    ["Boat", "19", "6", "Timber and tar"],
    ["Raft", "31", "4", "Salt and grain"],
  ]);
  expect(text).toMatch(rowOf("Ship", "20", "5", "Honey and wool"));
  expect(text).toMatch(rowOf("Boat", "19", "6", "Timber and tar"));
});
