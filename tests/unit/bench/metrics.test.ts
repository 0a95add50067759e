import { describe, expect, it, test } from "vitest";
import { ndcg, percentile, qualityOf, recall, reciprocalRank } from "../../bench/search/metrics";

const judgements = new Map([
  ["best", 2],
  ["good", 1],
  ["bad", 0],
  ["spam", -1],
]);

describe("nDCG", () => {
  // The gains equal the grades, and the discounts are 1, 1/log2(3), 1/2, …, so the best result is 2 + 1/log2(3).
  const best = 2 + 1 / Math.log2(3);

  test.each([
    ["the best ranking", ["best", "good"], 10, 1],
    ["a ranking with the relevant documents swapped", ["good", "best"], 10, (1 + 2 / Math.log2(3)) / best],
    [
      "a ranking with unjudged and irrelevant documents in between",
      ["unknown", "best", "bad", "spam", "good"],
      10,
      (2 / Math.log2(3) + 1 / Math.log2(6)) / best,
    ],
    ["no documents", [], 10, 0],
    ["a truncated ranking", ["unknown", "best"], 1, 0],
  ])("of %s", (_, ranking, depth, expected) => {
    expect(ndcg(ranking, judgements, depth)).toBeCloseTo(expected, 12);
  });

  it("normalizes by the best ranking at that depth", () => {
    expect(ndcg(["best"], judgements, 1)).toBe(1);
  });

  it("is 0 if there is no relevant document", () => {
    expect(ndcg(["bad"], new Map([["bad", 0]]), 10)).toBe(0);
  });
});

test.each([
  ["all relevant documents", ["best", "x", "good"], 100, 1],
  ["half of them", ["best", "bad", "spam"], 100, 0.5],
  ["the relevant documents within the depth", ["x", "best", "good"], 2, 0.5],
  ["none of them", ["bad"], 100, 0],
])("recall finds %s", (_, ranking, depth, expected) => {
  expect(recall(ranking, judgements, depth)).toBe(expected);
});

test.each([
  ["first", ["good", "best"], 10, 1],
  ["third, after irrelevant documents", ["bad", "spam", "good"], 10, 1 / 3],
  ["beyond the depth", ["x", "y", "good"], 2, 0],
  ["missing", ["x"], 10, 0],
])("the reciprocal rank if the first relevant document is %s", (_, ranking, depth, expected) => {
  expect(reciprocalRank(ranking, judgements, depth)).toBe(expected);
});

it("averages over queries, at the depths in the metrics' names", () => {
  const other = new Map([["eleventh", 1]]);
  const late = [...Array.from({ length: 10 }, (_, index) => `x${index}`), "eleventh"];
  const results = [
    { ranking: ["best", "good"], judgements },
    { ranking: late, judgements: other },
  ];
  expect(qualityOf(results)).toEqual({ "nDCG@10": 0.5, "recall@100": 1, "MRR@10": 0.5 });
});

test.each([
  [[3, 1, 2, 4], 0.5, 2],
  [[3, 1, 2, 4], 0.95, 4],
  [[10, 9], 0.5, 9],
  [[7], 0.95, 7],
  [[], 0.5, Number.NaN],
])("in %j, a share of %d is at most %d", (values, share, expected) => {
  expect(percentile(values, share)).toBe(expected);
});
