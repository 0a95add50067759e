import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it, test } from "vitest";
import { includesSorted, type Posting, Postings } from "@/lib/search/postings";
import { runnable } from "@/lib/workers/bundle.mjs";

function posting(word: number, document: number, frequency = 1): Posting {
  return { word, document, frequency };
}

function filed(...parts: Posting[][]): Postings {
  const postings = new Postings();
  for (const part of parts) postings.append(part);
  postings.file();
  return postings;
}

function listed(postings: Postings, word: number): [number, number][] {
  const { documents, frequencies, from, to } = postings.range(word);
  return Array.from(documents.subarray(from, to), (document, place) => [document, frequencies[from + place]!]);
}

describe("postings", () => {
  it("are listed by word, in document order, from all parts", () => {
    const postings = filed([posting(2, 0, 3), posting(0, 0), posting(0, 1, 2)], [], [posting(0, 4), posting(2, 5)]);
    expect(listed(postings, 0)).toEqual([
      [0, 1],
      [1, 2],
      [4, 1],
    ]);
    expect(listed(postings, 2)).toEqual([
      [0, 3],
      [5, 1],
    ]);
    expect([...postings.documents(2)]).toEqual([0, 5]);
  });

  test.each([
    ["between two others", 1],
    ["after the last one", 3],
    ["far after the last one", 99],
  ])("are empty for a word %s", (_, word) => {
    const postings = filed([posting(0, 0), posting(2, 1)]);
    expect(listed(postings, word)).toEqual([]);
    expect([...postings.documents(word)]).toEqual([]);
  });

  it("are empty if nothing was appended", () => {
    expect(listed(filed(), 0)).toEqual([]);
  });

  it("can exceed the initial capacity", () => {
    const many = Array.from({ length: 5_000 }, (_, document) => posting(document % 7, document, document));
    expect(listed(filed(many), 3).slice(-1)).toEqual([[4_994, 4_994]]);
  });
});

test.each([
  [[], 1, false],
  [[1], 1, true],
  [[1, 3, 5], 3, true],
  [[1, 3, 5], 5, true],
  [[1, 3, 5], 0, false],
  [[1, 3, 5], 4, false],
  [[1, 3, 5], 6, false],
])("%j includes %i: %s", (row, wanted, expected) => {
  expect(includesSorted(Uint32Array.from(row), wanted)).toBe(expected);
});

it("leave room on the heap while a large library is being indexed", async () => {
  const child = ["--max-old-space-size=48", ...(await runnable("tests/unit/search/index-large.ts"))];
  const { stdout } = await promisify(execFile)(process.execPath, child);
  expect(stdout).toBe("900000");
});
