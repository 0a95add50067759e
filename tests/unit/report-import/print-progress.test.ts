import { expect, it } from "vitest";
import { printProgress } from "@/lib/report-import/print-progress";
import type { ImportProgress } from "@/lib/report-import/progress";

const page = (number: number, pages: number): ImportProgress => ({ stage: "pages", page: number, pages });

function printed(terminal: { isTTY?: boolean; columns?: number }, steps: [second: number, ImportProgress][]): string {
  let text = "";
  let time = 0;
  const write = (more: string) => {
    text += more;
  };
  const progress = printProgress({ ...terminal, write }, "tolls.pdf", () => time);
  for (const [second, step] of steps) {
    time = second * 1000;
    progress.print(step);
  }
  progress.end();
  return text;
}

it("draws one bar on a terminal, and removes it", () => {
  const text = printed({ isTTY: true, columns: 80 }, [
    [0, page(1, 4)],
    [0, page(2, 4)],
    [1, page(4, 4)],
    [2, { stage: "structure" }],
    [3, { stage: "check" }],
  ]);
  expect(text.split("\r\u001b[K")).toEqual([
    "",
    `tolls.pdf  ${"█".repeat(6)}${"░".repeat(18)}  page 1 of 4`,
    `tolls.pdf  ${"█".repeat(12)}${"░".repeat(12)}  page 2 of 4`,
    `tolls.pdf  ${"█".repeat(24)}  page 4 of 4`,
    "tolls.pdf  finding headings, notes and tables",
    "tolls.pdf  checking the text",
    "",
  ]);
});

it("never exceeds the width of a narrow terminal", () => {
  const text = printed({ isTTY: true, columns: 20 }, [[0, page(1, 400)]]);
  expect(Math.max(...text.split("\r\u001b[K").map((line) => line.length))).toBe(19);
});

it("elsewhere, prints a line every few seconds, and nothing for a short import", () => {
  expect(
    printed({}, [
      [0, page(1, 9)],
      [1, page(9, 9)],
      [2, { stage: "check" }],
    ]),
  ).toBe("");
  const long = [0, 2, 5, 7, 10, 11].map((second): [number, ImportProgress] => [second, page(second + 1, 12)]);
  expect(printed({}, long)).toBe("tolls.pdf: page 6 of 12\ntolls.pdf: page 11 of 12\n");
});
