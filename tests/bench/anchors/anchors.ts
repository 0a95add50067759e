/**
 * `npm run -s bench:anchors -- FILE --out OUT.jsonl [--quote-only]`: carries highlights over to edited texts, with the code of the
 * app, and says how many of them came to the right place.
 */

import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { UserError } from "@/lib/errors";
import { fromWhereThePersonStands } from "../paths";
import { type Answer, answer } from "./answers";
import { readCases } from "./cases";
import { type Tally, tallyOf } from "./verdicts";

const USAGE = "npm run -s bench:anchors -- FILE --out OUT.jsonl [--quote-only]";

interface Arguments {
  file: string;
  out: string;
  quoteOnly: boolean;
}

function readArguments(args: string[]): Arguments {
  const { positionals, values } = parse(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UserError("file", `Say which one file to read: ${USAGE}`);
  if (values.out === undefined) throw new UserError("out", `Say which file to write the answers to: ${USAGE}`);
  return {
    file: fromWhereThePersonStands(file),
    out: fromWhereThePersonStands(values.out),
    quoteOnly: values["quote-only"],
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { out: { type: "string" }, "quote-only": { type: "boolean", default: false } },
    });
  } catch {
    throw new UserError("arguments", `Call it like this: ${USAGE}`);
  }
}

function write(file: string, answers: readonly Answer[]): void {
  try {
    writeFileSync(file, answers.map((line) => `${JSON.stringify(line)}\n`).join(""));
  } catch {
    throw new UserError("out", `The answers cannot be written to ${file}.`);
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

function main(): void {
  const { file, out, quoteOnly } = readArguments(process.argv.slice(2));
  const cases = readCases(file);
  const began = performance.now();
  const answers = answer(cases, quoteOnly);
  const ms = Math.round(performance.now() - began);
  write(out, answers);
  process.stdout.write(
    `${[...toText(tallyOf(answers, cases.cases)), `${answers.length} ${answers.length === 1 ? "highlight" : "highlights"} in ${ms} ms`].join("\n")}\n`,
  );
}

try {
  main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
