import { deflateSync } from "node:zlib";

/** An image with 4 bytes per pixel: blue, green, red and one that is ignored. */
export interface ColourImage {
  width: number;
  height: number;
  pixels: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** PNG's colour types. */
const RGB = 2;
const PALETTE = 3;
/** PNG's filter type that stores the difference from the pixel above. */
const UP = 2;
/** Maximum number of colours in a palette. */
const MAX_COLOURS = 256;

/** Writes an image as PNG: with a palette if it has few colours, as most charts do. */
export function pngOf(image: ColourImage): Uint8Array {
  const indexed = indexedRows(image);
  const rows = indexed?.rows ?? colourRows(image);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(image.width, 0);
  header.writeUInt32BE(image.height, 4);
  header.set([8, indexed ? PALETTE : RGB, 0, 0, 0], 8);
  return new Uint8Array(
    Buffer.concat([
      SIGNATURE,
      chunk("IHDR", header),
      ...(indexed ? [chunk("PLTE", indexed.palette)] : []),
      chunk("IDAT", deflateSync(rows)),
      chunk("IEND", new Uint8Array()),
    ]),
  );
}

/** Rows of palette indexes; undefined if there are too many colours. */
function indexedRows({ width, height, pixels }: ColourImage): { rows: Uint8Array; palette: Uint8Array } | undefined {
  const indexes = new Map<number, number>();
  const rows = new Uint8Array((width + 1) * height);
  let last = -1;
  let index = 0;
  for (let y = 0, from = 0, to = 0; y < height; y++) {
    to++;
    for (let x = 0; x < width; x++, from += 4, to++) {
      const colour = (pixels[from + 2]! << 16) | (pixels[from + 1]! << 8) | pixels[from]!;
      if (colour !== last) {
        last = colour;
        const known = indexes.get(colour);
        if (known === undefined && indexes.size === MAX_COLOURS) return undefined;
        index = known ?? indexes.size;
        if (known === undefined) indexes.set(colour, index);
      }
      rows[to] = index;
    }
  }
  const palette = [...indexes.keys()].flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
  return { rows, palette: Uint8Array.from(palette) };
}

/** For each row of pixels, the differences from the row above. They take less space than the colours themselves. */
function colourRows({ width, height, pixels }: ColourImage): Uint8Array {
  const rows = new Uint8Array((3 * width + 1) * height);
  for (let y = 0, from = 0, to = 0; y < height; y++) {
    rows[to++] = UP;
    for (let x = 0; x < width; x++, from += 4, to += 3) {
      for (let part = 0; part < 3; part++) {
        const at = from + 2 - part;
        rows[to + part] = pixels[at]! - (y === 0 ? 0 : pixels[at - 4 * width]!);
      }
    }
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(checksum(body));
  return Buffer.concat([length, body, sum]);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  return sum;
});

/** The checksum of a PNG chunk: CRC-32. Node.js 20 has no function for it. */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ CRC_TABLE[(sum ^ byte) & 255]!;
  return (sum ^ 0xffffffff) >>> 0;
}
