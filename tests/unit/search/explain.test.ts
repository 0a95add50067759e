import { expect, it } from "vitest";
import { explainHit } from "@/lib/search/explain";
import { documentWith, engineOf } from "./texts";

const engine = engineOf([
  documentWith("The ministry's budgets for soft power grew, says Shibutov.", {
    section: { slug: "s", title: "The power of budgets", within: ["Spending"] },
    reportTitle: "Harbours",
  }),
]);

it.each([
  ["the exact word", "budgets ", [{ asked: "budgets", found: [{ word: "budgets", how: "same" }] }], []],
  ["another form", "budget ", [{ asked: "budget", found: [{ word: "budgets", how: "form" }] }], []],
  ["another spelling", "Шибутов ", [{ asked: "шибутов", found: [{ word: "Shibutov", how: "spelling" }] }], []],
  ["a corrected typo", "ministri ", [{ asked: "ministri", found: [{ word: "ministry's", how: "form" }] }], []],
  ["missing words", "power rivers ", [{ asked: "power", found: [{ word: "power", how: "same" }] }], ["rivers"]],
])("names %s", (_, query, words, missing) => {
  const [hit] = engine.search(query).hits();
  expect(explainHit(query, hit!)).toMatchObject({ words, missing });
});

it("names adjacent words, and titles that contain words of the query", () => {
  const [hit] = engine.search("spending of soft powers ").hits();
  expect(explainHit("spending of soft powers ", hit!)).toMatchObject({
    together: ["soft powers"],
    titles: ["The power of budgets", "Spending"],
  });
});

it("names Russian words that a Kazakh query has borrowed", () => {
  const [hit] = engineOf([documentWith("Гранты для студентов")])
    .search("гранттар студенттерге ")
    .hits();
  expect(explainHit("гранттар студенттерге ", hit!).words).toEqual([
    { asked: "гранттар", found: [{ word: "Гранты", how: "form" }] },
    { asked: "студенттерге", found: [{ word: "студентов", how: "form" }] },
  ]);
});

it("names the words in phrases", () => {
  const [hit] = engine.search('"soft power"').hits();
  expect(explainHit('"soft power"', hit!).words.map(({ asked }) => asked)).toEqual(["soft", "power"]);
});
