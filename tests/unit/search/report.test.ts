/** Runs the golden questions and checks the acceptance criteria of "Read and search" on the report itself. */

import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { documentsOf, pageWithin } from "@/lib/search/documents";
import { engineOf } from "./texts";

interface Question {
  query: string;
  /** Text of passages that must be found. */
  expect: string[];
  /** The expected passages must be among this many top hits. */
  top: number;
  kind: string;
}

const SLUG = "russian-soft-power-in-kazakhstan";
const report = parseReport(readFileSync(`content/${SLUG}.md`, "utf8"), SLUG);
const documents = documentsOf(report);
const engine = engineOf(documents);
const questions: Question[] = JSON.parse(readFileSync("tests/fixtures/golden/report-queries.json", "utf8"));

test.each(questions)("finds $query ($kind)", ({ query, expect: texts, top }) => {
  const hits = engine
    .search(query)
    .hits(0, top)
    .map(({ text }) => text);
  for (const text of texts) expect(hits).toContainEqual(expect.stringContaining(text));
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
