import { describe, expect, it } from "vitest";
import { blockMarks, noteDocuments, notedReport, partWith } from "@/lib/library/note-documents";
import { pageAt } from "@/lib/report/locate";
import { parseReport } from "@/lib/report/parse";
import { documentsOf } from "@/lib/search/documents";
import { noteView, replyView } from "../annotations/views";

const report = parseReport(
  `---
title: Rivers
authors: [A. Author]
---

Before all.

# Trade

<!-- page 7 -->

Rivers carry <!-- page 8? --> trade.[^1]

## Towns

Towns grow. Города растут.

![](missing "Oral, Kesh, Dunmere and all the other towns that the rivers and their trade have built")

| Town | Grain |
|------|-------|
| Oral | 12,5  |

[^1]: A footnote about grain.
`,
  "rivers",
);
const known = notedReport(documentsOf(report), report.pages);

/** A highlight at the first occurrence of `quote` in the text. */
const highlightOf = (quote: string, body: string | null = "Here.") => {
  const start = report.text.indexOf(quote);
  if (start < 0) throw new Error(`The report does not contain "${quote}".`);
  const note = body === null ? null : noteView(body);
  const common = { tags: [] as string[], visibility: "team" as const };
  return {
    ...common,
    id: quote,
    start,
    end: start + quote.length,
    author: { id: "a", name: "Ann" },
    origin: null,
    note,
  };
};
const blockWith = (text: string) => known.documents.find((document) => document.text.includes(text))!;

describe("a note in search", () => {
  it("is the same if only the part of the report with highlights is known", () => {
    const highlights = ["Before", "carry", "trade.", "Oral", "footnote", "grow. Города"].map((quote) =>
      highlightOf(quote),
    );
    const some = partWith(known, highlights.slice(0, 2));
    expect(some.documents.length).toBeLessThan(known.documents.length);
    const part = partWith(known, highlights.slice(2), some);
    expect(noteDocuments(part, highlights)).toEqual(noteDocuments(known, highlights));
    expect(blockMarks(part, highlights)).toEqual(blockMarks(known, highlights));
  });

  it("is a separate document, located where its passage begins", () => {
    const documents = noteDocuments(known, [{ ...highlightOf("carry", "See **Nye**."), tags: ["To check"] }]);
    expect(documents).toEqual([
      {
        report: "rivers",
        reportTitle: "Rivers",
        block: blockWith("Rivers carry").block,
        kind: "note",
        language: "en",
        section: { slug: "trade", title: "Trade", within: [] },
        page: 7,
        pageCertain: true,
        start: report.text.indexOf("carry"),
        text: "See Nye.",
        by: ["Ann"],
        tags: ["To check"],
        note: { highlight: "carry", end: report.text.indexOf("carry") + 5, visibility: "team" },
      },
    ]);
  });

  it("contains its replies and their authors", () => {
    const replies = [replyView("1", "It *is*.", "Bob"), replyView("2", "Thanks.", "Ann")];
    const [document] = noteDocuments(known, [{ ...highlightOf("carry"), note: noteView("Is it?", { replies }) }]);
    expect([document?.text, document?.by]).toEqual(["Is it?\nIt is.\nThanks.", ["Ann", "Bob"]]);
  });

  it.each([
    ["Before", null, null],
    ["Trade", "trade", null],
    ["Rivers", "trade", 7],
    ["trade.", "trade", 8],
    ["carry trade.\nTowns", "trade", 7],
    ["\nTowns grow", "towns", 8],
    ["Oral", "towns", 8],
    ["footnote", "trade", 8],
    ["grain.", "trade", 8],
  ])("on %j has the section and page where its passage begins", (quote, section, page) => {
    const highlight = highlightOf(quote);
    const [document] = noteDocuments(known, [highlight]);
    expect([document?.section?.slug ?? null, document?.page]).toEqual([section, page]);
    const first = quote.startsWith("\n") ? highlight.start + 1 : highlight.start;
    const located = pageAt(report, first);
    expect([document?.page, document?.pageCertain]).toEqual([located?.page ?? null, located?.certain ?? false]);
  });

  it("is in the language of its text or, if that has no letters, in the language of its passage", () => {
    const documents = noteDocuments(known, [
      highlightOf("Rivers", "Это верно."),
      highlightOf("Rivers", "Бұл дұрыс."),
      highlightOf("Города", "True."),
      highlightOf("Towns grow", "1991!"),
    ]);
    expect(documents.map(({ language }) => language)).toEqual(["ru", "kk", "en", blockWith("Towns grow").language]);
  });

  it("does not exist for a highlight without a note or without a position", () => {
    const lost = { ...highlightOf("Rivers"), start: null, end: null };
    expect(noteDocuments(known, [highlightOf("Rivers", null), lost])).toEqual([]);
    expect(blockMarks(known, [lost]).size).toBe(0);
  });
});

describe("blocks with highlights", () => {
  const markedBy = (...quotes: string[]) => [
    ...blockMarks(
      known,
      quotes.map((quote) => highlightOf(quote)),
    ).keys(),
  ];
  const keys = (...texts: string[]) => texts.map((text) => blockWith(text).block);

  it.each([
    ["Rivers", ["Rivers"]],
    ["trade.\nTowns\nTowns", ["Rivers", "Towns", "Towns grow"]],
    ["trade.\n", ["Rivers"]],
    ["\nTowns grow", ["Towns grow"]],
    ["footnote", ["A footnote"]],
    ["12,5\nA footnote about grain.", ["Oral", "A footnote"]],
  ])("are those touched by %j", (quote, texts) => {
    expect(markedBy(quote)).toEqual(keys(...texts));
  });

  it("are listed once", () => {
    expect(markedBy("Rivers", "carry")).toEqual(keys("Rivers"));
  });

  it("combine the data of all their highlights", () => {
    const marks = blockMarks(known, [
      { ...highlightOf("Rivers", null), tags: ["Oil"], visibility: "private" },
      { ...highlightOf("carry"), tags: ["to check", "Oil"] },
      { ...highlightOf("Towns grow", null) },
    ]);
    expect(Object.fromEntries(marks)).toEqual({
      [keys("Rivers")[0]!]: {
        isNoted: true,
        tags: new Set(["Oil", "to check"]),
        visibility: new Set(["private", "team"]),
      },
      [keys("Towns grow")[0]!]: { isNoted: false, tags: new Set(), visibility: new Set(["team"]) },
    });
  });
});
