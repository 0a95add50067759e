/**
 * `npm run -s bench:import -- CASES TRUTH [--only REGEX] [--by kind|setter|language|case] [--json]`: measures the
 * accuracy and speed of the importer on documents whose words, blocks, pages and footnotes are all known. With
 * `--texts`, CASES contains plain-text files, and TRUTH is a file with their titles, authors and numbers of notes.
 */

import { readFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "@/lib/cli/failure.mjs";
import { readOptions, run } from "@/lib/cli/program";
import { callerPath } from "@/lib/cli/root.mjs";
import { UserError } from "@/lib/errors";
import { parseReport } from "@/lib/report/parse";
import { importFile } from "@/lib/report-import/import-file";
import { addTo } from "@/lib/report-import/pdf/statistics";
import { findPeers, type Peer } from "./peers";
import { readTexts, textTable, totalsOf } from "./plain-texts";
import { predictionOf } from "./prediction";
import { METRICS, type Metric, type Scores, scoresOf, UNREAD } from "./scores";
import { readTruths, type Truth } from "./truth";

const USAGE =
  "npm run -s bench:import -- CASES TRUTH [--only REGEX] [--by kind|setter|language|case] [--peers FOLDER] [--texts] [--json]";

type Grouping = "kind" | "setter" | "language" | "case";

interface Arguments {
  cases: string;
  truth: string;
  only: RegExp;
  by: Grouping;
  texts: boolean;
  /** A folder whose `node_modules` contains other converters. */
  peers: string | undefined;
  json: boolean;
}

function readArguments(args: string[]): Arguments {
  const { positionals, values } = parse(args);
  const [cases, truth, ...more] = positionals;
  if (cases === undefined || truth === undefined || more.length > 0) {
    throw new Failure(`Give the folders with the cases and the truth: ${USAGE}`);
  }
  const { by } = values;
  if (by !== "kind" && by !== "setter" && by !== "language" && by !== "case") {
    throw new Failure(`--by takes kind, setter, language or case, not "${by}".`);
  }
  const peers = values.peers === undefined ? undefined : callerPath(values.peers);
  const folders = { cases: callerPath(cases), truth: callerPath(truth) };
  return { ...folders, only: new RegExp(values.only, "u"), by, texts: values.texts, peers, json: values.json };
}

function parse(args: string[]) {
  return readOptions(
    {
      args,
      allowPositionals: true,
      options: {
        only: { type: "string", default: "" },
        by: { type: "string", default: "kind" },
        peers: { type: "string" },
        texts: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    },
    () => `Usage: ${USAGE}`,
  );
}

interface Result {
  truth: Truth;
  scores: Scores;
  seconds: number;
}

type Groups = ReadonlyMap<string, readonly Result[]>;

/** A file that cannot be read counts as entirely wrong. */
async function read(folder: string, truth: Truth): Promise<Result> {
  const start = performance.now();
  try {
    const { markdown } = await importFile(truth.file, readFileSync(path.join(folder, truth.file)), { slug: "case" });
    const seconds = (performance.now() - start) / 1000;
    return { truth, scores: scoresOf(truth, predictionOf(parseReport(markdown, "case"))), seconds };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { truth, scores: UNREAD, seconds: (performance.now() - start) / 1000 };
  }
}

/** Typesetters that can write a document's structure into its PDF. */
const TAGGING = /^(?:chromium|weasy|office)\d$/u;

/** The groups that a case belongs to. */
function groupsOf({ case: name, setter, language, style }: Truth, by: Grouping): string[] {
  if (by === "case") return [name];
  if (by === "language") return [language];
  const kind = name.slice(language.length + 1);
  if (by === "setter") return [kind];
  if (kind.startsWith("scan")) return ["scan"];
  if (!/\d$/u.test(kind)) return ["office"];
  return style.tagged && TAGGING.test(setter) ? ["pdf", "tagged"] : ["pdf"];
}

type Means = Partial<Record<Metric, number>>;

function meansOf(results: readonly Result[]): Means {
  const means: Means = {};
  for (const metric of METRICS) {
    const values = results.map(({ scores }) => scores[metric]).filter((value) => value !== undefined);
    if (values.length > 0)
      means[metric] = Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 10_000) / 10_000;
  }
  return means;
}

const speedOf = (results: readonly Result[]): number => {
  const sum = (countOf: (result: Result) => number) => results.reduce((all, result) => all + countOf(result), 0);
  return sum(({ truth }) => truth.pages) / sum(({ seconds }) => seconds);
};

function toText(groups: Groups): string {
  const width = Math.max(...[...groups.keys()].map(({ length }) => length));
  const head = `${"".padEnd(width)}   n ${METRICS.map((metric) => metric.padStart(8)).join(" ")}  pages/s`;
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, results]) => {
      const means = meansOf(results);
      const cells = METRICS.map((metric) => (means[metric]?.toFixed(3) ?? "–").padStart(8)).join(" ");
      const speed = speedOf(results).toFixed(1).padStart(8);
      return `${name.padEnd(width)} ${String(results.length).padStart(3)} ${cells} ${speed}`;
    });
  return [head, ...rows].join("\n");
}

const meansByGroup = (groups: Groups) =>
  Object.fromEntries([...groups].map(([name, results]) => [name, meansOf(results)]));

function grouped(results: readonly Result[], by: Grouping): Groups {
  const groups = new Map<string, Result[]>();
  for (const result of results) for (const group of groupsOf(result.truth, by)) addTo(groups, group, result);
  return groups;
}

/** A peer's scores for the cases. Scans are left out, because most peers have no text recognition. */
async function compare(peer: Peer, folder: string, truths: readonly Truth[]): Promise<Result[]> {
  const own = truths.filter((truth) => peer.reads.test(truth.file) && !groupsOf(truth, "kind").includes("scan"));
  const fileOf = ({ file }: Truth) => path.join(folder, file);
  const { texts, seconds } = await peer.convert(own.map(fileOf));
  return own.map((truth) => {
    const text = texts.get(fileOf(truth));
    const report = text === undefined ? undefined : parseReport(`---\ntitle: Peer\n---\n\n${text}`, "peer");
    const scores = report ? scoresOf(truth, predictionOf(report)) : UNREAD;
    return { truth, scores, seconds: seconds / own.length };
  });
}

async function main(): Promise<void> {
  const { cases, truth: truthFolder, only, by, texts, peers: folder, json } = readArguments(process.argv.slice(2));
  if (texts) {
    const results = readTexts(cases, truthFolder);
    console.log(json ? JSON.stringify(totalsOf(results)) : textTable(results));
    return;
  }
  const truths = readTruths(truthFolder).filter((truth) => only.test(truth.case));
  if (truths.length === 0) throw new Failure("No cases were found. Check the folders and --only.");
  const results: Result[] = [];
  for (const truth of truths) results.push(await read(cases, truth));
  const groups = grouped(results, by);
  const { installed, missing } = await findPeers(folder);
  const others: [name: string, groups: Groups][] = [];
  for (const peer of installed) {
    try {
      others.push([peer.name, grouped(await compare(peer, cases, truths), by)]);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      console.error(error.message);
    }
  }
  if (json) {
    const peers = Object.fromEntries(others.map(([name, own]) => [name, meansByGroup(own)]));
    const speeds = Object.fromEntries(
      [["concord", groups] as const, ...others].map(([name, own]) => [name, speedOf(own.get("pdf") ?? [])]),
    );
    console.log(JSON.stringify({ ...meansByGroup(groups), peers, pagesPerSecond: speeds }));
    return;
  }
  console.log(toText(groups));
  for (const [name, own] of others) if (own.size > 0) console.log(`\n${name}\n${toText(own)}`);
  if (missing.length > 0) console.log(`\nNot installed, or for a newer Node: ${missing.join(", ")}`);
}

await run(main);
