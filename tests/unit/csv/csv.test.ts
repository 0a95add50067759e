import { afterAll, describe, expect, it } from "vitest";
import { csvRow } from "@/lib/csv";
import { csvReaders, forgetProfile, hasLibreOffice, officeFormulas } from "./readers";

const READERS = await csvReaders();
afterAll(forgetProfile);

const CELLS = [
  ["words", "Barges carry grain"],
  ["nothing", ""],
  ["several paragraphs", "One.\n\nTwo, and three.\n\nFour."],
  ["Cyrillic and Kazakh letters", "Қазақстан; «Реки», ұлт"],
  ["quotation marks and commas", 'He said "no", and went'],
  ["a semicolon and a tab", "a; b\tc"],
  ["code points beyond U+FFFF", "🏔 A toll"],
] as const;

describe.each(READERS)("$name reads", ({ read }) => {
  it("each row as a row and each cell unchanged", async () => {
    const rows = CELLS.map(([name, cell], index) => [name, cell, String(index)]);
    expect(await read(rows.map(csvRow).join(""))).toEqual(rows);
  });
});

describe("in a cell, anything that a spreadsheet would interpret as a formula is prefixed with an apostrophe", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["＝1+1", "'＝1+1"],
    [" =1+1", "' =1+1"],
    ["\n=1+1", "'\n'=1+1"],
    ["\r=1+1", "'\r'=1+1"],
    ["\t=1+1", "'\t'=1+1"],
    [";=1+1", "';'=1+1"],
    ["\u00A0=1+1", "'\u00A0=1+1"],
    ['"=1+1', `'"=1+1`],
    // Spreadsheets may treat semicolons or tabs as separators, or line breaks as the ends of rows. In that case, a new
    // cell starts after such a character.
    ["a;=1+1", "a;'=1+1"],
    ["a\n=1+1", "a\n'=1+1"],
    ["a\r\n@x", "a\r\n'@x"],
    ["a\t-1;+2", "a\t'-1;'+2"],
    ['a; "=1+1"', `a;' "=1+1"`],
    ["a = b - c", "a = b - c"],
    ["a, =b", "a, =b"],
    ["one\ntwo", "one\ntwo"],
  ])("%j", (cell, guarded) => {
    expect(csvRow([cell])).toBe(`"${guarded.replaceAll('"', '""')}"\r\n`);
  });

  it("in time proportional to the length of the cell", () => {
    for (const part of ["; ", "\n\t", '";', "\n=", "a;", '"']) {
      expect(csvRow([part.repeat(200_000)]).length).toBeGreaterThan(part.length * 200_000);
    }
  });

  it("so that LibreOffice finds no formula, whatever the separator", async () => {
    const formulas = ["=1+1", "\n=1+1", ";=1+1", "a\n=1+1", "a;=1+1;", "a\t=1+1", " =1+1", 'a;"=1+1";b', "a\r=1+1"];
    const csv = formulas.map((cell) => csvRow(["x", cell, "y"])).join("");
    const found = (await hasLibreOffice())
      ? [await officeFormulas(csv, ","), await officeFormulas(csv, ";"), await officeFormulas("x,=1+1\r\n", ",")]
      : [[], [], ["of:=1+1"]];
    expect(found).toEqual([[], [], ["of:=1+1"]]);
  });
});
