/**
 * `npm run -s bench:added-pdf -- CASES [--only REGEX] [--json]`: measures how much of a text the PDFs of other texts
 * show, those of the same text, and those of versions of it. The generated documents share many of their sentences, so
 * the report that comes with Concord serves as an unrelated text. The smallest part at which a PDF can be added to an edition
 * (`lib/word-boxes/queries.ts`) is between these.
 */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "@/lib/cli/failure.mjs";
import { readOptions, run } from "@/lib/cli/program";
import { callerPath } from "@/lib/cli/root.mjs";
import { parseReport } from "@/lib/report/parse";
import { drawnTextOf, placeOnPages } from "@/lib/report-import/drawn-text";
import { importPdf } from "@/lib/report-import/pdf";
import { randomOf } from "../../support/random";

const USAGE = "npm run -s bench:added-pdf -- CASES [--only REGEX] [--json]";
const PDFS = "(chromium|groff|office|tex|weasy)\\d\\.pdf$";
const UNRELATED = "content/russian-soft-power-in-kazakhstan.md";
/** The parts of the sentences that a version of a text has replaced. */
const REPLACED = [0.1, 0.3, 0.5, 0.7] as const;

interface Case {
  name: string;
  text: string;
  drawn: Uint8Array;
}

async function bench(args: string[]): Promise<void> {
  const { positionals, values } = readOptions(
    {
      args,
      allowPositionals: true,
      options: { only: { type: "string", default: PDFS }, json: { type: "boolean", default: false } },
    },
    () => `Usage: ${USAGE}`,
  );
  const [folder, ...more] = positionals.map((each) => callerPath(each));
  if (folder === undefined || more.length > 0) throw new Failure(`Give the folder with the PDFs: ${USAGE}`);
  const only = new RegExp(values.only, "u");
  const cases: Case[] = [];
  for (const name of readdirSync(folder).filter((each) => only.test(each))) {
    const read = await importPdf(readFileSync(path.join(folder, name)), { title: "Untitled", slug: "report" });
    cases.push({ name, text: parseReport(read.markdown, "report").text, drawn: drawnTextOf(read)! });
  }
  if (cases.length < 2) throw new Failure("Give at least two PDFs.");
  const unrelated = parseReport(readFileSync(UNRELATED, "utf8"), "report").text;
  const shares = {
    "an unrelated text": cases.map(({ drawn }) => shareOf(drawn, unrelated)),
    "other texts with the same sentences": cases.flatMap(({ name, text }) =>
      cases.filter((other) => other.name !== name).map(({ drawn }) => shareOf(drawn, text)),
    ),
    "the same text": cases.map(({ drawn, text }) => shareOf(drawn, text)),
    ...Object.fromEntries(
      REPLACED.map((part) => [
        `${Math.round(100 * part)} % of the sentences replaced`,
        cases.map(({ drawn, text }, index) =>
          shareOf(drawn, versionOf(text, cases[(index + 1) % cases.length]!.text, part)),
        ),
      ]),
    ),
  };
  if (values.json) {
    console.log(JSON.stringify(shares));
    return;
  }
  for (const [kind, all] of Object.entries(shares)) {
    const [least, most] = [Math.min(...all), Math.max(...all)].map((share) => share.toFixed(3));
    console.log(`${kind.padEnd(35)} pairs ${String(all.length).padStart(4)}  least ${least}  most ${most}`);
  }
}

/** The part of a text's words that are on the pages. */
function shareOf(drawn: Uint8Array, text: string): number {
  const { words, shown } = placeOnPages({ drawn, text });
  return shown / words;
}

/** A text with some of its sentences replaced by those of another text. */
function versionOf(text: string, other: string, part: number): string {
  const random = randomOf("versions");
  const foreign = sentencesOf(other);
  return sentencesOf(text)
    .map((sentence, index) => (random() < part ? foreign[index % foreign.length] : sentence))
    .join("");
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?]\s)/u);
}

await run(() => bench(process.argv.slice(2)));
