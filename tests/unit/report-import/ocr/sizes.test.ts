import { expect, it } from "vitest";
import { settleSizes } from "@/lib/report-import/ocr/sizes";

/** Samples around the given size, which differ from it by up to 2 percent. */
const samples = (size: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({ size: size * (1 + 0.02 * Math.sin(n * 2.4)), weight: 60 }));

it.each([
  ["text and notes", [10, 8.5]],
  ["headings that are slightly larger than the text", [18, 12, 10.8, 10]],
])("finds the sizes of %s", (_, sizes) => {
  const settle = settleSizes(sizes.flatMap((size, n) => samples(size, n === 0 ? 6 : 40)));
  const settled = sizes.map((size) => settle(size));
  expect(new Set(settled).size).toBe(sizes.length);
  for (const [n, size] of sizes.entries()) {
    expect(Math.abs(settled[n]! / size - 1)).toBeLessThan(0.015);
    for (const sample of samples(size, 20)) expect(settle(sample.size)).toBe(settled[n]);
  }
});

it("keeps a size if there are no samples", () => {
  expect(settleSizes([])(9)).toBe(9);
});
