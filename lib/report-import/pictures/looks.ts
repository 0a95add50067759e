import type { GreyImage } from "../ocr/image";
import { readHeader } from "./header";
import { type Look, rangeOf } from "./look";
import { readJpeg } from "./read-jpeg";
import { readPng } from "./read-png";

/** The number of columns and rows of the grid. */
const CELLS = 64;

/** Pictures with a smaller range of greys are blank, or too faint to be told apart. */
const MIN_RANGE = 64;

/** How long to decode pictures, in milliseconds. Those that are left have no look. */
const MAX_TIME = 20_000;

/** The looks of pictures, by id; null for those that have none. */
export async function looksOf(pictures: ReadonlyMap<string, Uint8Array>): Promise<Map<string, Look | null>> {
  const end = performance.now() + MAX_TIME;
  const looks = new Map<string, Look | null>();
  for (const [id, bytes] of pictures) {
    looks.set(id, performance.now() < end ? ((await lookOf(bytes)) ?? null) : null);
  }
  return looks;
}

/** @returns undefined if the picture's format can't be decoded here, it is damaged, or blank */
export async function lookOf(bytes: Uint8Array): Promise<Look | undefined> {
  const image = await greyPicture(bytes);
  if (!image) return undefined;
  const look = gridOf(image);
  return rangeOf(look) < MIN_RANGE ? undefined : look;
}

function gridOf({ width, height, pixels }: GreyImage): Look {
  const across = new Float64Array(CELLS * height);
  for (let y = 0; y < height; y++) {
    averages(
      (x) => pixels[y * width + x]!,
      width,
      (n, mean) => {
        across[y * CELLS + n] = mean;
      },
    );
  }
  const grid = new Uint8Array(CELLS * CELLS);
  for (let x = 0; x < CELLS; x++) {
    averages(
      (y) => across[y * CELLS + x]!,
      height,
      (n, mean) => {
        grid[n * CELLS + x] = Math.round(mean);
      },
    );
  }
  return grid;
}

/** Averages a sequence over the cells of the grid. Elements on an edge count in part. */
function averages(valueAt: (n: number) => number, length: number, set: (n: number, mean: number) => void): void {
  for (let n = 0; n < CELLS; n++) {
    const [from, to] = [(n * length) / CELLS, ((n + 1) * length) / CELLS];
    let sum = 0;
    for (let at = Math.floor(from); at < to; at++) {
      sum += valueAt(at) * (Math.min(to, at + 1) - Math.max(from, at));
    }
    set(n, sum / (to - from));
  }
}

async function greyPicture(bytes: Uint8Array): Promise<GreyImage | undefined> {
  switch (readHeader(bytes)?.mediaType) {
    case "image/png":
      return readPng(bytes);
    case "image/jpeg":
      return readJpeg(bytes);
    default:
      return undefined;
  }
}
