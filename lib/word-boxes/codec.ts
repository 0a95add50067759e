import type { WordBox } from "./model";

/**
 * Encodes the boxes of one page as variable-length integers. Numbers of the same kind are stored together, and most are
 * differences from the previous word, so that compression makes them small.
 *
 * @param boxes the boxes of one page, ordered by `start`
 */
export function encodeBoxes(boxes: readonly WordBox[]): Uint8Array<ArrayBuffer> {
  const columns: number[][] = [[boxes.length], [], [], [], [], [], []];
  let last = { end: 0, x1: 0, y0: 0, y1: 0 };
  for (const box of boxes) {
    const { start, end, x0, x1, y0, y1 } = box;
    const own = [start - last.end, end - start, x0 - last.x1, x1 - x0, y0 - last.y0, y1 - y0 - (last.y1 - last.y0)];
    for (const [n, value] of own.entries()) columns[n + 1]!.push(value < 0 ? -2 * value - 1 : 2 * value);
    last = box;
  }
  const bytes: number[] = [];
  for (let value of columns.flat()) {
    for (; value > 0x7f; value = Math.floor(value / 0x80)) bytes.push((value & 0x7f) | 0x80);
    bytes.push(value);
  }
  return Uint8Array.from(bytes);
}

/** Decodes the boxes of a page. @param page the page's index */
export function decodeBoxes(bytes: Uint8Array, page: number): WordBox[] {
  let at = 0;
  const next = () => {
    let value = 0;
    for (let scale = 1; at < bytes.length; scale *= 0x80) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * scale;
      if (byte <= 0x7f) break;
    }
    return value;
  };
  const count = Math.min(next(), bytes.length);
  const columns = Array.from({ length: 6 }, () =>
    Array.from({ length: count }, () => {
      const value = next();
      return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
    }),
  );
  const boxes: WordBox[] = [];
  let last = { end: 0, x1: 0, y0: 0, y1: 0 };
  for (let n = 0; n < count; n++) {
    const [gap, length, across, width, down, taller] = columns.map((column) => column[n]!) as [
      ...[number, number, number],
      ...[number, number, number],
    ];
    const start = last.end + gap;
    const x0 = last.x1 + across;
    const y0 = last.y0 + down;
    last = {
      ...{ page, start, end: start + length },
      ...{ x0, y0, x1: x0 + width, y1: y0 + taller + (last.y1 - last.y0) },
    } satisfies WordBox;
    boxes.push(last as WordBox);
  }
  return boxes;
}
