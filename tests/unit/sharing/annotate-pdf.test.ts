import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { hashOfAnnotation } from "@/lib/exchange/pdf/contents";
import { readPdfNotes } from "@/lib/exchange/pdf/read-pdf";
import type { ReadFile } from "@/lib/exchange/read-file";
import { UNIT } from "@/lib/word-boxes/model";
import { readWithPdfJs } from "../../support/pdf-annotations";
import { HEIGHT, lines, type Piece, pdfOf, type StoredAs, WIDTH } from "../report-import/pdf/pdf-writer";
import { annotated, idOf, importedPdf, noteOn } from "./annotated-report";

const TITLE: Piece = { text: "Trade on the River", x: 60, y: 60, size: 22, font: "bold" };
const FIRST = [
  "The harbour grew with the trade that the river carried to the coast, and its",
  "merchants kept books in which every ship and every debt was written down.",
];
const SECOND = ["A toll of three coppers is asked at every lock between Kesh and Dunmere."];
const PAGES = [[TITLE, ...lines(FIRST)], lines(SECOND)];

const spanOf = (text: string, quote: string) => {
  const start = text.indexOf(quote);
  if (start < 0) throw new Error(`"${quote}" is not in the text`);
  return { start, end: start + quote.length };
};

test("writes highlights with one quad per line, notes, replies and dates", async () => {
  const pdf = await importedPdf(pdfOf(PAGES));
  const quote = "and its merchants kept books";
  const note = noteOn({
    id: idOf(1),
    span: spanOf(pdf.report.text, quote),
    quote,
    body: "Қандай кітаптар? 😀\n\nSee [@Bo](person:00000000-0000-4000-8000-000000000009).",
    colour: 2,
    author: "Ерлан (Қасым)",
    replies: [{ id: idOf(2), body: "Все \\ книги.", author: "Zoë" }],
  });
  const plain = noteOn({ id: idOf(3), span: spanOf(pdf.report.text, "toll"), quote: "toll", body: null });
  const { bytes, unplaced } = await annotated(pdf, [note, plain]);
  expect(unplaced).toBe(0);
  const { pages, attachments } = await readWithPdfJs(bytes);
  expect(attachments).toEqual(["concord-notes.json"]);
  expect(pages.map((page) => page.length)).toEqual([2, 1]);
  const [highlight, reply, toll] = pages.flat();
  expect(highlight).toMatchObject({
    subtype: "Highlight",
    author: "Ерлан (Қасым)",
    contents: `Қандай кітаптар? 😀\n\nSee @Bo.\n\nhttps://concord.example/r/river?note=${idOf(1)}`,
    colour: [0xbf, 0xdb, 0xfe],
    created: "D:20260102030405Z",
    hasAppearance: true,
  });
  const [end, start, ...rest] = highlight!.quads;
  expect(rest).toEqual([]);
  // Each quad is around the baseline of its line, from its first word to its last.
  for (const [quad, y] of [
    [end!, 100],
    [start!, 112],
  ] as const) {
    const baseline = HEIGHT - y;
    expect(quad[1]).toBeGreaterThan(baseline);
    expect(quad[5]).toBeLessThan(baseline);
    expect(quad[1]).toBe(quad[3]);
    expect([quad[4], quad[6]]).toEqual([quad[0], quad[2]]);
  }
  expect(start![0]).toBeCloseTo(60, 0);
  expect(reply).toMatchObject({ subtype: "Text", to: highlight!.id, contents: "Все \\ книги.", author: "Zoë" });
  expect(reply).toMatchObject({ created: "D:20260103030405Z", modified: "D:20260104030405Z" });
  expect(toll).toMatchObject({ subtype: "Highlight", contents: "", hasAppearance: true });
});

test("lists highlights without a place in the margin of the first page", async () => {
  const pdf = await importedPdf(pdfOf(PAGES));
  const gone = noteOn({ id: idOf(1), span: null, quote: "words that\nare gone", body: "Where?" });
  const { bytes, unplaced } = await annotated(pdf, [gone, { ...gone, highlight: { ...gone.highlight, id: idOf(2) } }]);
  expect(unplaced).toBe(2);
  const { pages } = await readWithPdfJs(bytes);
  expect(pages.map((page) => page.length)).toEqual([2, 0]);
  const [first, second] = pages[0]!;
  expect(first).toMatchObject({
    subtype: "Text",
    contents: `No place on the pages: “words that are gone”\n\nWhere?\n\n${gone.link}`,
  });
  expect(first!.rect[0]).toBeLessThan(second!.rect[0]!);
});

test("writes areas as squares with their descriptions, and lists those without a page", async () => {
  const pdf = await importedPdf(pdfOf(PAGES));
  const half = Math.round(UNIT / 2);
  const area = { page: 1, x0: 0, y0: half, x1: half, y1: UNIT };
  const span = { start: 5, end: 5 };
  const placed = noteOn({ id: idOf(1), span, quote: "", body: "Rising", area, colour: 4 });
  const gone = noteOn({ id: idOf(2), span: null, quote: "", body: null, area });
  const { bytes, unplaced } = await annotated(pdf, [placed, gone]);
  expect(unplaced).toBe(1);
  const { pages } = await readWithPdfJs(bytes);
  expect(pages[0]).toMatchObject([{ subtype: "Text", contents: "No place on the pages: “A chart”" }]);
  expect(pages[1]).toMatchObject([{ subtype: "Square", contents: `Area: “A chart”\n\nRising\n\n${placed.link}` }]);
  const [square] = pages[1]!;
  expect(square).toMatchObject({ hasAppearance: true, colour: [0xdd, 0xd6, 0xfe] });
  for (const [n, edge] of [0, 0, WIDTH / 2, HEIGHT / 2].entries()) expect(square!.rect[n]).toBeCloseTo(edge, 1);
});

test("writes areas of pictures at their places on the pages, and lists those of other pictures", async () => {
  const pdf = await importedPdf(pdfOf(PAGES));
  const edges = { x0: 0, y0: 0, x1: Math.round(UNIT / 2), y1: UNIT };
  const [picture, other] = ["a", "b"].map((letter) => letter.repeat(32));
  const half = Math.round(UNIT / 2);
  const figures = [0, 1].map((page) => ({ picture: picture!, page, x0: half, y0: half, x1: UNIT, y1: UNIT }));
  const span = { start: 5, end: 5 };
  const placed = noteOn({ id: idOf(1), span, quote: "", body: "Rising", area: { picture: picture!, ...edges } });
  const gone = noteOn({ id: idOf(2), span, quote: "", body: null, area: { picture: other!, ...edges } });
  const { bytes, unplaced } = await annotated(pdf, [placed, gone], false, figures);
  expect(unplaced).toBe(1);
  const { pages } = await readWithPdfJs(bytes);
  expect(pages.map((page) => page.map(({ subtype }) => subtype))).toEqual([["Square", "Text"], []]);
  const [square] = pages[0]!;
  for (const [n, edge] of [WIDTH / 2, 0, (3 * WIDTH) / 4, HEIGHT / 2].entries())
    expect(square!.rect[n]).toBeCloseTo(edge, 1);
});

test("splits a highlight that continues on the next page", async () => {
  const pdf = await importedPdf(
    pdfOf([lines(["The books of the harbour were kept by", "clerks who wrote"]), lines(SECOND)]),
  );
  const { text } = pdf.report;
  const span = { start: text.indexOf("clerks"), end: text.indexOf("coppers") };
  const { bytes } = await annotated(pdf, [noteOn({ id: idOf(1), span, quote: "clerks", body: "Both." })]);
  const { pages } = await readWithPdfJs(bytes);
  expect(pages.map((page) => page.map(({ contents }) => contents.split("\n")[0]))).toEqual([["Both."], [""]]);
});

const TURNS = [0, 90, 180, 270] as const;

test.each(TURNS)(
  "marks the same places on pages that are rotated by %s°, cropped and of several sizes",
  async (turn) => {
    const half = Math.round(UNIT / 2);
    const marked = async (storedAs: (page: number) => StoredAs) => {
      const pdf = await importedPdf(pdfOf(PAGES, { storedAs }));
      const { text } = pdf.report;
      const quote = "and its merchants kept books";
      const area = { page: 1, x0: 0, y0: half, x1: half, y1: UNIT };
      const { bytes } = await annotated(pdf, [
        noteOn({ id: idOf(1), span: spanOf(text, quote), quote, body: null }),
        noteOn({ id: idOf(2), span: spanOf(text, "toll"), quote: "toll", body: null }),
        noteOn({ id: idOf(3), span: { start: 5, end: 5 }, quote: "", body: null, area }),
        noteOn({ id: idOf(4), span: null, quote: "gone", body: null }),
      ]);
      const { pages } = await readWithPdfJs(bytes);
      // Viewers decide on the size of icons.
      const shown = pages.map((page) => page.filter(({ subtype }) => subtype !== "Text").flatMap(({ shown }) => shown));
      return { words: await wordsIn(bytes), shown };
    };
    const size = [WIDTH, HEIGHT] as const;
    const wide = [HEIGHT, WIDTH] as const;
    const usual = await marked((page) => ({ turn: 0, size: page === 0 ? size : wide }));
    const own = await marked((page) => ({ turn, corner: [-25, 140], size: page === 0 ? size : wide }));
    expect(usual.shown.map((page) => page.length)).toEqual([2, 2]);
    expect(own.shown.map((page) => page.length)).toEqual([2, 2]);
    for (const [n, edge] of own.shown.flat(2).entries()) expect(edge).toBeCloseTo(usual.shown.flat(2)[n]!, 1);
    // They come back to the same words.
    expect(own.words).toEqual(usual.words);
    expect(own.words).toEqual(["and its merchants kept books", "gone", "toll", "A chart"]);
  },
);

/** The words that the annotations of a file mark. */
async function wordsIn(bytes: Uint8Array): Promise<string[]> {
  const entries = await readBack(bytes);
  return entries.flatMap((entry) => (entry.kind === "note" ? [entry.quote.exact] : []));
}

async function readBack(bytes: Uint8Array): Promise<ReadFile["entries"]> {
  const folder = await mkdtemp(path.join(tmpdir(), "concord-annotated-"));
  try {
    const file = path.join(folder, "river.pdf");
    await writeFile(file, bytes);
    return (await readPdfNotes({ file, name: "river.pdf" })).entries;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("refuses a file that is not a PDF", async () => {
  const pdf = await importedPdf(pdfOf(PAGES));
  await expect(annotated({ ...pdf, bytes: new Uint8Array(Buffer.from("GIF89a")) }, [])).rejects.toMatchObject({
    code: "pdf-export",
  });
});

test("keeps links and titles that are part of a note or reply when the file comes back", async () => {
  const pdf = await importedPdf(pdfOf(PAGES));
  const other = `https://concord.example/r/river?note=${idOf(7)}`;
  const bodies = [`Compare:\n\n${other}`, "Area: “the harbour”\nWhich one?", `${other}\n\nand this.`];
  const quote = "A toll of three coppers";
  const [body, second, replied] = bodies as [string, string, string];
  const on = { span: spanOf(pdf.report.text, quote), quote };
  const { bytes } = await annotated(pdf, [
    noteOn({ id: idOf(1), ...on, body, replies: [{ id: idOf(2), body: replied, author: "Zoë" }] }),
    noteOn({ id: idOf(3), ...on, body: second }),
  ]);
  const read = (await readBack(bytes)).map((entry) => {
    if (entry.kind === "note") return [entry.note?.body, entry.base];
    return entry.kind === "reply" ? [entry.body, entry.base] : [entry.kind];
  });
  const expected = [
    [body, hashOfAnnotation(body, 1)],
    [replied, hashOfAnnotation(replied, null)],
    [second, hashOfAnnotation(second, 1)],
  ];
  expect(read).toHaveLength(3);
  expect(read).toEqual(expect.arrayContaining(expected));
});
