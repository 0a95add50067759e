import type { Box } from "../pdf/page";
import type { GreyImage } from "./image";

/** Minimum length of a line, in pixels: half an inch. The strokes of large titles are shorter. */
const MIN_LENGTH = 150;
/** Maximum gap in a line, in pixels. */
const MAX_GAP = 4;
/** Distance at which the paper beside a line is compared with it, in pixels, and minimum difference. */
const BESIDE = 6;
const MIN_CONTRAST = 30;

/**
 * Finds the vertical lines of tables, however faint. Parts of them would be recognized as letters and digits.
 */
export function verticalLinesIn({ width, height, pixels }: GreyImage): Box[] {
  const lines: Box[] = [];
  for (let x = BESIDE; x < width - BESIDE; x++) {
    let start = -1;
    let last = -1;
    for (let y = 0; y <= height; y++) {
      const at = y * width + x;
      const isLine =
        y < height &&
        pixels[at - BESIDE]! - pixels[at]! >= MIN_CONTRAST &&
        pixels[at + BESIDE]! - pixels[at]! >= MIN_CONTRAST;
      if (isLine) {
        if (start < 0) start = y;
        last = y;
      } else if (start >= 0 && (y === height || y - last > MAX_GAP)) {
        if (last + 1 - start >= MIN_LENGTH) addLine(lines, { x0: x, x1: x + 1, y0: start, y1: last + 1 });
        start = -1;
      }
    }
  }
  return lines;
}

/** Adds a column of a line to the line to its left, if there is one. */
function addLine(lines: Box[], column: Box): void {
  const own = lines.find(({ x1, y0, y1 }) => column.x0 <= x1 && column.y0 < y1 && column.y1 > y0);
  if (!own) lines.push(column);
  else {
    own.x1 = column.x1;
    own.y0 = Math.min(own.y0, column.y0);
    own.y1 = Math.max(own.y1, column.y1);
  }
}
