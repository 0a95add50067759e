import { describe, expect, it } from "vitest";
import { sentenceOf } from "@/lib/errors/sentence";
import type { Page } from "@/lib/report-import/pdf/page";
import { doubtsOfScans } from "@/lib/report-import/pdf/scan-warnings";

const RUSSIAN = "Баржи гильдии возят зерно из четырёх гаваней к морю осенью, а заң — нет.";
const KAZAKH = "Баржалар күзде төрт айлақтан теңізге астық тасиды, бұл өте қиын жұмыс.";

const page = (index: number, uncertain?: string[]): Page => ({
  ...{ index, label: "", width: 400, height: 600, glyphs: [], rules: [], drawings: [] },
  ...(uncertain && { recognized: { words: 100, uncertain } }),
});
const textsOf = (pages: Page[], ...[text, language]: [string, ("en" | "ru" | "kk")?]) =>
  doubtsOfScans({ pages, ocrLanguages: ["en", "kk"] }, text, language ? { language } : {}).map(
    ({ problem, ...doubt }) => ({
      ...doubt,
      text: sentenceOf(problem),
    }),
  );

describe("doubtsOfScans", () => {
  it("returns nothing for a file without scans", () => {
    expect(doubtsOfScans({ pages: [page(0)] }, RUSSIAN, {})).toEqual([]);
  });

  it.each([
    ["one of two pages", [page(0), page(1, [])], 2, "This page is a scan"],
    ["two of three pages", [page(0, []), page(1), page(2, [])], 1, "2 pages are scans"],
    ["all pages", [page(0, []), page(1, [])], 1, "This file is a scan"],
  ])("says that %s were recognized", (_, pages, line, start) => {
    expect(textsOf(pages, "Grain")).toEqual([
      { line, text: `${start}, so the text was recognized (OCR). Check names and numbers.` },
    ]);
  });

  it("names the uncertain words of each page", () => {
    const many = Array.from({ length: 9 }, (_, n) => `w${n}`);
    expect(textsOf([page(0, ["Keshh"]), page(1, many)], "Grain").slice(1)).toEqual([
      { line: 1, text: "1 word is uncertain: “Keshh”." },
      { line: 2, text: "9 words are uncertain: “w0”, “w1”, “w2”, “w3”, “w4”, “w5”, “w6”, “w7”, …." },
    ]);
  });

  it.each<[string, string, ("en" | "ru" | "kk")?, string?]>([
    ["Russian text with a Kazakh word", RUSSIAN, undefined, "tesseract-ocr-rus"],
    ["text declared to be Russian", "Grain", "ru", "tesseract-ocr-rus"],
    ["Kazakh text", KAZAKH, undefined, undefined],
    ["English text", "Grain from four harbours", undefined, undefined],
  ])("says how to install the language of %s if it is missing", (_, text, language, expected) => {
    const found = textsOf([page(0, [])], text, language).slice(1);
    if (expected === undefined) expect(found).toEqual([]);
    else expect(found.map((warning) => warning.text)).toEqual([expect.stringContaining(expected)]);
  });
});
