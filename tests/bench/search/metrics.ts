/** How good a ranking is, measured as trec_eval does it, and how long a typical search takes. */

/** How relevant each judged document is to one query: by document id; 0 or less means judged and found irrelevant. */
export type Judgements = ReadonlyMap<string, number>;

/** Means over queries, each from 0 to 1. */
export interface Quality {
  "nDCG@10": number;
  "recall@100": number;
  "MRR@10": number;
}

/**
 * Normalised discounted cumulative gain: the gain of a document is its grade, divided by log2(rank + 1), and the sum is
 * divided by that of the best ranking of everything judged (trec_eval's ndcg_cut).
 *
 * @param ranking document ids, best first
 */
export function ndcg(ranking: readonly string[], judgements: Judgements, depth: number): number {
  const best = gain([...judgements.values()].sort((a, b) => b - a).slice(0, depth));
  return best === 0 ? 0 : gain(ranking.slice(0, depth).map((id) => judgements.get(id) ?? 0)) / best;
}

function gain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + Math.max(grade, 0) / Math.log2(index + 2), 0);
}

/** The share of the relevant documents that stand among the first `depth`. */
export function recall(ranking: readonly string[], judgements: Judgements, depth: number): number {
  const relevant = [...judgements.values()].filter((grade) => grade > 0).length;
  const found = ranking.slice(0, depth).filter((id) => isRelevant(id, judgements)).length;
  return relevant === 0 ? 0 : found / relevant;
}

/** One divided by the rank of the first relevant document; 0 where none is among the first `depth`. */
export function reciprocalRank(ranking: readonly string[], judgements: Judgements, depth: number): number {
  const index = ranking.slice(0, depth).findIndex((id) => isRelevant(id, judgements));
  return index === -1 ? 0 : 1 / (index + 1);
}

/** 1 where the first document is relevant, 0 otherwise. */
export function rightFirst(ranking: readonly string[], judgements: Judgements): number {
  return ranking[0] !== undefined && isRelevant(ranking[0], judgements) ? 1 : 0;
}

/** The means of the three measures over all queries. */
export function qualityOf(results: readonly { ranking: readonly string[]; judgements: Judgements }[]): Quality {
  return {
    "nDCG@10": mean(results.map(({ ranking, judgements }) => ndcg(ranking, judgements, 10))),
    "recall@100": mean(results.map(({ ranking, judgements }) => recall(ranking, judgements, 100))),
    "MRR@10": mean(results.map(({ ranking, judgements }) => reciprocalRank(ranking, judgements, 10))),
  };
}

function isRelevant(id: string, judgements: Judgements): boolean {
  return (judgements.get(id) ?? 0) > 0;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The least of the values that `share` of them do not exceed (nearest rank); NaN where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
