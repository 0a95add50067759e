/** Computes ranking quality (in the same way as trec_eval) and percentiles of response times. */

/** The relevance of each judged document for one query, by document id. 0 or less means irrelevant. */
export type Judgements = ReadonlyMap<string, number>;

/** Means over all queries, each from 0 to 1. */
export interface Quality {
  "nDCG@10": number;
  "recall@100": number;
  "MRR@10": number;
}

/**
 * Normalized discounted cumulative gain. The gain of a document is its grade divided by log2(rank + 1); the sum is
 * divided by the sum for the best ranking of all judged documents (trec_eval's ndcg_cut).
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

/** The share of the relevant documents that are among the first `depth`. */
export function recall(ranking: readonly string[], judgements: Judgements, depth: number): number {
  const relevant = [...judgements.values()].filter((grade) => grade > 0).length;
  const found = ranking.slice(0, depth).filter((id) => isRelevant(id, judgements)).length;
  return relevant === 0 ? 0 : found / relevant;
}

/** 1 / rank of the first relevant document, or 0 if none of the first `depth` documents is relevant. */
export function reciprocalRank(ranking: readonly string[], judgements: Judgements, depth: number): number {
  const index = ranking.slice(0, depth).findIndex((id) => isRelevant(id, judgements));
  return index === -1 ? 0 : 1 / (index + 1);
}

/** 1 if the first document is relevant, otherwise 0. */
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

/** The smallest value that is not exceeded by at least `share` of the values (nearest rank); NaN if there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
