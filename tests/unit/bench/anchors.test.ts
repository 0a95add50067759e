import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { runnable } from "@/lib/workers/bundle.mjs";
import { verdictOn } from "../../bench/anchors/verdicts";

const COMMAND = await runnable("tests/bench/anchors/anchors.ts");

let folder: string;

/** Both texts start with a surrogate pair. */
const BEFORE = "😀 Soft power is the ability to attract.\nIt is said to cost less than force, and to last longer.";
const AFTER = `😀 Nobody had asked for a preface, and here it is.\n${BEFORE.slice(3)}`;
const SHIFT = AFTER.length - BEFORE.length;

const CASE = { id: "a", kind: "kept", before: "old", after: "new", start: 2, end: 12, expect: [2 + SHIFT, 12 + SHIFT] };
const FILE = {
  documents: { old: BEFORE, new: AFTER, none: "" },
  cases: [CASE, { ...CASE, id: "b", kind: "gone", after: "none", expect: null }, { ...CASE, id: "c", expect: [0, 5] }],
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "anchors-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command as npm does for a user in that folder. */
function bench(...args: string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, [...COMMAND, ...args], {
    encoding: "utf8",
    env: { ...process.env, INIT_CWD: folder },
  });
}

function write(name: string, content: unknown): void {
  writeFileSync(path.join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
}

function answersIn(name: string): unknown[] {
  const lines = readFileSync(path.join(folder, name), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as unknown);
}

test.each([
  ["with both texts", []],
  ["with only the quote", ["--quote-only"]],
])("returns code points and counts correct results, %s", (_, flags) => {
  write("cases.json", FILE);
  const { stdout, status } = bench("cases.json", "--out", "out.jsonl", ...flags);
  expect(status).toBe(0);
  expect(answersIn("out.jsonl")).toEqual([
    { id: "a", start: 2 + SHIFT, end: 12 + SHIFT, state: "anchored" },
    { id: "b", start: null, end: null, state: "orphan" },
    { id: "c", start: 2 + SHIFT, end: 12 + SHIFT, state: "anchored" },
  ]);
  const rows = stdout.split("\n").map((line) => line.trim().split(/ {2,}/u));
  expect(rows.slice(0, 4)).toEqual([
    ["kind", "right", "wrong place", "missed"],
    ["kept", "1", "1", "0"],
    ["gone", "1", "0", "0"],
    ["all", "2", "1", "0"],
  ]);
  expect(stdout).toMatch(/^3 highlights in \d+ ms$/mu);
});

it("counts nothing if the correct answers are missing", () => {
  write("plain.json", { documents: FILE.documents, cases: [{ ...CASE, expect: undefined, kind: undefined }] });
  expect(bench("plain.json", "--out", "plain.jsonl").stdout).toMatch(/^1 highlight in \d+ ms\n$/u);
});

it("from the first text, reads only the quote and 64 characters of context", () => {
  const start = 300;
  const words = Array.from({ length: 200 }, (_, index) => `word${(index * 7919) % 1000}`).join(" ");
  const hidden = [...words].map((letter, at) => (at < start - 64 || at >= start + 40 + 64 ? "x" : letter)).join("");
  const cases = [{ id: "a", before: "old", after: "new", start, end: start + 40 }];
  for (const [name, old] of Object.entries({ shown: words, hidden })) {
    write(`${name}.json`, { documents: { old, new: `Some words more. ${words}` }, cases });
    bench(`${name}.json`, "--out", `${name}.jsonl`, "--quote-only");
  }
  expect(answersIn("shown.jsonl")).toMatchObject([{ start: start + 17, state: "anchored" }]);
  expect(answersIn("hidden.jsonl")).toEqual(answersIn("shown.jsonl"));
});

it("generates the same cases from the same texts on every run, and judges each variant", () => {
  const words = Array.from({ length: 900 }, (_, index) => `word${(index * 7919) % 1000}`);
  const paragraphs = Array.from({ length: 15 }, (_, index) => words.slice(index * 60, index * 60 + 60).join(" "));
  write("one.txt", paragraphs.join("\n\n"));
  write("two.txt", paragraphs.toReversed().join("\n\n"));
  const call = () => bench("--texts", "one.txt", "two.txt", "--seeds", "1,7", "--versions", "10");
  const { stdout, status } = call();
  expect(status).toBe(0);
  const rows = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split(/ {2,}/u));
  expect(rows.map(([name]) => name)).toEqual([
    ...["both texts", "one.txt", "two.txt", "all"],
    ...["with replaced words", "one.txt", "two.txt", "all"],
    ...["quote only", "one.txt", "two.txt", "all"],
  ]);
  const [one, two, all] = rows.slice(1, 4).map((row) => Number(row[1]));
  expect(all).toBe(one! + two!);
  expect(all).toBeGreaterThan(100);
  expect(call().stdout).toBe(stdout);
});

describe("describes bad input in a sentence", () => {
  const withCase = (change: object) => ({ ...FILE, cases: [{ ...CASE, ...change }] });
  test.each([
    ["no file", [], null, /Give exactly one file/u],
    ["no output file", ["bad.json"], FILE, /Give an output file/u],
    ["two files", ["bad.json", "other.json", "--out", "bad.jsonl"], FILE, /Give exactly one file/u],
    ["no texts", ["--texts"], null, /Give at least one text/u],
    ["an invalid seed", ["--texts", "bad.json", "--seeds", "x"], FILE, /Give at least one text/u],
    ["an unreadable text", ["--texts", "nowhere.txt"], null, /The file .+nowhere\.txt does not exist/u],
    ["a text without paragraphs", ["--texts", "bad.json"], "Short.", /bad\.json has no paragraph/u],
    ["an unknown option", ["--colour"], null, /^Usage: /u],
    ["a missing file", ["nowhere.json", "--out", "bad.jsonl"], null, /The file .+nowhere\.json does not exist/u],
    ["a path that is not a folder", ["bad.json", "--out", "no/where.jsonl"], FILE, /could not be written/u],
    ["invalid JSON", ["bad.json", "--out", "bad.jsonl"], "{", /is not JSON/u],
    [
      "JSON with a different structure",
      ["bad.json", "--out", "bad.jsonl"],
      [],
      /is not a JSON object with "documents"/u,
    ],
    ["a case without an end", ["bad.json", "--out", "bad.jsonl"], withCase({ end: null }), /Case 1 .+ no valid "end"/u],
    ["an empty case", ["bad.json", "--out", "bad.jsonl"], withCase({ end: 2 }), /"a" .+ must end after/u],
    ["an unknown text", ["bad.json", "--out", "bad.jsonl"], withCase({ after: "x" }), /the document "x"/u],
    ["an end outside the text", ["bad.json", "--out", "bad.jsonl"], withCase({ end: 900 }), /"a" ends outside/u],
  ])("%s", (_, args, content, sentence) => {
    if (content !== null) write("bad.json", content);
    const { stdout, stderr, status } = bench(...args);
    expect([stdout, status]).toEqual(["", 1]);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/^[A-Z-/].+\n$/u);
    expect(existsSync(path.join(folder, "bad.jsonl"))).toBe(false);
  });
});

test.each([
  ["the same position", [0, 100], [0, 100], "right"],
  ["nine tenths of it", [0, 90], [0, 100], "right"],
  ["a smaller overlap", [0, 89], [0, 100], "wrong"],
  ["no overlap", [200, 300], [0, 100], "wrong"],
  ["a position where there is none", [0, 100], null, "wrong"],
  ["no position where there is one", null, [0, 100], "missed"],
  ["no position where there is none", null, null, "right"],
  ["an unknown answer", [0, 1], undefined, null],
])("judges %s", (_, found, expected, verdict) => {
  const [start, end] = found ?? [null, null];
  const answer = { id: "a", start: start ?? null, end: end ?? null, state: "anchored" } as const;
  const one = { ...CASE, expect: expected as [number, number] | null | undefined };
  expect(verdictOn(answer, one)).toBe(verdict);
});
