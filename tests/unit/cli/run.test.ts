import { expect, test } from "vitest";
import { excerpt, runCaptured } from "@/lib/cli/run.mjs";

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}`).join("\n");

test.each([
  ["nothing", "", ""],
  ["short output in full", `${lines(1, 60)}\n`, lines(1, 60)],
  ["the start and end of long output", lines(1, 100), `${lines(1, 20)}\n[… 40 lines …]\n${lines(61, 100)}`],
])("a failed program shows %s", (_, output, shown) => {
  expect(excerpt(output)).toBe(shown);
});

test("a captured program's exit status and output are returned, even if it fails", async () => {
  const program = "console.log('out'); console.error('err'); process.exitCode = 3";
  const { status, output } = await runCaptured(process.execPath, ["-e", program]);
  expect([status, output.split("\n").sort()]).toEqual([3, ["", "err", "out"]]);
});
