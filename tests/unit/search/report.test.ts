/**
 * Runs the golden questions, and checks the acceptance criteria of "Read and search" on the report that is part of the
 * app.
 */

import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { documentsOf, pageWithin } from "@/lib/search/documents";
import { GOLDEN, rankOf, SAMPLE } from "@/tests/support/golden";
import { engineOf, found } from "./texts";

const report = parseReport(readFileSync(`content/${SAMPLE.slug}.md`, "utf8"), SAMPLE.slug);
const documents = documentsOf(report);
const engine = engineOf(documents);

describe.each(GOLDEN)("in $slug", (golden) => {
  const ofReport = engineOf(golden.documents);

  test.each(golden.questions)("the passages for $query ($kind) have the expected rank", (question) => {
    const rank = rankOf(question, found(ofReport, question.query));
    if (question.rank === undefined) {
      expect(rank ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(question.top);
      return;
    }
    const advice =
      "If the rank is better, update `rank` in tests/fixtures/golden, or delete it if the rank reaches `top`.";
    expect(question.rank ?? Number.POSITIVE_INFINITY, advice).toBeGreaterThan(question.top);
    expect(rank, advice).toBe(question.rank);
  });
});

test("there are at least 150 golden questions, on four reports", () => {
  expect(GOLDEN.length).toBe(4);
  expect(GOLDEN.flatMap(({ questions }) => questions).length).toBeGreaterThanOrEqual(150);
});

describe("the first hit", () => {
  it("for Gomel is the row for Belarus", () => {
    expect(engine.search("Gomel").hits()[0]).toMatchObject({
      kind: "table-row",
      text: expect.stringMatching(/^BELARUS/u),
    });
  });

  it("for a phrase across a page break is the joined paragraph, on the page where it begins", () => {
    const found = engine.search('"students of Kazakhstan"');
    expect(found.total).toBe(1);
    expect(found.hits()[0]).toMatchObject({
      page: 7,
      text: expect.stringContaining("students of Kazakhstan. Moreover"),
    });
  });

  it("for words from a source is its footnote, on the page and in the section of its marker", () => {
    const [hit] = engine.search("Lillis currency turmoil").hits();
    const footnote = report.blocks.find(({ label }) => label === "1");
    expect(hit).toMatchObject({ block: footnote?.id, kind: "footnote", page: 3, section: { title: "Introduction" } });
  });
});

it.each([
  ["page:8 quota", "300", 8],
  ["page:7 quota", "50,000", 7],
  ["page:14 interaction", "think tanks", 14],
  ["page:24 changes", "profitable", 24],
])("%s finds a passage with %s, on page %i", (query, words, page) => {
  const hit = engine
    .search(query)
    .hits()
    .find(({ text }) => text.includes(words));
  expect(hit && pageWithin(hit, hit.text.indexOf(words))?.page).toBe(page);
});

test("each document is a block with text, at its position in the report", () => {
  for (const { text, start } of documents) {
    expect(text.trim()).not.toBe("");
    expect(report.text.slice(start, start + text.length)).toBe(text);
  }
});
