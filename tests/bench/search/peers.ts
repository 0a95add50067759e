/**
 * `npm run bench:peers -- [--collection DIR] [--only collection|report|generated] [--passages N] [--all]`: compares our
 * search with other libraries on the same passages and queries. Each engine runs three times in separate processes, in
 * the same order, and the median is shown.
 *
 * `npm run -s bench:peers -- --collections DIR [--json]`: compares the quality of the answers on every collection in a
 * folder.
 */

import { existsSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { command } from "@/lib/cli/command.mjs";
import { Failure } from "@/lib/cli/failure.mjs";
import { callerPath } from "@/lib/cli/root.mjs";
import { launch } from "@/lib/cli/run.mjs";
import { installOwnPackages } from "../own-packages";
import type { Figures, Task } from "./child";
import { readCollection } from "./collection";
import { ENGINE_NAMES, ENGINES, type EngineName } from "./engines";
import { COMMON, type LibraryName, LONG, RARE, TWO_WORDS } from "./libraries";
import { percentile } from "./metrics";
import { comparePeers } from "./peers-quality";

const USAGE = "npm run bench:peers -- [--collection DIR] [--only collection|report|generated] [--passages N] [--all]";
const HERE = "tests/bench/search";
const CRANFIELD = "../shared/cranfield";
const ROUNDS = 3;
/** Time limit in milliseconds for one engine with one library. */
const LIMIT = 1_200_000;
/** Maximum heap size in megabytes. Some peers need several times as much memory as ours. */
const HEAP_LIMIT = 8_192;

interface Run {
  title: string;
  library: LibraryName;
  engines: readonly EngineName[];
}

/** An acceptance criterion: our figures must be at most `times` as large as those of the peers. */
interface Bound {
  label: string;
  figure: (figures: Figures) => number;
  peers: EngineName[];
  times: number;
}

const p95 =
  (set: string) =>
  ({ sets }: Figures): number =>
    sets.find(({ name }) => name === set)?.p95 ?? Number.NaN;

const BOUNDS: Readonly<Record<LibraryName["kind"], Bound[]>> = {
  collection: [
    { label: `p95, ${TWO_WORDS}`, figure: p95(TWO_WORDS), peers: ["minisearch", "minisearch-text"], times: 2 },
    { label: `p95, ${LONG}`, figure: p95(LONG), peers: ["minisearch", "minisearch-text"], times: 1 },
    { label: `p95, ${TWO_WORDS}`, figure: p95(TWO_WORDS), peers: ["lunr", "orama"], times: 1 },
    { label: `p95, ${LONG}`, figure: p95(LONG), peers: ["lunr", "orama"], times: 1 },
  ],
  report: [],
  generated: [
    { label: `p95, ${RARE}`, figure: p95(RARE), peers: ["minisearch"], times: 1.5 },
    { label: `p95, ${COMMON}`, figure: p95(COMMON), peers: ["minisearch"], times: 1 },
    { label: "build", figure: ({ build }) => build, peers: ["minisearch"], times: 4 },
    { label: "heap", figure: ({ heap }) => heap, peers: ["minisearch"], times: 2 },
  ],
};

/** @throws Failure if the arguments do not match `USAGE` */
function readArguments(args: string[]): Run[] {
  const { collection, only, passages, all } = parse(args);
  if (only !== undefined && !(only in BOUNDS))
    throw new Failure(`--only takes collection, report or generated: ${USAGE}`);
  if (!/^[1-9]\d{0,6}$/u.test(passages)) throw new Failure(`--passages takes a whole number, not "${passages}".`);
  // Generated passages have no titles.
  const untitled = ENGINE_NAMES.filter((name) => name !== "minisearch-text");
  const folder = collectionFolder(collection);
  const runs: Run[] = [
    { title: "The report", library: { kind: "report" }, engines: untitled },
    {
      title: `${Number(passages).toLocaleString("en")} generated passages`,
      library: { kind: "generated", passages: Number(passages) },
      engines: untitled.filter((name) => all || ENGINES[name].isQuick),
    },
  ];
  if (folder) {
    runs.unshift({ title: folder, library: { kind: "collection", folder }, engines: ENGINE_NAMES });
  }
  return runs.filter(({ library }) => only === undefined || library.kind === only);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        collection: { type: "string" },
        only: { type: "string" },
        passages: { type: "string", default: "100000" },
        all: { type: "boolean", default: false },
      },
    }).values;
  } catch {
    throw new Failure(`Usage: ${USAGE}`);
  }
}

/** The given folder, or the default one if it exists. An invalid collection is reported before anything is measured. */
function collectionFolder(named: string | undefined): string | undefined {
  if (named === undefined && !existsSync(CRANFIELD)) return undefined;
  const folder = named === undefined ? path.resolve(CRANFIELD) : callerPath(named);
  readCollection(folder);
  return folder;
}

/** Measures in a separate process. Returns null if the process fails or times out. */
async function measure(task: Task): Promise<Figures | null> {
  const node = ["--expose-gc", `--max-old-space-size=${HEAP_LIMIT}`, "--import", "tsx"];
  const args = [...node, `${HERE}/child.ts`, JSON.stringify(task)];
  const { child, ended } = launch(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT);
  const status = await ended.finally(() => clearTimeout(timer));
  return status === 0 ? JSON.parse(output) : null;
}

type Results = Map<EngineName, Figures | null>;

async function runAll({ title, library, engines }: Run): Promise<Results> {
  const rounds = new Map<EngineName, (Figures | null)[]>(engines.map((name) => [name, []]));
  for (let round = 1; round <= ROUNDS; round++) {
    for (const engine of engines) {
      const before = rounds.get(engine)!;
      if (before.includes(null)) continue;
      say(`${title}, round ${round} of ${ROUNDS}: ${ENGINES[engine].label} …`);
      before.push(await measure({ engine, library, judges: round === 1 }));
    }
  }
  return new Map([...rounds].map(([engine, figures]) => [engine, medians(figures)]));
}

/** The median of each figure over the rounds; null if any round failed. */
function medians(rounds: readonly (Figures | null)[]): Figures | null {
  const complete = rounds.filter((figures) => figures !== null);
  const [first] = complete;
  if (!first || complete.length < rounds.length) return null;
  const median = (figure: (figures: Figures) => number): number => percentile(complete.map(figure), 0.5);
  return {
    build: median(({ build }) => build),
    heap: median(({ heap }) => heap),
    sets: first.sets.map((set, index) => ({
      ...set,
      p50: median(({ sets }) => sets[index]!.p50),
      p95: median(({ sets }) => sets[index]!.p95),
    })),
    blocks: first.blocks.map((block, index) => ({ ...block, ms: median(({ blocks }) => blocks[index]!.ms) })),
  };
}

const HEAD = ["queries", "engine", "quality", "p50 ms", "p95 ms", "build s", "heap MB"];

/** What the "quality" column shows. */
const QUALITY: Readonly<Record<LibraryName["kind"], string>> = {
  collection: "quality: nDCG@10, recall@100, MRR@10",
  report: "quality: golden questions answered",
  generated: "no quality: the right answers are unknown",
};

function tableOf(results: Results): string[] {
  const measured = [...results].flatMap(([engine, figures]) => (figures ? [{ engine, figures }] : []));
  const sets = measured[0]?.figures.sets ?? [];
  const rows = sets.flatMap(({ name }, index) =>
    measured.map(({ engine, figures }) => [name, ENGINES[engine].label, ...cellsOf(figures, index)]),
  );
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...rows].map((row) => row[column]!.length)));
  return [HEAD, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}

function cellsOf({ sets, build, heap }: Figures, index: number): string[] {
  const { quality, p50, p95 } = sets[index]!;
  return [quality, p50.toFixed(2), p95.toFixed(2), (build / 1_000).toFixed(1), (heap / 1e6).toFixed(0)];
}

function failures(results: Results): string[] {
  const failed = [...results].filter(([, figures]) => figures === null);
  return failed.map(([engine]) => `${ENGINES[engine].label}: failed, or took more than ${LIMIT / 60_000} minutes`);
}

/** One line per bound and peer. */
function verdicts(bounds: readonly Bound[], results: Results): string[] {
  const ours = results.get("ours");
  return bounds.flatMap(({ label, figure, peers, times }) =>
    peers.flatMap((peer) => {
      const theirs = results.get(peer);
      if (!ours || !theirs) return [];
      const ratio = figure(ours) / figure(theirs);
      const verdict = ratio <= times ? "met" : "not met";
      return [`${label}: ${ratio.toFixed(2)} times ${ENGINES[peer].label}, at most ${times}: ${verdict}`];
    }),
  );
}

/** How long one of our queries blocks all other work in the process. */
function slowNeighbour(results: Results): string[] {
  const blocks = results.get("ours")?.blocks ?? [];
  if (blocks.length === 0) return [];
  const longest = Math.max(...blocks.map(({ ms }) => ms));
  const lines = blocks.map(({ name, ms }) => `  ${name}: ${ms.toFixed(1)} ms`);
  return [`longest time that one query blocks the event loop: ${longest.toFixed(1)} ms`, ...lines];
}

/**
 * A warning if the machine's load makes the times meaningless. Each process needs about one core, plus some capacity
 * for garbage collection.
 */
function disturbance(): string[] {
  const load = loadavg()[0]!;
  const cores = availableParallelism();
  if (load <= cores + 1) return [];
  return [
    `Warning: other programs are busy (load ${load.toFixed(1)} on ${cores} cores), so the times are too high and can't be compared.`,
  ];
}

/** Progress goes to standard error, so that it is not mixed with the tables. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The folder and format for comparing quality; null if times are to be measured. */
function answersAsked(args: string[]): { folder: string; json: boolean } | null {
  const at = args.indexOf("--collections");
  const folder = args[at + 1];
  if (at < 0) return null;
  if (folder === undefined) throw new Failure("--collections takes a folder of collections.");
  return { folder: callerPath(folder), json: args.includes("--json") };
}

await command(async () => {
  const answers = answersAsked(process.argv.slice(2));
  if (answers) {
    await installOwnPackages(HERE, "the libraries to compare with");
    await comparePeers(answers.folder, answers.json, (line) => process.stdout.write(`${line}\n`));
    return 0;
  }
  const runs = readArguments(process.argv.slice(2));
  await installOwnPackages(HERE, "the libraries to compare with");
  for (const run of runs) {
    const results = await runAll(run);
    const { kind } = run.library;
    const remarks = [disturbance(), failures(results), verdicts(BOUNDS[kind], results), slowNeighbour(results)];
    const lines = [tableOf(results), ...remarks].flat();
    process.stdout.write(`\n${run.title} (${QUALITY[kind]})\n\n${lines.join("\n")}\n`);
  }
  return 0;
});
