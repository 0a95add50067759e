import { inflateSync } from "node:zlib";

/** The colour of a pixel in a PNG as `pngOf` writes it. @param at from the top left corner, as a share of the size */
export function colourIn(png: Uint8Array, [x, y]: readonly [number, number]): number[] {
  const view = Buffer.from(png);
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)];
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < view.length; ) {
    const length = view.readUInt32BE(at);
    parts.set(view.toString("latin1", at + 4, at + 8), view.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const rows = inflateSync(parts.get("IDAT")!);
  const palette = parts.get("PLTE");
  const [column, row] = [Math.min(width - 1, Math.floor(x * width)), Math.min(height - 1, Math.floor(y * height))];
  if (palette) return [...palette.subarray(3 * rows[row * (width + 1) + 1 + column]!).subarray(0, 3)];
  const colour = [0, 0, 0];
  for (let above = 0; above <= row; above++)
    for (let part = 0; part < 3; part++)
      colour[part] = (colour[part]! + rows[above * (3 * width + 1) + 1 + 3 * column + part]!) % 256;
  return colour;
}
