import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { madeUpPdf } from "../../bench/annotated/made-up-pdf";
import { readWithPdfJs } from "../../support/pdf-annotations";
import { textsByPdfium } from "../../support/pdf-texts";
import { HEIGHT, lines, pdfOf, WIDTH } from "../report-import/pdf/pdf-writer";
import { annotated, idOf, importedPdf, noteOn } from "./annotated-report";

const FIRST = ["The harbour grew with the trade that the river carried to the coast."];
const SECOND = ["A toll of three coppers is asked at every lock between Kesh and Dunmere."];
const PAGES = [lines(FIRST), lines(SECOND)];

const spanOf = (text: string, quote: string) => {
  const start = text.indexOf(quote);
  return { start, end: start + quote.length };
};

/** What poppler extracts from a PDF. @param how the option that says in which form */
function byPoppler(bytes: Uint8Array, how: "-layout" | "-bbox"): string {
  const folder = mkdtempSync(path.join(tmpdir(), "concord-print-"));
  try {
    const file = path.join(folder, "print.pdf");
    writeFileSync(file, bytes);
    return execFileSync("pdftotext", [how, file, "-"], { encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const words = (text: string) => text.replace(/\s+/gu, " ");

async function printed() {
  const pdf = await importedPdf(pdfOf(PAGES));
  const { text } = pdf.report;
  const note = (n: number, quote: string, body: string | null, more: object = {}) =>
    noteOn({ id: idOf(n), span: spanOf(text, quote), quote, body, ...more });
  const notes = [
    note(1, "harbour", "Қандай кітаптар: әңгіме, өзен, ұлы үй, һәм ғылым?", {
      author: "Ерлан",
      replies: [{ id: idOf(9), body: "Все книги о торговле.", author: "Zoë" }],
    }),
    note(2, "toll", null),
    note(3, "Kesh", "Where is it? 東京"),
    noteOn({ id: idOf(4), span: null, quote: "a lost passage", body: "Nowhere." }),
  ];
  return annotated(pdf, notes, true);
}

test("numbers notes in the margins, and writes them out on pages at the end", async () => {
  const { bytes, unplaced } = await printed();
  expect(unplaced).toBe(1);
  const [first, second, appendix, ...rest] = (await textsByPdfium(bytes)).map(words);
  expect(rest).toEqual([]);
  // The text of the pages is unchanged, apart from the numbers. A highlight without a note has none.
  expect(first).toBe(`${FIRST[0]} 1`);
  expect(second).toBe(`${SECOND[0]} 2`);
  expect(appendix).toMatch(/^Notes /u);
  for (const part of [
    "1.",
    "“harbour” Ерлан, ",
    "Қандай кітаптар: әңгіме, өзен, ұлы үй, һәм ғылым?",
    "Zoë, ",
    "Все книги о торговле.",
    "“Kesh” Ann Lee, ",
    // No font has these characters.
    "Where is it? ??",
    "3. not on the pages “a lost passage”",
    `https://concord.example/r/river?note=${idOf(1)}`,
  ])
    expect(appendix).toContain(part);
  expect(appendix).not.toContain("“toll”");
});

const POPPLER = spawnSync("pdftotext", ["-v"]).status === 0;
/** A test that needs poppler. Without it, it passes, because skipped tests count as failed. */
const testInPoppler = (name: string, work: () => Promise<void>) =>
  POPPLER ? test(name, work) : test(`${name} (not run, because poppler-utils is not installed)`, () => undefined);

testInPoppler("opens in poppler with the same text, and keeps its annotations in pdf.js", async () => {
  const { bytes } = await printed();
  const texts = byPoppler(bytes, "-layout").split("\f").slice(0, -1).map(words);
  expect(texts).toHaveLength(3);
  expect(texts[2]!.trim()).toBe(words((await textsByPdfium(bytes))[2]!).trim());
  const { pages } = await readWithPdfJs(bytes);
  // The highlight without a place has no icon on paper.
  expect(pages.map((page) => page.map(({ subtype }) => subtype))).toEqual([
    ["Highlight", "Text"],
    ["Highlight", "Highlight"],
    [],
  ]);
});

test("wraps and turns pages for long notes, and cuts words that are longer than a line", async () => {
  const pdf = await importedPdf(pdfOf(PAGES));
  const sentence = "Every word of a long note is on paper. ";
  const url = `https://example.org/${"path/".repeat(60)}end`;
  const note = noteOn({
    id: idOf(1),
    span: spanOf(pdf.report.text, "harbour"),
    quote: "harbour",
    body: `${sentence.repeat(300)}\n\n${url}`,
  });
  const [, , ...appendix] = await textsByPdfium((await annotated(pdf, [note], true)).bytes);
  expect(appendix.length).toBeGreaterThan(2);
  const whole = words(appendix.join(" "));
  expect(whole.split(sentence.trim()).length - 1).toBe(300);
  expect(whole.replaceAll(" ", "")).toContain(url);
});

for (const turn of [0, 90, 180, 270])
  testInPoppler(
    `writes the numbers of notes on one line below each other, also on a page rotated by ${turn}°`,
    async () => {
      const pdf = await importedPdf(pdfOf(PAGES));
      const turned = { words: pdf.words, bytes: pdfOf(PAGES, { page: `/Rotate ${turn}` }) };
      const note = (n: number, quote: string) =>
        noteOn({ id: idOf(n), span: spanOf(pdf.report.text, quote), quote, body: "A note." });
      const { bytes } = await annotated(turned, [note(1, "harbour"), note(2, "trade"), note(3, "coast")], true);
      const [page = ""] = byPoppler(bytes, "-bbox").split("</page>");
      // Poppler states the size of the page before it is rotated.
      const width = turn % 180 === 0 ? WIDTH : HEIGHT;
      const marks = [...page.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(\d)</gu)];
      expect(marks.map(([, , , , , number]) => number).sort()).toEqual(["1", "2", "3"]);
      const placed = marks.map((mark) => mark.slice(1).map(Number)).sort((one, other) => one[4]! - other[4]!);
      for (const [n, [left, top, right, bottom]] of placed.entries()) {
        expect(right).toBeLessThan(width);
        expect(left).toBeGreaterThan(width - 30);
        expect(bottom! - top!).toBeLessThan(12);
        if (n > 0) expect(top! - placed[n - 1]![1]!).toBeCloseTo(9, 1);
      }
    },
  );

test("writes notes without Markdown, with their lists and links", async () => {
  const pdf = await importedPdf(pdfOf(PAGES));
  const body =
    "**Two** [tolls](https://example.org/tolls):\n\n1. *Kesh*\n2. Dunmere\n   - the old lock\n\n> Quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |";
  const note = noteOn({ id: idOf(1), span: spanOf(pdf.report.text, "toll"), quote: "toll", body });
  const [, , appendix] = await textsByPdfium((await annotated(pdf, [note], true)).bytes);
  const lines = appendix!.split("\r\n").map((line) => line.replace(/\s+/gu, " ").trim());
  expect(lines).toEqual(
    expect.arrayContaining([
      "Two tolls (https://example.org/tolls):",
      "1. Kesh",
      "2. Dunmere",
      "• the old lock",
      "Quoted",
      "a | b",
      "1 | 2",
    ]),
  );
});

test("continues the numbers of a page with many notes in another column", async () => {
  const pdf = await importedPdf(pdfOf(PAGES));
  const notes = Array.from({ length: 80 }, (_, n) =>
    noteOn({ id: idOf(n), span: spanOf(pdf.report.text, "toll"), quote: "toll", body: "A note." }),
  );
  const [, second = ""] = await textsByPdfium((await annotated(pdf, notes, true)).bytes);
  expect(second.match(/\d/gu)).toHaveLength(9 + 2 * 71);
});

test("adds no pages if there are no notes to write out", async () => {
  const pdf = await importedPdf(pdfOf(PAGES));
  const plain = noteOn({ id: idOf(1), span: spanOf(pdf.report.text, "toll"), quote: "toll", body: null });
  expect(await textsByPdfium((await annotated(pdf, [plain], true)).bytes)).toHaveLength(2);
});

testInPoppler("widens the margin of a page with more numbers than fit into one column", async () => {
  const pdf = await importedPdf(pdfOf(PAGES));
  const start = pdf.report.text.indexOf("harbour");
  const notes = Array.from({ length: 120 }, (_, n) =>
    noteOn({ id: idOf(n), span: { start, end: start + 7 }, quote: "harbour", body: "A note." }),
  );
  const { bytes } = await annotated(pdf, notes, true);
  const [first = "", second = ""] = byPoppler(bytes, "-bbox").split("</page>");
  const widths = [first, second].map((page) => Number(/<page width="([\d.]+)"/u.exec(page)?.[1]));
  expect(widths).toEqual([WIDTH + 48, WIDTH]);
  const places = [...first.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.+)<\/word/gu)];
  const marks = places.filter(([, , , , , word]) => /^\d+$/u.test(word!)).map((mark) => mark.slice(1, 5).map(Number));
  expect(marks).toHaveLength(120);
  for (const [left, top, right, bottom] of marks) {
    expect(left).toBeGreaterThan(WIDTH - 30);
    expect(right).toBeLessThan(WIDTH + 48);
    expect(top).toBeGreaterThan(0);
    expect(bottom).toBeLessThan(HEIGHT);
  }
  // The annotations are where they were.
  const quadsOf = async (file: Uint8Array) => (await readWithPdfJs(file)).pages[0]!.map(({ quads }) => quads);
  expect(await quadsOf(bytes)).toEqual(await quadsOf((await annotated(pdf, notes)).bytes));
});

test("takes CPU time in proportion to the number of notes", async () => {
  const pdf = await importedPdf(madeUpPdf(40));
  const body = "A note of some words that people write. ".repeat(6);
  const cost = async (count: number) => {
    const length = Math.floor(pdf.report.text.length / count);
    const notes = Array.from({ length: count }, (_, n) =>
      noteOn({ id: idOf(n), span: { start: n * length, end: n * length + 20 }, quote: "a passage", body }),
    );
    const start = process.cpuUsage();
    await annotated(pdf, notes, true);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  await cost(50);
  // Four times the notes. Quadratic growth would be 16 times.
  expect(await cost(1_000)).toBeLessThan(6 * (await cost(250)));
});
