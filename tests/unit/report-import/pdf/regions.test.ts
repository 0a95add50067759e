import { describe, expect, it } from "vitest";
import type { Correction } from "@/lib/report-import/corrections/schemas";
import { readUploadedFile } from "@/lib/report-import/upload";
import { HEIGHT, lines, type Piece, pdfOf, WIDTH } from "./pdf-writer";

const TITLE: Piece = { text: "Tolls of the River", x: 60, y: 60, size: 22, font: "bold" };
const ABOVE = [
  "The survey of the basin was made by nine people in two wet summers, and its",
  "makers kept books in which every barge and every debt was written down.",
];
const BELOW = [
  "A toll of three coppers is asked at every lock between Kesh and Dunmere, as",
  "it was when the quays were built and the ledgers of the guild were begun.",
];
/** Two rows aren't recognized as a table. */
const ROWS: Piece[] = [
  { text: "Kesh", x: 60, y: 160, font: "bold" },
  { text: "Barges", x: 160, y: 160, font: "bold" },
  { text: "Debts", x: 260, y: 160, font: "bold" },
  { text: "Dunmere", x: 60, y: 174 },
  { text: "40", x: 160, y: 174 },
  { text: "3", x: 260, y: 174 },
];
const TABLE: Piece[] = ["Kesh", "Dunmere", "Port Alden", "Saint Orla"].flatMap((name, n) => [
  { text: name, x: 60, y: 160 + 14 * n },
  { text: String(40 * n), x: 200, y: 160 + 14 * n },
]);

type Region = Extract<Correction, { kind: "region" }>;

/** A region of the first page, in points. */
const region = (as: Region["as"], top: number, bottom: number, text = ""): Region => {
  const y = (points: number) => Math.round((1000 * points) / HEIGHT);
  const x = (points: number) => Math.round((1000 * points) / WIDTH);
  return { kind: "region", page: 0, box: [x(50), y(top), x(370), y(bottom)], as, text };
};

async function read(pieces: readonly Piece[], ...corrections: Correction[]) {
  const content = pdfOf([[TITLE, ...lines(ABOVE, { y: 110 }), ...pieces, ...lines(BELOW, { y: 240 })]]);
  const result = await readUploadedFile({ name: "tolls.pdf", given: {}, content, corrections });
  const { fits, layout, report, pictures = [] } = result;
  const body = result.markdown.replace(/^---\n.*?\n---\n\n/su, "").trim();
  return { body, fits, layout, report, pictures, corrections: result.corrections };
}

describe("a marked region", () => {
  it("becomes a table, in place of the text that was read", async () => {
    const before = await read(ROWS);
    expect(before.body).not.toContain("|");
    const { body, fits, layout, report } = await read(ROWS, region("table", 150, 180));
    expect(fits).toEqual([true]);
    expect(body).toBe(
      `<!-- page 1 -->\n\n${ABOVE.join(" ")}\n\n| Kesh | Barges | Debts |\n| --- | --- | --- |\n| Dunmere | 40 | 3 |\n\n${BELOW.join(" ")}`,
    );
    // The preview finds the new rows on the page.
    expect(layout?.body).toHaveLength(report.blocks.length);
    expect(layout?.body[1]?.slice(0, 3)).toEqual([0, expect.closeTo(143, -1), expect.closeTo(258, -1)]);
  });

  it("can be part of a paragraph, which keeps the rest of its text", async () => {
    const pieces = ["Kesh", "40", "Dunmere", "3"].map((text, n) => ({
      ...{ text, x: n % 2 === 0 ? 60 : 120 },
      y: n < 2 ? 134 : 146,
    }));
    expect((await read(pieces)).body).toContain(`${ABOVE.join(" ")} Kesh 40 Dunmere 3`);
    const { body, fits } = await read(pieces, region("table", 126, 150));
    expect(fits).toEqual([true]);
    expect(body).toContain(`${ABOVE.join(" ")}\n\n`);
    expect(body).toContain("| Kesh | 40 |\n| Dunmere | 3 |");
  });

  it("is no longer a table", async () => {
    expect((await read(TABLE)).body).toContain("| Port Alden");
    const { body, fits } = await read(TABLE, region("text", 150, 210));
    expect(fits).toEqual([true]);
    expect(body).not.toContain("|");
    expect(body).toContain("Port Alden 80");
    expect(body.indexOf("Kesh 0")).toBeGreaterThan(body.indexOf("makers"));
    expect(body.indexOf("Saint Orla")).toBeLessThan(body.indexOf("A toll"));
  });

  it("becomes a figure, whose words leave the text and whose caption stays above it", async () => {
    const caption: Piece = { text: "Chart 1. Barges by town", x: 60, y: 150, size: 8 };
    const { body, fits, pictures, layout, report } = await read([caption, ...TABLE], region("figure", 152, 212));
    expect(fits).toEqual([true]);
    expect(pictures).toHaveLength(1);
    expect(body).toMatch(/Chart 1\. Barges by town\n\n!\[\]\(picture:[0-9a-f]{32}\/\d+x\d+ ".*"\)\n\nA toll/u);
    const [figure] = report.flow.filter((item) => item.type === "figure");
    expect(figure?.words).toBe("Kesh 0 Dunmere 40 Port Alden 80 Saint Orla 120");
    expect(report.text).not.toContain("Port Alden");
    expect(layout?.figures).toEqual([[0, ...region("figure", 152, 212).box]]);
  });

  it("can be changed again: a figure becomes text", async () => {
    const { body, fits } = await read(TABLE, region("figure", 150, 212), region("text", 150, 212));
    expect(fits).toEqual([true, true]);
    expect(body).not.toContain("![");
    expect(body).toContain("Port Alden 80");
  });

  it("is only used for the same text in the file of another edition", async () => {
    const { corrections } = await read(ROWS, region("table", 150, 180));
    expect(corrections).toEqual([region("table", 150, 180, "Kesh Barges Debts Dunmere 40 3")]);
    expect((await read(ROWS, ...corrections)).fits).toEqual([true]);
    const other = lines(["Nothing here is about towns or", "money, and no table is meant."], { y: 160 });
    expect((await read(other, ...corrections)).fits).toEqual([false]);
  });

  it.each<[string, Region]>([
    ["an empty part of a page as a table", region("table", 400, 500)],
    ["text without columns as a table", region("table", 230, 260)],
    ["running text as no table", region("text", 100, 140)],
    ["a page that doesn't exist", { ...region("table", 150, 180), page: 7 }],
  ])("does not fit: %s", async (_, marked) => {
    const before = await read(ROWS);
    const { body, fits } = await read(ROWS, marked);
    expect(fits).toEqual([false]);
    expect(body).toBe(before.body);
  });
});
