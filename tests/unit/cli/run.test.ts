import { expect, test } from "vitest";
import { excerpt } from "@/lib/cli/run.mjs";

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}`).join("\n");

test.each([
  ["nothing", "", ""],
  ["short output in full", `${lines(1, 60)}\n`, lines(1, 60)],
  ["the start and end of long output", lines(1, 100), `${lines(1, 20)}\n[… 40 lines …]\n${lines(61, 100)}`],
])("a failed program shows %s", (_, output, shown) => {
  expect(excerpt(output)).toBe(shown);
});
