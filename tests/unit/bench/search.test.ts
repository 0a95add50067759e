import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { runnable } from "@/lib/workers/bundle.mjs";

const COMMAND = await runnable("tests/bench/search/search.ts");

let home: string;
let folder: string;

beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), "collections-"));
  folder = path.join(home, "rivers");
  mkdirSync(folder);
  const write = (name: string, ...lines: string[]) => writeFileSync(path.join(folder, name), lines.join("\n"));
  const texts = ["soft power", "hard cash", "trade by sea"];
  write("corpus.jsonl", ...texts.map((text, index) => JSON.stringify({ _id: `d${index}`, title: "", text })));
  write("queries.jsonl", '{"_id":"1","text":"soft"}', '{"_id":"2","text":"xyzzy"}');
  write("queries-other.jsonl", '{"_id":"1","text":"soft"}');
  write("qrels.tsv", "query-id\tcorpus-id\tscore", "1\td0\t1", "2\td1\t1");
});

afterAll(() => rmSync(home, { recursive: true }));

/** Runs the command as npm does. */
function bench(...args: string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, ["--expose-gc", ...COMMAND, ...args], { encoding: "utf8" });
}

it("prints figures as JSON", () => {
  const { stdout, status } = bench("--collection", folder, "--json");
  const time = expect.any(Number);
  expect([status, JSON.parse(stdout)]).toEqual([
    0,
    {
      documents: 3,
      queries: 2,
      "nDCG@10": 0.5,
      "recall@100": 0.5,
      "MRR@10": 0.5,
      index_ms: time,
      heap_mb: expect.any(Number),
      query_ms: { p50: time, p95: time },
    },
  ]);
});

it("uses another query file from the collection, and a subset of its queries", () => {
  const { stdout } = bench("--collection", folder, "--queries", "queries-other.jsonl", "--ids", "odd");
  expect(stdout).toMatch(/^queries +1$/mu);
  expect(stdout).toMatch(/^nDCG@10 +1$/mu);
});

it("prints a line for each query set of each collection, and the mean", () => {
  const { stdout, status } = bench("--collections", path.dirname(folder), "--json");
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const right = { "nDCG@10": 1, "recall@100": 1, "MRR@10": 1, "right first": 1 };
  const half = { "nDCG@10": 0.5, "recall@100": 0.5, "MRR@10": 0.5, "right first": 0.5 };
  expect([status, lines]).toEqual([
    0,
    [
      { set: "rivers", queries: 2, ...half },
      { set: "rivers other", queries: 1, ...right },
      { set: "mean", "nDCG@10": 0.75, "recall@100": 0.75, "MRR@10": 0.75, "right first": 0.75 },
    ],
  ]);
});

test.each([
  ["no collection", []],
  ["a folder without collections", ["--collections", "FOLDER"]],
  ["a path that is not a folder", ["--collection", "nowhere"]],
  ["a missing query file", ["--collection", "FOLDER", "--queries", "nowhere.jsonl"]],
  ["an unknown type of IDs", ["--collection", "FOLDER", "--ids", "prime"]],
  ["an unknown option", ["--colour"]],
])("describes %s in a sentence", (_, args) => {
  const { stdout, stderr, status } = bench(...args.map((arg) => (arg === "FOLDER" ? folder : arg)));
  expect([stdout, status]).toEqual(["", 1]);
  expect(stderr).toMatch(/^[A-Z-].+\n$/u);
});
