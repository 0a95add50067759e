import { describe, expect, it, test } from "vitest";
import { tokenize } from "@/lib/search/analysis";
import { writingsOf } from "@/lib/search/numbers";
import { engineOver, found, marked } from "./texts";

const writings = (number: string) =>
  writingsOf(tokenize(number).map(({ word }) => word)).map((words) => words.join(" "));

test.each([
  ["50000", ["50,000", "50.000", "50 000"]],
  ["50,000", ["50000", "50.000", "50 000"]],
  ["50 000", ["50000", "50,000", "50.000"]],
  ["1 234 567", ["1234567", "1,234,567", "1.234.567"]],
  ["9,5", ["9.5"]],
  ["26.14", ["26,14"]],
  ["1,234.56", ["1.234,56"]],
  ["300", []],
  ["2 5", []],
  ["27th", []],
  ["050000", []],
  ["", []],
])("%s is also written as %j", (number, others) => {
  expect(writings(number)).toEqual(others);
});

describe("a number", () => {
  const engine = engineOver("50,000 students", "16 000 people", "9,5 bln", "62.7% in Kazakh", "1 million");

  test.each([
    ["50000", "50,000"],
    ["50 000", "50,000"],
    ["16,000", "16 000"],
    ["16000", "16 000"],
    ["9.5", "9,5"],
    ["62,7%", "62.7"],
  ])("typed as %s is marked as printed, %s", (query, printed) => {
    expect(marked(engine, query)[0]).toEqual([printed]);
  });

  it("does not match a similar number", () => {
    expect(found(engine, "50001")).toEqual([]);
    expect(engine.search("50001").unknown).toMatchObject([{ word: "50001", instead: [] }]);
  });
});
