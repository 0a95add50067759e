/**
 * `npm run -s bench:anchors -- FILE --out OUT.jsonl [--quote-only]`: reanchors highlights in edited texts with the
 * app's code, and reports how many were placed correctly. With `--texts`, it generates cases from each of the texts.
 */

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "@/lib/cli/failure.mjs";
import { readOptions, run } from "@/lib/cli/program";
import { callerPath } from "@/lib/cli/root.mjs";
import { type Answer, answer, answerBoth } from "./answers";
import { type AnchorCases, readCases } from "./cases";
import { madeCases } from "./made-cases";
import { type Tally, tallyOf, wholeTallyOf, withReplaced } from "./verdicts";

const USAGE = "npm run -s bench:anchors -- FILE --out OUT.jsonl [--quote-only]";
const USAGE_OF_TEXTS = "npm run -s bench:anchors -- --texts FILE… [--seeds 1,2] [--versions 60]";

interface Arguments {
  file: string;
  out: string;
  quoteOnly: boolean;
}

interface TextArguments {
  texts: string[];
  seeds: number[];
  versions: number;
}

function readArguments({ positionals, values }: ReturnType<typeof parse>): Arguments {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Failure(`Give exactly one file: ${USAGE}`);
  if (values.out === undefined) throw new Failure(`Give an output file with --out: ${USAGE}`);
  return {
    file: callerPath(file),
    out: callerPath(values.out),
    quoteOnly: values["quote-only"],
  };
}

function parse(args: string[]) {
  return readOptions(
    {
      args,
      allowPositionals: true,
      options: {
        out: { type: "string" },
        "quote-only": { type: "boolean", default: false },
        texts: { type: "boolean", default: false },
        seeds: { type: "string", default: "1,2" },
        versions: { type: "string", default: "60" },
      },
    },
    () => `Usage: ${USAGE}`,
  );
}

function readTextArguments({ positionals, values }: ReturnType<typeof parse>): TextArguments {
  const seeds = values.seeds.split(",").map(Number);
  const versions = Number(values.versions);
  const isCount = (number: number): boolean => Number.isSafeInteger(number) && number > 0;
  if (positionals.length === 0 || ![...seeds, versions].every(isCount)) {
    throw new Failure(`Give at least one text: ${USAGE_OF_TEXTS}`);
  }
  return { texts: positionals.map(callerPath), seeds, versions };
}

function write(file: string, answers: readonly Answer[]): void {
  try {
    writeFileSync(file, answers.map((line) => `${JSON.stringify(line)}\n`).join(""));
  } catch {
    throw new Failure(`The answers could not be written to ${file}. Check the path.`);
  }
}

function toText(tallies: ReadonlyMap<string, Tally>): string[] {
  if (tallies.size === 0) return [];
  const row = (cells: readonly (string | number)[]): string =>
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(16) : String(cell).padStart(13))).join("");
  return [
    row(["kind", "right", "wrong place", "missed"]),
    ...[...tallies].map(([kind, { right, wrong, missed }]) => row([kind, right, wrong, missed])),
  ];
}

/** The cases generated from one seed, with their answers. */
interface Judged {
  cases: AnchorCases;
  answers: Answer[];
}

/**
 * Generates cases from each text, and counts the correct answers when both texts are known and when only the quote is.
 */
function judgeTexts({ texts, seeds, versions }: TextArguments): void {
  const made = texts.map((file) => ({
    name: path.basename(file).slice(0, 24),
    sets: seeds.map((seed) => madeCases(readText(file), seed, versions)),
  }));
  const empty = made.find(({ sets }) => sets.every(({ cases }) => cases.length === 0));
  if (empty) throw new Failure(`The text ${empty.name} has no paragraph that is long enough for test cases.`);
  const byBoth = made.map(({ name, sets }) => ({
    name,
    sets: sets.map((cases) => ({ cases, both: answerBoth(cases) })),
  }));
  const judged = (choose: (one: { cases: AnchorCases; both: ReturnType<typeof answerBoth> }) => Judged) =>
    byBoth.map(({ name, sets }) => ({ name, sets: sets.map(choose) }));
  printTable(
    "both texts",
    judged(({ cases, both }) => ({ cases, answers: both.surviving })),
  );
  printTable(
    "with replaced words",
    judged(({ cases, both }) => ({ cases: withReplaced(cases), answers: both.withReplaced })),
  );
  printTable(
    "quote only",
    made.map(({ name, sets }) => ({ name, sets: sets.map((cases) => ({ cases, answers: answer(cases, true) })) })),
  );
}

/** Prints the share of correct placements for each text and for all texts together. */
function printTable(title: string, texts: readonly { name: string; sets: readonly Judged[] }[]): void {
  const rows = texts.map(({ name, sets }) => ({
    name,
    all: summed(sets.map(({ cases, answers }) => tallyOf(answers, cases.cases).get("all")!)),
    whole: summed(sets.map(({ cases, answers }) => wholeTallyOf(answers, cases))),
  }));
  const total = {
    name: "all",
    all: summed(rows.map(({ all }) => all)),
    whole: summed(rows.map(({ whole }) => whole)),
  };
  const cells = [...rows, total].map(({ name, all: { right, wrong, missed }, whole }) => {
    const share = `${((100 * right) / Math.max(1, right + wrong + missed)).toFixed(2)}%`;
    return [name, right, wrong, missed, share, whole.wrong, whole.missed];
  });
  const titles = [title, "right", "wrong place", "missed", "right", "whole: wrong", "missed"];
  const lines = [titles, ...cells].map(([first, ...others]) =>
    [String(first).padEnd(26), ...others.map((cell) => String(cell).padStart(13))].join(""),
  );
  process.stdout.write(`${lines.join("\n")}\n`);
}

function summed(tallies: readonly Tally[]): Tally {
  const sum = (key: keyof Tally): number => tallies.reduce((all, tally) => all + tally[key], 0);
  return { right: sum("right"), wrong: sum("wrong"), missed: sum("missed") };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Failure(`The file ${file} does not exist or is not readable.`);
  }
}

function main(): void {
  const parsed = parse(process.argv.slice(2));
  if (parsed.values.texts) judgeTexts(readTextArguments(parsed));
  else judgeFile(readArguments(parsed));
}

function judgeFile({ file, out, quoteOnly }: Arguments): void {
  const cases = readCases(file);
  const began = performance.now();
  const answers = answer(cases, quoteOnly);
  const ms = Math.round(performance.now() - began);
  write(out, answers);
  process.stdout.write(
    `${[...toText(tallyOf(answers, cases.cases)), `${answers.length} ${answers.length === 1 ? "highlight" : "highlights"} in ${ms} ms`].join("\n")}\n`,
  );
}

await run(main);
