import { expect, it } from "vitest";
import { concordanceCsv } from "@/app/_features/search/concordance-csv";
import type { ConcordanceLine } from "@/lib/search/concordance";
import { t } from "../../support/messages";

function line(
  left: string,
  keyword: string,
  right: string,
  page: number | null = 12,
  pageCertain = true,
): ConcordanceLine {
  return {
    left,
    keyword,
    right,
    start: 0,
    document: {
      report: "trade",
      reportTitle: 'Trade, "free" and not',
      block: "b1",
      kind: "paragraph",
      language: "en",
      section: { slug: "s", title: "Section, one", within: [] },
      page,
      pageCertain,
      start: 0,
      text: "",
      by: [],
      tags: [],
      note: null,
    },
  };
}

function turned(before: ConcordanceLine): ConcordanceLine {
  const turns = [{ page: 13, offset: 40, certain: false }];
  return { ...before, start: 50, document: { ...before.document, turns } };
}

const COLUMNS = ["report", "section", "place", "left", "keyword", "right"] as const;
const HEAD = `\uFEFF${COLUMNS.map((column) => `"${t(`search.concordance.${column}`)}"`).join(",")}\r\n`;
const WHERE = '"Trade, ""free"" and not","Section, one"';

it.each([
  ["plain text", line("the ", "soft", " power"), `${WHERE},"12","the","soft","power"`],
  [
    "the page of the word, if the passage begins on a different one",
    turned(line("on ", "soft", " power")),
    `${WHERE},"13?","on","soft","power"`,
  ],
  ["Cyrillic", line("мягкая ", "сила", ""), `${WHERE},"12","мягкая","сила",""`],
  ["commas and quotation marks", line('a, "b" ', "c", " d"), `${WHERE},"12","a, ""b""","c","d"`],
  ["an uncertain page", line("", "c", "", 7, false), `${WHERE},"7?","","c",""`],
  ["no page", line("", "c", "", null), `${WHERE},"","","c",""`],
  ["formulas", line(" =1+1", "@c", " -d"), `${WHERE},"12","'=1+1","'@c","'-d"`],
  [
    "a formula with quotation marks",
    line('=HYPERLINK("x") ', "c", " +d"),
    `${WHERE},"12","'=HYPERLINK(""x"")","c","'+d"`,
  ],
])("%s", (_, given, row) => {
  expect(concordanceCsv(t, [given])).toBe(`${HEAD}${row}\r\n`);
});

it("contains only the header when there are no rows", () => {
  expect(concordanceCsv(t, [])).toBe(HEAD);
});
