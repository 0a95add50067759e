import { expect, it } from "vitest";
import { readStageOptions } from "@/tests/support/test-environment.mjs";

it("separates its own options from Playwright's", () => {
  const SQLITE = { database: "sqlite", instances: 1, kill: 0 };
  expect(readStageOptions(["search.spec.ts", "--headed"])).toEqual({
    options: SQLITE,
    rest: ["search.spec.ts", "--headed"],
  });
  const args = ["--database", "postgresql", "a.spec.ts", "--grep", "b"];
  expect(readStageOptions(args)).toEqual({
    options: { ...SQLITE, database: "postgresql" },
    rest: ["a.spec.ts", "--grep", "b"],
  });
  expect(readStageOptions(["--instances=3", "--kill", "5"])).toEqual({
    options: { database: "postgresql", instances: 3, kill: 5 },
    rest: [],
  });
});

it.each([
  ["--database", "mysql"],
  ["--instances", "many"],
  ["--database=sqlite", "--instances=2"],
  ["--kill", "5"],
])("rejects %s %s", (...args) => {
  expect(() => readStageOptions(args)).toThrow("Use --database sqlite");
});
