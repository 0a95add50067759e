import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, test } from "vitest";
import { readCollection } from "../../bench/search/collection";

const GOOD = {
  "corpus.jsonl":
    '{"_id":"a","title":"Soft","text":"Soft power."}\n{"_id":"b","title":"Hard","text":"Soft no more."}\n',
  "queries.jsonl": '{"_id":"1","text":"one"}\n{"_id":"2","text":"two"}\n{"_id":"3","text":"three"}\n',
  "qrels.tsv": "query-id\tcorpus-id\tscore\n1\ta\t2\n1\tb\t0\n2\tb\t1\n3\ta\t0\n",
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "collection-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Partial<typeof GOOD>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
}

it("turns a record into a document, with its title only once", () => {
  write(GOOD);
  const { documents, records } = readCollection(folder);
  expect(documents.map(({ block, text }) => [block, text])).toEqual([
    ["a", "Soft power."],
    ["b", "Hard\nSoft no more."],
  ]);
  expect(records[1]).toEqual({ id: "b", title: "Hard", text: "Soft no more." });
});

it("skips queries that have no relevant document", () => {
  write(GOOD);
  const { queries } = readCollection(folder);
  expect(queries.map(({ id, text }) => [id, text])).toEqual([
    ["1", "one"],
    ["2", "two"],
  ]);
  expect([...queries[0]!.judgements]).toEqual([
    ["a", 2],
    ["b", 0],
  ]);
});

it("can keep only queries with odd or even IDs", () => {
  write(GOOD);
  const idsOf = (ids: "odd" | "even") => readCollection(folder, undefined, ids).queries.map(({ id }) => id);
  expect([idsOf("odd"), idsOf("even")]).toEqual([["1"], ["2"]]);
});

it("reads titles, headers and line endings in any form", () => {
  write({ ...GOOD, "corpus.jsonl": '\r\n{"_id":"a","text":"Soft power."}\r\n', "qrels.tsv": "1\ta\t1\r\n" });
  const { documents, queries } = readCollection(folder);
  expect([documents.map(({ text }) => text), queries.length]).toEqual([["Soft power."], 1]);
});

test.each([
  [
    "a line that is not JSON",
    { "corpus.jsonl": '{"_id":"a","text":"x"}\n\n{"_id"\n' },
    /^Line 3 of \S+corpus\.jsonl is not/u,
  ],
  ["a record without text", { "queries.jsonl": '{"_id":"1"}\n' }, /^Line 1 of \S+queries\.jsonl is not/u],
  [
    "a duplicate ID",
    { "queries.jsonl": GOOD["queries.jsonl"] + GOOD["queries.jsonl"] },
    /^Line 4 .+ repeats the id "1"/u,
  ],
  ["a grade that is not a number", { "qrels.tsv": "1\ta\tyes\n" }, /^Line 1 of \S+qrels\.tsv is not/u],
  [
    "judgements in four columns",
    { "qrels.tsv": `${GOOD["qrels.tsv"]}1\t0\ta\t1\n` },
    /^Line 6 of \S+qrels\.tsv is not/u,
  ],
  ["no judgements at all", { "qrels.tsv": "" }, /has no query/u],
  [
    "IDs that are neither odd nor even",
    { "queries.jsonl": '{"_id":"x","text":"x"}\n', "qrels.tsv": "x\ta\t1\n" },
    /--ids/u,
  ],
])("describes %s in a sentence", (_, files, sentence) => {
  write({ ...GOOD, ...files });
  expect(() => readCollection(folder, undefined, "odd")).toThrow(sentence);
});

it("names the missing file", () => {
  expect(() => readCollection(folder)).toThrow(`The file ${path.join(folder, "corpus.jsonl")} does not exist.`);
});
