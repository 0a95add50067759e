/**
 * `npm run bench:peers -- --collections DIR`: compares the quality of other engines with that of our engine on the same
 * query sets.
 */

import type { Build } from "./engine";
import { ENGINE_NAMES, ENGINES } from "./engines";
import { buildFts5, buildPlainBm25, postgresRanker } from "./rankers";
import { judgeSets, MEASURES, type Measured, meansOf, readSets } from "./sets";
import { pairedSignificance } from "./significance";

/**
 * Fuse is left out because it takes minutes where others take seconds. `minisearch-text` is left out because
 * `minisearch` searches the same text, plus a title field.
 */
const LEFT_OUT = ["fuse", "minisearch-text"];

interface Line extends Measured {
  set: string;
  engine: string;
  queries: number;
  /** The probability that the difference from our engine in nDCG@10 is due to chance; null for our engine itself. */
  p: number | null;
}

/** @param say receives a line of the table, or an object as JSON */
export async function comparePeers(folder: string, json: boolean, say: (line: string) => void): Promise<void> {
  const peers = await load();
  const means = new Map<string, Measured[]>();
  const tell = (line: Line) => say(json ? JSON.stringify(line) : textOf(line));
  for (const sets of readSets(folder)) {
    const ours = new Map<string, Measured[]>();
    for (const [engine, build] of peers) {
      for (const { name, results } of await judgeSets(build, sets)) {
        if (engine === "ours") ours.set(name, results);
        const gains = (of: readonly Measured[]) => of.map((each) => each["nDCG@10"]);
        const figures = meansOf(results);
        means.set(engine, [...(means.get(engine) ?? []), figures]);
        const p = engine === "ours" ? null : pairedSignificance(gains(ours.get(name)!), gains(results));
        tell({ set: name, engine, queries: results.length, ...figures, p });
      }
    }
  }
  for (const [engine, figures] of means) {
    tell({ set: "mean", engine, queries: figures.length, ...meansOf(figures), p: null });
  }
}

/** Our engine comes first. PostgreSQL's ranking is included if `POSTGRES_URL` names a server. */
async function load(): Promise<Map<string, Build>> {
  const url = process.env.POSTGRES_URL;
  const libraries = ENGINE_NAMES.filter((name) => !LEFT_OUT.includes(name));
  return new Map<string, Build>([
    ...(await Promise.all(libraries.map(async (name) => [name, await ENGINES[name].load()] as const))),
    ["bm25", buildPlainBm25],
    ["fts5", buildFts5],
    ...(url === undefined ? [] : [["postgresql", postgresRanker(url)] as const]),
  ]);
}

function textOf({ set, engine, p, ...figures }: Line): string {
  const columns = MEASURES.map((measure) => figures[measure].toFixed(4));
  return [set.padEnd(22), engine.padEnd(12), ...columns, p === null ? "" : `p ${p.toFixed(4)}`].join("  ").trimEnd();
}
