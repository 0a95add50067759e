/**
 * `npm run -s bench:pages -- CASES TRUTH [--only REGEX] [--passages N] [--json]`: measures how well the boxes that the
 * importer keeps for words agree with the boxes that poppler finds in the same files. For random passages, it compares
 * the rectangles that Concord draws with the true ones, and selects the passage on the page again.
 */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { Failure } from "@/lib/cli/failure.mjs";
import { readOptions, run } from "@/lib/cli/program";
import { callerPath } from "@/lib/cli/root.mjs";
import { measureCase, type PageCase, sumOf } from "./measure";

const USAGE = "npm run -s bench:pages -- CASES TRUTH [--only REGEX] [--passages N] [--json]";

/** The PDF cases; the tables of other formats have no pages. */
const PDFS = "(chromium|groff|office|tex|weasy)\\d$";

async function bench(args: string[]): Promise<void> {
  const { positionals, values } = readOptions(
    {
      args,
      allowPositionals: true,
      options: {
        only: { type: "string", default: PDFS },
        passages: { type: "string", default: "10000" },
        json: { type: "boolean", default: false },
      },
    },
    () => `Usage: ${USAGE}`,
  );
  const [casesFolder, truthFolder, ...more] = positionals.map((folder) => callerPath(folder));
  if (casesFolder === undefined || truthFolder === undefined || more.length > 0) {
    throw new Failure(`Give the folders with the cases and the truth: ${USAGE}`);
  }
  const only = new RegExp(values.only, "u");
  const names = readdirSync(path.join(truthFolder, "boxes"))
    .map((file) => file.replace(/\.json$/u, ""))
    .filter((name) => only.test(name));
  if (names.length === 0) throw new Failure("No case has word boxes.");
  const each = Math.ceil(Number(values.passages) / names.length);
  const cases: PageCase[] = [];
  for (const name of names) {
    const bytes = readFileSync(path.join(casesFolder, `${name}.pdf`));
    const truth = JSON.parse(readFileSync(path.join(truthFolder, "boxes", `${name}.json`), "utf8"));
    cases.push(await measureCase(name, bytes, truth, each, gzipSync));
  }
  const total = sumOf(cases);
  if (values.json) {
    console.log(JSON.stringify({ total, cases }, null, 2));
    return;
  }
  for (const each of [...cases, total]) console.log(lineOf(each));
}

function lineOf(each: PageCase): string {
  const share = (part: number, whole: number) => (whole === 0 ? "–" : (part / whole).toFixed(4));
  return [
    each.name.padEnd(18),
    `passages ${each.passages}`,
    `covered ${share(each.covered, each.area)}`,
    `outside ${share(each.outside, each.area)}`,
    `selected ${share(each.selected, each.passages)}`,
    `words placed ${share(each.placed, each.words)}`,
    `words with a true box ${share(each.known, each.words)}`,
    `bytes a page ${Math.round(each.bytes / each.pages)}`,
    `ms ${Math.round(each.ms)}`,
  ].join("  ");
}

await run(() => bench(process.argv.slice(2)));
