/** `npm run -s search -- [--json] [--limit N] [--report SLUG] "QUERY"`: searches the library from the terminal. */

import "./environment";
import { styleText } from "node:util";
import { config } from "../config";
import { sentenceOf } from "../errors/sentence";
import { loadLibrary } from "../library/folder";
import type { SearchHit } from "../search/engine";
import type { Range } from "../search/marks";
import { snippet } from "../search/snippet";
import { Failure } from "./failure.mjs";
import { readOptions, run } from "./program";
import { commandLine } from "./release.mjs";

const USAGE = `${commandLine("search", { silent: true })} [--json] [--limit N] [--report SLUG] "QUERY"`;
const SNIPPET_LENGTH = 240;
const DEFAULT_LIMIT = 20;

interface Arguments {
  query: string;
  json: boolean;
  limit: number;
  report?: string;
}

function readArguments(args: string[]): Arguments {
  const { values, positionals } = parse(args);
  const query = positionals.join(" ");
  if (query.trim() === "") throw new Failure(`Enter a search query: ${USAGE}`);
  if (values.limit !== undefined && !/^[1-9]\d{0,8}$/.test(values.limit)) {
    throw new Failure(`--limit takes a whole number of at least 1, not "${values.limit}".`);
  }
  return {
    query,
    json: values.json,
    limit: Number(values.limit ?? DEFAULT_LIMIT),
    ...(values.report !== undefined && { report: values.report }),
  };
}

function parse(args: string[]) {
  return readOptions(
    {
      args,
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        limit: { type: "string" },
        report: { type: "string" },
      },
    },
    () => `Usage (put -- before a query that starts with a hyphen): ${USAGE}`,
  );
}

/** The output of `--json`. Offsets refer to `text` and are in UTF-16 code units. */
function toJson(query: string, total: number, hits: readonly SearchHit[]): string {
  const shown = hits.map(({ report, block, kind, section, page, text, score, ranges }) => {
    return { report, block, kind, section: section?.title ?? null, page, text, score, ranges };
  });
  return JSON.stringify({ query, total, hits: shown });
}

function toText(query: string, total: number, hits: readonly SearchHit[]): string {
  if (hits.length === 0) return `Nothing found for ${query}`;
  const shown = hits.map((hit, index) => `${index + 1}. ${placeOf(hit)}\n   ${excerptOf(hit)}`);
  return [`${hits.length} of ${total} passages`, ...shown].join("\n\n");
}

function placeOf({ reportTitle, section, page, pageCertain, kind }: SearchHit): string {
  const pageLabel = page === null ? null : `p. ${page}${pageCertain ? "" : "?"}`;
  return [reportTitle, section?.title, pageLabel, kind].filter((part) => part != null).join(" · ");
}

function excerptOf(hit: SearchHit): string {
  const { text, ranges, leading, trailing } = snippet(hit.text.replaceAll(/\s/gu, " "), hit.ranges, SNIPPET_LENGTH);
  return `${leading ? "… " : ""}${emphasise(text, ranges)}${trailing ? " …" : ""}`;
}

/** Highlights matches on a terminal; files and pipes get plain text. */
function emphasise(text: string, ranges: readonly Range[]): string {
  if (!process.stdout.isTTY) return text;
  let end = 0;
  const parts = ranges.map(([from, to]) => {
    const part = text.slice(end, from) + styleText("bold", text.slice(from, to));
    end = to;
    return part;
  });
  return parts.join("") + text.slice(end);
}

async function main(): Promise<void> {
  const { query, json, limit, report } = readArguments(process.argv.slice(2));
  const library = await loadLibrary(...config().contentDirs);
  if (report !== undefined && !library.reports.some(({ slug }) => slug === report)) {
    const slugs = library.reports.map(({ slug }) => slug).join(", ") || "none yet";
    throw new Failure(`There is no report "${report}". Reports in the library: ${slugs}.`);
  }
  for (const { file, reason } of library.problems) {
    process.stderr.write(`${file} was skipped: ${sentenceOf(reason)}\n`);
  }
  const { total, hits } = library.search.search(query, report === undefined ? {} : { report });
  process.stdout.write(`${(json ? toJson : toText)(query, total, hits(0, limit))}\n`);
}

// The reader may close the pipe early (`| head`).
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

await run(main);
