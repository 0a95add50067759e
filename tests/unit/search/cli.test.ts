import { spawnSync } from "node:child_process";
import { expect, it, test } from "vitest";
import { runnable } from "@/lib/workers/bundle.mjs";

const COMMAND = await runnable("lib/cli/search.ts");

/** Runs the command in the same way as npm. If `lines` is given, the output is cut off with `head`. */
function search(args: string[], lines?: number): { stdout: string; stderr: string; status: number | null } {
  const command = [...COMMAND, ...args];
  if (lines === undefined) return spawnSync(process.execPath, command, { encoding: "utf8" });
  return spawnSync("sh", ["-c", `"$0" "$@" | head -n ${lines}`, process.execPath, ...command], { encoding: "utf8" });
}

it("prints JSON with ranges into the text", () => {
  const { stdout, status } = search([
    "--json",
    "--limit",
    "1",
    "--report",
    "russian-soft-power-in-kazakhstan",
    "Gomel",
  ]);
  const { query, total, hits } = JSON.parse(stdout);
  expect([status, query, total, hits.length]).toEqual([0, "Gomel", 1, 1]);
  const [{ text, ranges, ...hit }] = hits;
  expect(ranges.map(([start, end]: [number, number]) => text.slice(start, end))).toEqual(["Gomel"]);
  expect(Object.keys(hit).sort()).toEqual(["block", "kind", "page", "report", "score", "section"]);
  expect(hit).toMatchObject({ kind: "table-row", page: 5, section: expect.stringContaining("Rossotrudnichestvo") });
});

it("prints a list without colours if the output is not a terminal", () => {
  const { stdout } = search(["--limit", "2", "soft power"]);
  expect(stdout).toMatch(/^2 of \d+ passages\n\n1\. .+ · p\. \d+ · \S+\n {3}.+\n\n2\. /u);
  expect(stdout).not.toContain("\u001b");
});

it("exits quietly when its output is closed", () => {
  expect(search(["--json", "--limit", "500", "russia"], 1)).toMatchObject({ stderr: "", status: 0 });
});

test.each([
  ["no query", []],
  ["an empty query", [" "]],
  ["an unknown report", ["--report", "nowhere", "power"]],
  ["a limit of 0", ["--limit", "0", "power"]],
  ["a limit that is not a number", ["--limit", "many", "power"]],
  ["an unknown option", ["--colour", "power"]],
])("describes %s in a sentence", (_, args) => {
  const { stdout, stderr, status } = search(args);
  expect([stdout, status]).toEqual(["", 1]);
  expect(stderr).toMatch(/^[A-Z-].+\n$/u);
});
