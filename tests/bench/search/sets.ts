/** Handles several collections at once. Every query file is a set, and all sets have equal weight. */

import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { Failure } from "@/lib/cli/failure.mjs";
import { type Collection, type JudgedQuery, readCollection } from "./collection";
import type { Build } from "./engine";
import { mean, ndcg, recall, reciprocalRank, rightFirst } from "./metrics";

/** A query file of a collection: `cranfield` for its queries.jsonl, `cranfield 3w` for its queries-3w.jsonl. */
interface QuestionSet {
  name: string;
  queries: JudgedQuery[];
}

interface CollectionSets {
  collection: Collection;
  sets: QuestionSet[];
}

/** The measures for each query, and their mean for each set. */
export const MEASURES = ["nDCG@10", "recall@100", "MRR@10", "right first"] as const;
export type Measured = Record<(typeof MEASURES)[number], number>;

/** @throws Failure if the folder has no collections */
export function* readSets(folder: string): Generator<CollectionSets> {
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => existsSync(path.join(folder, name, "corpus.jsonl")))
        .sort()
    : [];
  if (names.length === 0) throw new Failure(`No folder in ${folder} has a corpus.jsonl.`);
  for (const name of names) {
    const own = path.join(folder, name);
    const sets = readdirSync(own)
      .filter((file) => /^queries(?:-.+)?\.jsonl$/u.test(file))
      .map((file) => ({ file, name: [name, file.slice("queries".length, -".jsonl".length).slice(1)].join(" ").trim() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((set) => ({ name: set.name, queries: readCollection(own, path.join(own, set.file)).queries }));
    yield { collection: readCollection(own), sets };
  }
}

/** The scores of an engine for each query in each set. */
export async function judgeSets(
  build: Build,
  { collection, sets }: CollectionSets,
): Promise<{ name: string; results: Measured[] }[]> {
  const engine = await build(collection);
  const judged = [];
  for (const { name, queries } of sets) {
    const results = [];
    for (const { text, judgements } of queries) {
      const ranking = await engine.search(text, 100);
      results.push({
        "nDCG@10": ndcg(ranking, judgements, 10),
        "recall@100": recall(ranking, judgements, 100),
        "MRR@10": reciprocalRank(ranking, judgements, 10),
        "right first": rightFirst(ranking, judgements),
      });
    }
    judged.push({ name, results });
  }
  return judged;
}

export function meansOf(results: readonly Measured[]): Measured {
  return Object.fromEntries(
    MEASURES.map((measure) => [measure, Number(mean(results.map((each) => each[measure])).toFixed(4))]),
  ) as Measured;
}
