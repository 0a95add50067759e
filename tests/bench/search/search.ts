/**
 * `npm run -s bench:search -- --collection DIR [--queries FILE] [--ids odd|even] [--json]`: measures the quality and
 * speed of our search on a judged collection, with the app's settings.
 *
 * `npm run -s bench:search -- --collections DIR [--json]`: prints a line for each query set of each collection in the
 * folder, and the mean of all sets.
 */

import { existsSync } from "node:fs";
import path from "node:path";
import { Failure } from "@/lib/cli/failure.mjs";
import { readOptions, run } from "@/lib/cli/program";
import { callerPath } from "@/lib/cli/root.mjs";
import { type Collection, type Parity, readCollection } from "./collection";
import { memoryInUse, timeBuild, timeQueries, warmUp } from "./measure";
import { qualityOf } from "./metrics";
import { buildOurs } from "./ours";
import { judgeSets, MEASURES, type Measured, meansOf, readSets } from "./sets";

const USAGE =
  "npm run -s bench:search -- --collection DIR [--queries FILE] [--ids odd|even] [--json], or --collections DIR";

type Arguments = { collections: string; json: boolean } | OneCollection;

interface OneCollection {
  collection: string;
  queries?: string;
  ids?: Parity;
  json: boolean;
}

function readArguments(args: string[]): Arguments {
  const { collection, collections, queries, ids, json } = parse(args);
  if (collections !== undefined) return { collections: callerPath(collections), json };
  if (collection === undefined) throw new Failure(`Give the folder of the collection: ${USAGE}`);
  if (ids !== undefined && ids !== "odd" && ids !== "even") {
    throw new Failure(`--ids takes odd or even, not "${ids}".`);
  }
  const folder = callerPath(collection);
  return {
    collection: folder,
    json,
    ...(queries !== undefined && { queries: queriesFile(queries, folder) }),
    ...(ids !== undefined && { ids }),
  };
}

function parse(args: string[]) {
  return readOptions(
    {
      args,
      options: {
        collection: { type: "string" },
        collections: { type: "string" },
        queries: { type: "string" },
        ids: { type: "string" },
        json: { type: "boolean", default: false },
      },
    },
    () => `Usage: ${USAGE}`,
  ).values;
}

/** Query files are usually in the collection's folder, so the bare name is accepted. */
function queriesFile(file: string, folder: string): string {
  const given = callerPath(file);
  return existsSync(given) ? given : path.resolve(folder, file);
}

async function measure({ documents, queries }: Collection) {
  const before = memoryInUse();
  const { engine, ms } = await timeBuild(() => buildOurs({ documents }));
  const heap = memoryInUse() - before;
  const results = [];
  for (const { text, judgements } of queries) results.push({ judgements, ranking: await engine.search(text, 100) });
  await warmUp(engine, documents);
  const { p50, p95 } = await timeQueries(
    engine,
    queries.map(({ text }) => text),
  );
  const { "nDCG@10": ndcg, "recall@100": recall, "MRR@10": mrr } = qualityOf(results);
  return {
    documents: documents.length,
    queries: queries.length,
    "nDCG@10": rounded(ndcg, 4),
    "recall@100": rounded(recall, 4),
    "MRR@10": rounded(mrr, 4),
    index_ms: Math.round(ms),
    heap_mb: rounded(heap / 1e6, 1),
    query_ms: { p50: rounded(p50, 3), p95: rounded(p95, 3) },
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function toText({ query_ms: { p50, p95 }, ...figures }: Awaited<ReturnType<typeof measure>>): string {
  const lines = Object.entries({ ...figures, "query_ms p50": p50, "query_ms p95": p95 });
  return lines.map(([name, value]) => `${name.padEnd(14)}${value}`).join("\n");
}

async function measureAll(folder: string, json: boolean): Promise<void> {
  const say = (set: string, figures: Measured & { queries?: number }): void => {
    const columns = MEASURES.map((measure) => `${measure} ${figures[measure].toFixed(4)}`);
    process.stdout.write(`${json ? JSON.stringify({ set, ...figures }) : [set.padEnd(20), ...columns].join("  ")}\n`);
  };
  const means: Measured[] = [];
  for (const sets of readSets(folder)) {
    for (const { name, results } of await judgeSets(buildOurs, sets)) {
      const figures = meansOf(results);
      means.push(figures);
      say(name, { queries: results.length, ...figures });
    }
  }
  say("mean", meansOf(means));
}

async function main(): Promise<void> {
  const asked = readArguments(process.argv.slice(2));
  if ("collections" in asked) return measureAll(asked.collections, asked.json);
  const { collection, queries, ids, json } = asked;
  const result = await measure(readCollection(collection, queries, ids));
  process.stdout.write(`${json ? JSON.stringify(result) : toText(result)}\n`);
}

await run(main);
