import { inflateSync } from "node:zlib";
import type { GreyImage } from "../ocr/image";
import { LIMITS } from "./limits";

/** PNG's colour types, and the number of samples of a pixel in each. */
const GREY = 0;
const RGB = 2;
const PALETTE = 3;
const GREY_ALPHA = 4;
const RGB_ALPHA = 6;
const SAMPLES: Readonly<Record<number, number>> = {
  [GREY]: 1,
  [RGB]: 3,
  [PALETTE]: 1,
  [GREY_ALPHA]: 2,
  [RGB_ALPHA]: 4,
};

interface Png {
  width: number;
  height: number;
  /** Bits of a sample: 1, 2, 4, 8 or 16. */
  depth: number;
  colour: number;
  /** The grey of each colour of the palette, on white. */
  palette: Uint8Array;
  data: Buffer;
}

/**
 * Decodes a PNG to grey, on white paper.
 *
 * @returns undefined if the file is damaged, interlaced or too large
 */
export function readPng(bytes: Uint8Array): GreyImage | undefined {
  const png = chunksOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const samples = png && SAMPLES[png.colour];
  if (!samples || png.width * png.height > LIMITS.pixels || png.width * png.height === 0) return undefined;
  const rowBytes = Math.ceil((png.width * samples * png.depth) / 8);
  const expected = (rowBytes + 1) * png.height;
  let rows: Buffer;
  try {
    rows = inflateSync(png.data, { maxOutputLength: expected });
  } catch {
    return undefined;
  }
  if (rows.length !== expected) return undefined;
  const pixels = new Uint8Array(png.width * png.height);
  const step = Math.max(1, (samples * png.depth) / 8);
  let above: Uint8Array = new Uint8Array(rowBytes);
  for (let y = 0; y < png.height; y++) {
    const at = y * (rowBytes + 1);
    const row = rows.subarray(at + 1, at + 1 + rowBytes);
    unfilter(rows[at]!, row, above, step);
    greyOf(png, row, pixels.subarray(y * png.width, (y + 1) * png.width));
    above = row;
  }
  return { width: png.width, height: png.height, pixels };
}

function chunksOf(file: Buffer): Png | undefined {
  let header: Omit<Png, "palette" | "data"> | undefined;
  let colours: Uint8Array = new Uint8Array();
  let opacities: Uint8Array = new Uint8Array();
  const data: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    const content = file.subarray(at + 8, at + 8 + length);
    if (content.length < length) return undefined;
    if (type === "IHDR" && length === 13) {
      if (content[12] !== 0) return undefined;
      const [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
      header = { width, height, depth: content[8]!, colour: content[9]! };
    } else if (type === "PLTE") colours = content;
    else if (type === "tRNS") opacities = content;
    else if (type === "IDAT") data.push(content);
    else if (type === "IEND") break;
    at += 12 + length;
  }
  if (!header || ![1, 2, 4, 8, 16].includes(header.depth)) return undefined;
  const palette = new Uint8Array(256);
  for (let n = 0; 3 * n + 2 < colours.length && n < 256; n++) {
    palette[n] = onWhite(luma(colours[3 * n]!, colours[3 * n + 1]!, colours[3 * n + 2]!), opacities[n] ?? 255);
  }
  return { ...header, palette, data: Buffer.concat(data) };
}

/** Replaces the differences of a row by its bytes. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, step: number): void {
  for (let at = 0; at < row.length; at++) {
    const left = at < step ? 0 : row[at - step]!;
    const up = above[at]!;
    const corner = at < step ? 0 : above[at - step]!;
    row[at]! += [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, corner) : 0][filter] ?? 0;
  }
}

/** The neighbour that is nearest to `left + up - corner`. */
function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function greyOf({ depth, colour, palette }: Png, row: Uint8Array, to: Uint8Array): void {
  const samples = SAMPLES[colour]!;
  const most = 2 ** Math.min(depth, 8) - 1;
  // Of 16 bits, the first 8 are enough.
  const bytesEach = depth === 16 ? 2 : 1;
  const sample = (n: number): number => {
    if (depth >= 8) return row[n * bytesEach]!;
    const bit = n * depth;
    return (row[bit >> 3]! >> (8 - depth - (bit & 7))) & most;
  };
  for (let x = 0; x < to.length; x++) {
    const at = x * samples;
    const first = sample(at);
    if (colour === PALETTE) to[x] = palette[first]!;
    else if (colour === GREY) to[x] = (255 * first) / most;
    else if (colour === GREY_ALPHA) to[x] = onWhite(first, sample(at + 1));
    else to[x] = onWhite(luma(first, sample(at + 1), sample(at + 2)), colour === RGB_ALPHA ? sample(at + 3) : 255);
  }
}

/** The brightness of a colour (ITU-R BT.601). */
const luma = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;

const onWhite = (grey: number, opacity: number): number => 255 + ((grey - 255) * opacity) / 255;
