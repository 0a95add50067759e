import { describe, expect, test } from "vitest";
import {
  countPlaywright,
  countVitest,
  failedInPlaywright,
  failedInVitest,
  readTally,
  tellTally,
  withStatus,
} from "@/tests/support/test-summary.mjs";

const file = (status: string, tests: number) => ({ status, assertionResults: Array.from({ length: tests }) });

describe("Vitest report", () => {
  test.each([
    ["all pass", { numTotalTests: 3, numPassedTests: 3, testResults: [file("passed", 3)] }, { passed: 3, failed: 0 }],
    ["one fails", { numTotalTests: 3, numPassedTests: 2, testResults: [file("failed", 3)] }, { passed: 2, failed: 1 }],
    [
      "one is skipped",
      { numTotalTests: 3, numPassedTests: 2, testResults: [file("passed", 3)] },
      { passed: 2, failed: 1 },
    ],
    [
      "a file fails to load",
      { numTotalTests: 1, numPassedTests: 1, testResults: [file("passed", 1), file("failed", 0)] },
      { passed: 1, failed: 1 },
    ],
    ["there is no report", { numTotalTests: 0, numPassedTests: 0, testResults: [] }, { passed: 0, failed: 0 }],
  ])("%s", (_, report, counts) => {
    expect(countVitest(report)).toEqual(counts);
  });
});

describe("Playwright report", () => {
  const pass = { expected: 2, unexpected: 0, flaky: 0, skipped: 0 };

  test.each([
    ["all pass", { stats: pass, errors: [] }, { passed: 2, failed: 0 }],
    ["one fails", { stats: { ...pass, unexpected: 1 }, errors: [] }, { passed: 2, failed: 1 }],
    ["one passed on the second attempt", { stats: { ...pass, flaky: 1 }, errors: [] }, { passed: 3, failed: 0 }],
    ["one is skipped", { stats: { ...pass, skipped: 1 }, errors: [] }, { passed: 2, failed: 1 }],
    ["a file fails to load", { stats: pass, errors: [{}] }, { passed: 2, failed: 1 }],
  ])("%s", (_, report, counts) => {
    expect(countPlaywright(report)).toEqual(counts);
  });
});

describe("names of failed tests", () => {
  test("are read from a report by Vitest", () => {
    const assertionResults = [
      { fullName: "a report opens", status: "passed" },
      { fullName: "a report is printed", status: "failed" },
      { fullName: "a report is sung", status: "pending" },
    ];
    const testResults = [
      { name: "a.test.ts", status: "failed", assertionResults },
      { name: "b.test.ts", status: "failed", assertionResults: [] },
      { name: "c.test.ts", status: "passed", assertionResults: assertionResults.slice(0, 1) },
    ];
    expect(failedInVitest({ testResults })).toEqual([
      "a.test.ts › a report is printed",
      "a.test.ts › a report is sung",
      "b.test.ts",
    ]);
  });

  test("are read from a report by Playwright", () => {
    const spec = (title: string, status: string) => ({ title, file: "a.spec.ts", line: 7, tests: [{ status }] });
    const inner = { specs: [spec("a note is lost", "unexpected"), spec("a note is not tried", "skipped")] };
    const suites = [{ specs: [spec("a note is saved", "expected"), spec("a note is slow", "flaky")], suites: [inner] }];
    expect(failedInPlaywright({ suites })).toEqual([
      "a.spec.ts:7 › a note is lost",
      "a.spec.ts:7 › a note is not tried",
    ]);
  });
});

describe("exit status", () => {
  test.each([
    ["matches the counts", { passed: 2, failed: 0 }, 0, { passed: 2, failed: 0 }],
    ["reflects a failure that no test reports", { passed: 2, failed: 0 }, 1, { passed: 2, failed: 1 }],
    ["reflects counted failures", { passed: 2, failed: 3 }, 1, { passed: 2, failed: 3 }],
    ["is a failure if nothing ran", { passed: 0, failed: 0 }, 0, { passed: 0, failed: 1 }],
  ])("%s", (_, counts, status, result) => {
    expect(withStatus(counts, status)).toEqual(result);
  });
});

describe("tally line", () => {
  test("can be parsed back", () => {
    expect(readTally(tellTally({ passed: 12, failed: 3 }))).toEqual({ passed: 12, failed: 3 });
  });

  test.each(["", "passed, failed", "Test Files 1 passed, 2 failed", "12 passed, 3 failed, 1 skipped"])(
    "is not parsed from %j",
    (line) => {
      expect(readTally(line)).toBeUndefined();
    },
  );
});
