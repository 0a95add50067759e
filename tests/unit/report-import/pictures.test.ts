import { readFileSync } from "node:fs";
import path from "node:path";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isSameLook } from "@/lib/report-import/pictures/look";
import { lookOf, looksOf } from "@/lib/report-import/pictures/looks";
import { readPng } from "@/lib/report-import/pictures/read-png";
import { gifOf, jpegOf, pngOf, pngWith, webpOf } from "../../support/pictures";

const picture = (name: string) => new Uint8Array(readFileSync(path.join("tests/fixtures/pictures", name)));
const look = async (name: string) => (await lookOf(picture(name)))!;

describe("the look of a picture", () => {
  it("is the same in another format, size and quality", async () => {
    const chart = await look("chart.png");
    expect(isSameLook(chart, await look("chart-low-quality.jpg"))).toBe(true);
    expect(isSameLook(chart, await look("chart-small.jpg"))).toBe(true);
    expect(isSameLook(await look("chart-small.jpg"), await look("chart-low-quality.jpg"))).toBe(true);
  });

  it("is different for the same chart with other data", async () => {
    expect(isSameLook(await look("chart.png"), await look("other-chart.jpg"))).toBe(false);
  });

  it("doesn't exist for blank, damaged, turned and undecodable pictures", async () => {
    const chart = picture("chart-small.jpg");
    const exif = jpegOf(1, 1, 6).subarray(2, 36);
    const turned = new Uint8Array([...chart.subarray(0, 2), ...exif, ...chart.subarray(2)]);
    const pictures = {
      blank: pngOf(40, 30, [255, 255, 255]),
      damaged: picture("chart.png").slice(0, 5000),
      empty: pngWith(400, 300),
      header: jpegOf(40, 30),
      turned,
      gif: gifOf(40, 30),
      webp: webpOf(40, 30),
      upright: chart,
    };
    const looks = await looksOf(new Map(Object.entries(pictures)));
    expect([...looks].filter(([, found]) => found).map(([name]) => name)).toEqual(["upright"]);
  });
});

describe("a PNG", () => {
  /** A PNG with one row per filter type. */
  const png = (
    colour: number,
    depth: number,
    width: number,
    rows: readonly (readonly number[])[],
    palette?: number[],
  ) => {
    const bytes = Buffer.from(pngWith(width, rows.length, new Uint8Array(deflateSync(Uint8Array.from(rows.flat())))));
    bytes.set([depth, colour], 24);
    const part = palette && pngWith(1, 1).subarray(33, 45);
    if (!palette || !part) return new Uint8Array(bytes);
    const chunk = Buffer.alloc(12 + palette.length);
    chunk.writeUInt32BE(palette.length, 0);
    chunk.write("PLTE", 4, "latin1");
    chunk.set(palette, 8);
    return new Uint8Array(Buffer.concat([bytes.subarray(0, 33), chunk, bytes.subarray(33)]));
  };
  const greys = (bytes: Uint8Array) => [...(readPng(bytes)?.pixels ?? [])];

  it("is decoded with each filter", () => {
    const rows = [
      [0, 10, 20, 30],
      [1, 10, 10, 10],
      [2, 5, 5, 5],
      [3, 10, 10, 10],
      [4, 1, 1, 1],
    ];
    expect(greys(png(0, 8, 3, rows))).toEqual([10, 20, 30, 10, 20, 30, 15, 25, 35, 17, 31, 43, 18, 32, 44]);
  });

  it("is decoded in each colour type, on white", () => {
    expect(greys(png(0, 1, 8, [[0, 0b10100000]]))).toEqual([255, 0, 255, 0, 0, 0, 0, 0]);
    expect(greys(png(0, 16, 2, [[0, 100, 7, 200, 9]]))).toEqual([100, 200]);
    expect(greys(png(2, 8, 2, [[0, 255, 0, 0, 0, 0, 255]]))).toEqual([76, 29]);
    expect(greys(png(3, 4, 2, [[0, 0x10]], [0, 0, 0, 255, 255, 255]))).toEqual([255, 0]);
    expect(greys(png(4, 8, 2, [[0, 0, 255, 0, 0]]))).toEqual([0, 255]);
    expect(greys(png(6, 8, 2, [[0, 0, 0, 0, 128, 9, 9, 9, 255]]))).toEqual([127, 9]);
  });

  it("isn't decoded if its rows are missing or too long", () => {
    expect(readPng(png(0, 8, 3, [[0, 1, 2]]))).toBeUndefined();
    expect(readPng(png(0, 8, 1, [[0, 1, 2]]))).toBeUndefined();
    expect(readPng(pngWith(20_000, 20_000))).toBeUndefined();
  });
});
