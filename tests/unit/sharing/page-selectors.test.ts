import { expect, test } from "vitest";
import type { PortableQuote } from "@/lib/exchange/portable";
import { selectedBy } from "@/lib/exchange/quotes";
import { anchorQuotes } from "@/lib/exchange/worker-tasks";
import { UNIT } from "@/lib/word-boxes/model";
import { lines, pdfOf } from "../report-import/pdf/pdf-writer";
import { importedPdf } from "./annotated-report";

const quoteOf = (selectors: readonly unknown[]) => selectedBy(selectors, null).quote;

const QUOTE = { type: "TextQuoteSelector", exact: "a toll of three coppers" };

test.each([
  ["Hypothesis", { type: "PageSelector", index: 1, label: "ii" }],
  ["the W3C model", { type: "FragmentSelector", conformsTo: "http://tools.ietf.org/rfc/rfc8118", value: "page=2" }],
])("reads the page of a quote in the form of %s", (_, selector) => {
  expect(quoteOf([selector, QUOTE])).toMatchObject({ exact: QUOTE.exact, page: 1 });
});

test.each([
  ["a page that is no number", { type: "PageSelector", index: "2" }],
  ["another fragment", { type: "FragmentSelector", value: "chapter-2" }],
])("ignores %s", (_, selector) => {
  expect(quoteOf([selector, QUOTE])).not.toHaveProperty("page");
});

const XYWH = { type: "FragmentSelector", value: "xywh=percent:10,20,30,40" };
const [TENTH, FIFTH, TWO_FIFTHS, THREE_FIFTHS] = [0.1, 0.2, 0.4, 0.6].map((part) => Math.round(part * UNIT));
const EDGES = { x0: TENTH, y0: FIFTH, x1: TWO_FIFTHS, y1: THREE_FIFTHS };
const PICTURE = "0123456789abcdef".repeat(2);
const HASH = "f".repeat(64);

test.each([
  ["page", { type: "FragmentSelector", value: "page=2", refinedBy: XYWH }, { page: 1, ...EDGES }, { hash: HASH }],
  ["page, in one", { type: "FragmentSelector", value: `page=2&${XYWH.value}` }, { page: 1, ...EDGES }, { hash: HASH }],
  [
    "picture",
    { type: "CssSelector", value: `[data-picture="${PICTURE}"]`, refinedBy: XYWH },
    { picture: PICTURE, ...EDGES },
    null,
  ],
])("reads an area of a %s in the form of the W3C model", (_, selector, area, page) => {
  expect(selectedBy([selector], HASH)).toMatchObject({ quote: { exact: "" }, area: { area, page } });
});

test("reads an area in the form of Hypothesis, whose coordinates begin at the bottom of the page", () => {
  const shape = { type: "rect", left: 60, top: 640, right: 240, bottom: 320 };
  const view = { left: 0, top: 800, right: 600, bottom: 0 };
  const selector = { type: "ShapeSelector", anchor: "page", shape, view, text: "Three coppers" };
  expect(selectedBy([{ type: "PageSelector", index: 1 }, selector], null).area).toEqual({
    area: { page: 1, ...EDGES },
    page: { words: "Three coppers", pageWords: null },
  });
});

test("prefers a quote to an area", () => {
  const area = { type: "FragmentSelector", value: "page=2", refinedBy: XYWH };
  expect(selectedBy([area, QUOTE], HASH)).toEqual({ quote: expect.objectContaining({ exact: QUOTE.exact, page: 1 }) });
});

test.each([
  ["without a page", { type: "ShapeSelector", shape: { type: "rect", left: 0, top: 0, right: 1, bottom: 1 } }],
  ["in pixels", { type: "FragmentSelector", value: "page=2&xywh=1,2,3,4" }],
  ["without a size", { type: "FragmentSelector", value: "page=2&xywh=percent:10,20,0,40" }],
  ["beyond the page", { type: "FragmentSelector", value: "page=2&xywh=percent:90,20,30,40" }],
])("says that an area %s can't be imported", (_, selector) => {
  expect(() => quoteOf([selector])).toThrow(/marks an area/u);
});

test("an area of which only the words are known is placed where they are, or not at all", async () => {
  const line = "At every lock of Kesh, a toll of three coppers is asked of barges.";
  const { report, words } = await importedPdf(pdfOf([lines([line]), lines(["Nothing is asked on this page."])]));
  const anchorOf = (page: number, said: string) => {
    const rect = { page, x0: 0, y0: 0, x1: UNIT, y1: UNIT };
    const area = { area: rect, description: "", page: { words: said, pageWords: null } };
    const quote = { exact: "", prefix: "", suffix: "", position: null };
    return anchorQuotes({ text: report.text, words, quotes: [{ quote, area, isOwn: false }] })[0]!;
  };
  const start = report.text.indexOf(line);
  expect(anchorOf(0, line)).toEqual({ anchor: { state: "anchored", start, end: start }, words: line });
  expect(anchorOf(1, line).anchor).toEqual({ state: "orphan" });
  expect(anchorOf(0, "").anchor).toEqual({ state: "orphan" });
});

test("a quote that occurs several times is found on its page", async () => {
  const page = (town: string) => lines([`At every lock of ${town}, a toll of three coppers is asked of barges.`]);
  const { report, words } = await importedPdf(pdfOf([page("Kesh"), page("Dunmere"), page("Orlan")]));
  const on = (index?: number) => {
    const known: PortableQuote = { exact: QUOTE.exact, prefix: "", suffix: "", position: null };
    const quote = index === undefined ? known : { ...known, page: index };
    return anchorQuotes({ text: report.text, words, quotes: [{ quote, isOwn: false }] })[0]!.anchor;
  };
  expect(on()).toMatchObject({ state: "ambiguous" });
  for (const [index, town] of ["Kesh", "Dunmere", "Orlan"].entries()) {
    const start = report.text.indexOf(QUOTE.exact, report.text.indexOf(town));
    expect(on(index)).toEqual({ state: "anchored", start, end: start + QUOTE.exact.length });
  }
  expect(on(7)).toMatchObject({ state: "ambiguous" });
});
