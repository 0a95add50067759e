/**
 * `npm run -s bench:annotated -- [FILE] [--highlights N] [--areas N] [--json]`: writes notes into a PDF, checks the
 * annotations with pdf.js and poppler, and reads them again.
 */

import { readFileSync } from "node:fs";
import { readOptions, run } from "@/lib/cli/program";
import { callerPath } from "@/lib/cli/root.mjs";
import { importedPdf } from "../../unit/sharing/annotated-report";
import { madeUpPdf } from "./made-up-pdf";
import { drawnByPoppler } from "./poppler";
import { roundTrip } from "./round-trip";

const USAGE = "npm run -s bench:annotated -- [FILE] [--highlights N] [--areas N] [--json]";
/** Number of pages that poppler draws twice. */
const DRAWN_PAGES = 20;

async function bench(args: string[]): Promise<void> {
  const { positionals, values } = readOptions(
    {
      args,
      allowPositionals: true,
      options: {
        highlights: { type: "string", default: "1000" },
        areas: { type: "string", default: "100" },
        json: { type: "boolean", default: false },
      },
    },
    () => `Usage: ${USAGE}`,
  );
  const [file] = positionals.map((name) => callerPath(name));
  const pdf = await importedPdf(file === undefined ? madeUpPdf(40) : new Uint8Array(readFileSync(file)));
  const counts = { highlights: Number(values.highlights), areas: Number(values.areas) };
  const { file: annotated, marks, ...found } = await roundTrip(pdf, counts, "annotated");
  const pages = pdf.words.map((_, page) => page).slice(0, DRAWN_PAGES);
  const lines = marks.filter((_, n) => n < marks.length - counts.areas);
  const poppler = drawnByPoppler(pdf.bytes, annotated, { lines, areas: marks.slice(lines.length) }, pages);
  const result = { pages: pdf.words.length, ...found, poppler };
  console.log(values.json ? JSON.stringify(result, null, 2) : rowsOf(result));
}

function rowsOf(result: Record<string, unknown>): string {
  return Object.entries(result)
    .map(([name, value]) => `${name.padEnd(18)} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join("\n");
}

await run(() => bench(process.argv.slice(2)));
