import { describe, expect, it } from "vitest";
import { componentsOf } from "@/lib/report-import/ocr/components";
import { blank, type GreyImage, inkOf, rotated, turned } from "@/lib/report-import/ocr/image";
import { tiltOf } from "@/lib/report-import/ocr/skew";
import { verticalLinesIn } from "@/lib/report-import/ocr/vertical-lines";

type Box = [x0: number, y0: number, x1: number, y1: number];

/** An image with filled boxes. */
function drawn(width: number, height: number, boxes: readonly Box[], grey = 0): GreyImage {
  const image = blank(width, height);
  for (const [x0, y0, x1, y1] of boxes)
    for (let y = y0; y < y1; y++) image.pixels.fill(grey, y * width + x0, y * width + x1);
  return image;
}

const inkBoxes = (image: GreyImage): Box[] =>
  componentsOf(inkOf(image)).map(({ x0, y0, x1, y1 }): Box => [x0, y0, x1, y1]);

/** Twenty lines of words of different lengths. */
function page(): GreyImage {
  const words = Array.from({ length: 20 }, (_, line) =>
    Array.from({ length: 9 }, (_, word): Box => {
      const x = 60 + word * 72 + ((line * 7) % 20);
      return [x, 60 + line * 40, x + 30 + ((word * line) % 30), 76 + line * 40];
    }),
  ).flat();
  return drawn(800, 920, words);
}

describe("inkOf", () => {
  it.each([
    ["black on white", 0, 1],
    ["grey on white", 120, 1],
    ["faint specks on white, as on a blank page", 230, 0],
  ])("separates %s", (_, grey, ink) => {
    expect(inkOf(drawn(40, 40, [[10, 10, 20, 20]], grey)).pixels[15 * 40 + 15]).toBe(ink);
  });
});

describe("componentsOf", () => {
  it("joins ink that touches, also diagonally and from two sides", () => {
    const u: Box[] = [
      [10, 10, 13, 30],
      [20, 10, 23, 30],
      [10, 30, 23, 33],
    ];
    const diagonal: Box[] = [
      [30, 10, 33, 13],
      [33, 13, 36, 16],
    ];
    expect(inkBoxes(drawn(60, 60, [...u, ...diagonal, [40, 10, 45, 15]]))).toEqual([
      [10, 10, 23, 33],
      [30, 10, 36, 16],
      [40, 10, 45, 15],
    ]);
  });

  it("leaves out dust", () => {
    expect(inkBoxes(drawn(30, 30, [[10, 10, 12, 12]]))).toEqual([]);
  });
});

describe("turned", () => {
  const image = drawn(30, 20, [[0, 0, 10, 4]]);
  it.each<[number, Box]>([
    [0, [0, 0, 10, 4]],
    [1, [16, 0, 20, 10]],
    [2, [20, 16, 30, 20]],
    [3, [0, 20, 4, 30]],
  ])("rotates by %i quarter turns", (quarters, box) => {
    expect(inkBoxes(turned(image, quarters))).toEqual([box]);
  });
});

describe("tiltOf", () => {
  it.each([-4.5, -0.7, 0, 0.32, 3])("measures a skew of %d degrees", (degrees) => {
    const { isSideways, skew } = tiltOf(inkOf(rotated(page(), degrees)));
    expect(isSideways).toBe(false);
    expect(Math.abs(skew - degrees)).toBeLessThan(0.1);
  });

  it.each([-2, 0, 1.3])("recognizes a page on its side with a skew of %d degrees", (degrees) => {
    const { isSideways, skew } = tiltOf(inkOf(turned(rotated(page(), degrees), 3)));
    expect(isSideways).toBe(true);
    expect(Math.abs(skew - degrees)).toBeLessThan(0.1);
  });

  it("leaves a blank page as it is", () => {
    expect(tiltOf(inkOf(blank(100, 100)))).toEqual({ isSideways: false, skew: 0 });
  });
});

describe("verticalLinesIn", () => {
  it("finds faint lines, but neither letters nor filled areas", () => {
    const line: Box = [40, 20, 43, 220];
    const image = drawn(200, 260, [line], 190);
    for (const [x0, y0, x1, y1] of [
      [80, 20, 84, 120],
      [110, 20, 160, 220],
    ] as const)
      for (let y = y0; y < y1; y++) image.pixels.fill(0, y * image.width + x0, y * image.width + x1);
    expect(verticalLinesIn(image).map(({ x0, y0, x1, y1 }): Box => [x0, y0, x1, y1])).toEqual([line]);
  });
});
