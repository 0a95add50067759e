import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { UserError } from "@/lib/errors";
import { parseReport } from "@/lib/report/parse";
import type { OcrEngine } from "@/lib/report-import/ocr/engine";
import { blank } from "@/lib/report-import/ocr/image";
import * as program from "@/lib/report-import/ocr/tesseract-program";
import { importPdf } from "@/lib/report-import/pdf";
import type { ImportProgress } from "@/lib/report-import/progress";
import { someOf } from "../../../support/sampled";
import { imagesOf, picturePdf, scanOf } from "../../../support/scans";
import { sentencesOf } from "../sentences";
import { lines, type Piece, pdfOf } from "./pdf-writer";

// Uses the engine that is always available for reading scans.
vi.mock("@/lib/report-import/ocr/tesseract-program", () => ({ startProgram: vi.fn(async () => undefined) }));

const SLOW = { timeout: 120_000 };

const BODY = [
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship, every cargo and every debt of the",
  "season was written down. Historians have read them with care ever since, as",
  "they say more of the town than its laws, its chronicles and its monuments do",
  "together.",
];
const TITLE: Piece = { text: "Trade on the River", x: 60, y: 60, size: 22, font: "bold" };
const NOTED: Piece[] = [
  { text: "The first ledger is lost.", x: 60, y: 230 },
  { text: "1", x: 160, y: 226, size: 6 },
  { box: [60, 500, 80, 0.5] },
  { text: "1", x: 60, y: 512, size: 6 },
  { text: "Lee, The Ledgers of Kesh, 1990, p. 4.", x: 65, y: 515, size: 8 },
];
const PAGES: Piece[][] = [
  [
    TITLE,
    { text: "Beginnings", x: 60, y: 120, size: 15, font: "bold" },
    ...lines(BODY, { y: 150 }),
    ...NOTED,
    { text: "The lower bank", x: 60, y: 270, size: 12, font: "bold" },
    ...lines(BODY, { y: 290 }),
    { text: "Grain came from Dunmere.", x: 60, y: 370, font: "italic" },
  ],
];

/** A page with little text, for tests of how pages are chosen and placed: recognizing text takes seconds. */
const SHORT_PAGES: Piece[][] = [[TITLE, ...lines(BODY, { y: 120 })]];

async function read(pdf: Uint8Array, options: Parameters<typeof importPdf>[1] = {}) {
  const progress: ImportProgress[] = [];
  const { markdown, doubts, meta } = await importPdf(pdf, { slug: "river", ...options }, (each) => progress.push(each));
  return { markdown, doubts, meta, progress, report: parseReport(markdown, "river") };
}

afterEach(() => vi.mocked(program.startProgram).mockReset().mockResolvedValue(undefined));

describe("a scan", () => {
  it("is read with its title, headings, notes and styles", SLOW, async () => {
    const { meta, report, doubts, progress, markdown } = await read(await scanOf(pdfOf(PAGES), { skew: 0.6 }));
    expect(meta).toMatchObject({ title: "Trade on the River", language: "en" });
    expect(report.sections.map(({ title, depth }) => [title, depth])).toEqual([
      ["Beginnings", 2],
      ["The lower bank", 3],
    ]);
    expect(report.text).toContain(BODY.join(" "));
    expect(markdown).toContain("The first ledger is lost.[^1]");
    expect(markdown).toContain("[^1]: Lee, The Ledgers of Kesh, 1990, p. 4.");
    expect(markdown).toContain("*Grain came from Dunmere.*");
    expect(sentencesOf(doubts)).toContain(
      "This file is a scan, so the text was recognized (OCR). Check names and numbers.",
    );
    expect(progress).toEqual([{ stage: "pages", page: 1, pages: 1 }, { stage: "structure" }]);
  });

  it.each(someOf([1, 3]))("is read if the sheet was rotated by %i quarter turns", SLOW, async (quarters) => {
    const { report } = await read(await scanOf(pdfOf(SHORT_PAGES), { quarters, skew: -0.4 }));
    expect(report.text).toContain(BODY.join(" "));
  });
});

describe("a file with scanned pages", () => {
  it("keeps the text of its other pages", SLOW, async () => {
    const text = lines(BODY, { y: 100 });
    const [scan] = await imagesOf(pdfOf([[{ text: "The second page lists all tolls.", x: 60, y: 100 }]]));
    const { report, doubts, progress } = await read(pdfOf([[TITLE, ...text], [{ picture: scan! }], text]));
    expect(report.text).toContain(BODY.join(" "));
    expect(report.text).toContain("The second page lists all tolls.");
    expect(doubts.map((doubt) => [doubt.line, ...sentencesOf([doubt])])).toContainEqual([
      2,
      "This page is a scan, so the text was recognized (OCR). Check names and numbers.",
    ]);
    // Scanned pages are read last.
    expect(progress.slice(0, -1)).toEqual([1, 2, 3].map((page) => ({ stage: "pages", page, pages: 3 })));
  });
});

describe("a file with text", () => {
  // The text layer contains something other than what the page shows, as in badly recognized scans.
  const wrong = async () => {
    const [image] = await imagesOf(pdfOf(SHORT_PAGES));
    const words = Array.from({ length: 10 }, () => "xqz ".repeat(10));
    return pdfOf([[{ picture: image! }, ...lines(words, { y: 570, pitch: 2, size: 1 })]]);
  };

  it("is read from the images of its pages if that was chosen", SLOW, async () => {
    const pdf = await wrong();
    const { report, doubts } = await read(pdf, { recognize: "always" });
    expect(report.text).toContain(BODY.join(" "));
    expect(sentencesOf(doubts)).toContain(
      "The pages were read as images, so the text was recognized (OCR). Check names and numbers.",
    );
    const { report: own } = await read(pdf, { title: "Trade" });
    expect(own.text).toContain("xqz");
    expect(own.text).not.toContain("harbour");
  });

  it("keeps the text in the file if that was chosen, even on pages that are scans", SLOW, async () => {
    const [image] = await imagesOf(pdfOf(PAGES));
    const pdf = pdfOf([[TITLE, ...lines(BODY, { y: 100 })], [{ picture: image! }]]);
    const { report, doubts } = await read(pdf, { recognize: "never" });
    expect(report.text).toBe(BODY.join(" "));
    expect(sentencesOf(doubts)).toContain("This page has no text. It may be blank or a picture.");
    await expect(read(await scanOf(pdfOf(PAGES)), { recognize: "never" })).rejects.toMatchObject({
      message: "The PDF has no text of its own. Read its pages as images instead.",
    });
  });

  it("is rejected with a way out if reading all its pages as images would take too long", SLOW, async () => {
    vi.mocked(program.startProgram).mockResolvedValue(engineTaking(400));
    const pages = Array.from({ length: 20 }, () => [TITLE, ...lines(BODY, { y: 100 })]);
    const options = { recognize: "always", scanSeconds: 2 } as const;
    await expect(read(pdfOf(pages), options)).rejects.toMatchObject({
      code: "pdf-scan-too-long",
      message: expect.stringContaining("Use the text in the file"),
    });
  });
});

/** An engine that works slowly and recognizes nothing. */
const engineTaking = (milliseconds: number): OcrEngine => ({
  languages: ["en"],
  read: async () => {
    await setTimeout(milliseconds);
    return "";
  },
  stop: async () => {},
});

describe("a hostile scan", () => {
  const dot = { ...blank(20, 20), pixels: new Uint8Array(400).fill(255).fill(0, 100, 120) };

  it("is rejected if the time limit is too short, with the number of pages that would fit", SLOW, async () => {
    vi.mocked(program.startProgram).mockResolvedValue(engineTaking(50));
    const pages = Array.from({ length: 2000 }, () => ({ image: dot, size: [200, 200] as [number, number] }));
    const error = await importPdf(picturePdf(pages), { scanSeconds: 1 }).catch((each: unknown) => each);
    expect(error).toMatchObject({ code: "pdf-scan-too-long" });
    const { possible } = (error as UserError).problem.params;
    expect(possible).toBeGreaterThan(1);
    expect(possible).toBeLessThan(20);
  });

  it.each(
    someOf<[string, Parameters<typeof picturePdf>[0][number], string]>([
      ["a page of 20,000 by 20,000 points", { image: dot, size: [20_000, 20_000] }, "pdf-no-text"],
      ["a page one point wide", { image: dot, size: [1, 14_000] }, "pdf-no-text"],
      ["a picture that is cut off", { image: dot, data: new Uint8Array([120, 156, 3]) }, "pdf-no-text"],
      ["a picture of nothing but noise", { image: dot, data: new Uint8Array(400).fill(7) }, "pdf-no-text"],
      [
        "a picture of 10,000 megapixels",
        { image: { width: 100_000, height: 100_000, pixels: new Uint8Array(0) }, size: [500, 500] },
        "pdf-too-large",
      ],
    ]),
  )("is rejected with a clear message: %s", SLOW, async (_, page, code) => {
    vi.mocked(program.startProgram).mockResolvedValue(engineTaking(0));
    await expect(importPdf(picturePdf([page]))).rejects.toMatchObject({ code });
  });
});
