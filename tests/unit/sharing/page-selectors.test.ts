import { expect, test } from "vitest";
import type { PortableQuote } from "@/lib/exchange/portable";
import { quoteOf } from "@/lib/exchange/quotes";
import { anchorQuotes } from "@/lib/exchange/worker-tasks";
import { lines, pdfOf } from "../report-import/pdf/pdf-writer";
import { importedPdf } from "./annotated-report";

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

test.each([
  { type: "ShapeSelector", shape: { type: "rect", left: 0, top: 0, right: 1, bottom: 1 } },
  { type: "FragmentSelector", value: "page=2", refinedBy: { type: "FragmentSelector", value: "xywh=percent:1,2,3,4" } },
])("says that an area can't be imported", (selector) => {
  expect(() => quoteOf([selector])).toThrow(/marks an area/u);
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
