/** The golden questions, and the acceptance of "Read and search", on the report itself. */

import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { parseReport } from "@/lib/report/parse";
import { documentsOf } from "@/lib/search/documents";
import { createSearchEngine } from "@/lib/search/engine";

interface Question {
  query: string;
  /** Text of passages that must come back … */
  expect: string[];
  /** … among this many hits. */
  top: number;
  kind: string;
}

const SLUG = "russian-soft-power-in-kazakhstan";
/** Cross-script search, fields and exclusion are still to come. */
const ANSWERED = new Set([
  "words",
  "stem",
  "phrase",
  "phrase-across-page",
  "typo",
  "number",
  "table",
  "footnote",
  "russian-stem",
]);

const report = parseReport(readFileSync(`content/${SLUG}.md`, "utf8"), SLUG);
const documents = documentsOf(report);
const engine = createSearchEngine(documents);
const questions: Question[] = JSON.parse(readFileSync("tests/fixtures/golden/report-queries.json", "utf8"));

test.each(questions.filter(({ kind }) => ANSWERED.has(kind)))(
  "answers $query ($kind)",
  ({ query, expect: texts, top }) => {
    const hits = engine.search(query, { limit: top }).hits.map(({ text }) => text);
    for (const text of texts) expect(hits).toContainEqual(expect.stringContaining(text));
  },
);

describe("the first hit", () => {
  it("for Gomel is the row of Belarus", () => {
    expect(engine.search("Gomel").hits[0]).toMatchObject({
      kind: "table-row",
      text: expect.stringMatching(/^BELARUS/u),
    });
  });

  it("for a phrase cut by a page's end is the joined paragraph, on the page where it begins", () => {
    const { total, hits } = engine.search('"students of Kazakhstan"');
    expect(total).toBe(1);
    expect(hits[0]).toMatchObject({ page: 7, text: expect.stringContaining("students of Kazakhstan. Moreover") });
  });

  it("for the words of a source is its footnote, on the page and in the section of its marker", () => {
    const [hit] = engine.search("Lillis currency turmoil").hits;
    const footnote = report.blocks.find(({ label }) => label === "1");
    expect(hit).toMatchObject({ block: footnote?.id, kind: "footnote", page: 3, section: { title: "Introduction" } });
  });
});

test("a document is a block with text, where it stands in the report", () => {
  for (const { text, start } of documents) {
    expect(text.trim()).not.toBe("");
    expect(report.text.slice(start, start + text.length)).toBe(text);
  }
});
