/** Generates pictures for tests. */

import { deflateSync } from "node:zlib";
import { PictureCollector, type ReadPicture } from "@/lib/report-import/pictures/collector";

/** A picture in the form in which the importers return it. */
export function readPicture(bytes: Uint8Array): ReadPicture {
  const collector = new PictureCollector();
  collector.add(bytes);
  return collector.pictures[0]!;
}

type Colour = readonly [red: number, green: number, blue: number];

/** A PNG with diagonal stripes, so that it isn't mistaken for a gap in the page. */
export function pngOf(width: number, height: number, [red, green, blue]: Colour = [200, 80, 40]): Uint8Array {
  const row = 1 + 3 * width;
  const pixels = new Uint8Array(row * height).fill(255);
  for (let y = 0; y < height; y++) {
    pixels[y * row] = 0;
    for (let x = 0; x < width; x++) if ((x + y) % 40 < 20) pixels.set([red, green, blue], y * row + 1 + 3 * x);
  }
  return pngWith(width, height, new Uint8Array(deflateSync(pixels)));
}

/** A PNG whose header specifies this size, regardless of its data. */
export function pngWith(width: number, height: number, data: Uint8Array = new Uint8Array()): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const chunks = [chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", new Uint8Array())];
  return new Uint8Array(Buffer.concat([Buffer.from(signature), ...chunks]));
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(checksum(body));
  return Buffer.concat([length, body, sum]);
}

/** The checksum of a PNG chunk: CRC-32. Node.js 20 has no function for it. */
function checksum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

const word = (value: number) => [value & 0xff, value >> 8];
const bigWord = (value: number) => [value >> 8, value & 0xff];

/** The start of a GIF. */
export const gifOf = (width: number, height: number): Uint8Array =>
  new Uint8Array([...Buffer.from("GIF89a"), ...word(width), ...word(height), 0, 0, 0]);

/** The start of a JPEG. @param orientation as in EXIF: 1 is upright, 6 is rotated clockwise */
export function jpegOf(width: number, height: number, orientation?: number): Uint8Array {
  const entry = [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation ?? 1, 0, 0, 0];
  const exif = [...Buffer.from("Exif\0\0II"), 42, 0, 8, 0, 0, 0, 1, 0, ...entry, 0, 0, 0, 0];
  const segment = orientation === undefined ? [] : [0xff, 0xe1, ...bigWord(exif.length + 2), ...exif];
  const frame = [0xff, 0xc0, 0, 11, 8, ...bigWord(height), ...bigWord(width), 1, 1, 0x11, 0];
  return new Uint8Array([0xff, 0xd8, ...segment, 0xff, 0xdb, 0, 4, 0, 0, ...frame, 0xff, 0xd9]);
}

/** The start of a WebP in the extended format. */
export function webpOf(width: number, height: number): Uint8Array {
  const size = [...word(width - 1), 0, ...word(height - 1), 0];
  return new Uint8Array([...Buffer.from("RIFF\0\0\0\0WEBPVP8X"), 10, 0, 0, 0, 0, 0, 0, 0, ...size]);
}
