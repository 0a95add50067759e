import { expect, test } from "vitest";
import { decodeBoxes, encodeBoxes } from "@/lib/word-boxes/codec";
import { UNIT, type WordBox } from "@/lib/word-boxes/model";
import { randomOf } from "@/tests/support/random";

test("decodes what it encoded, for random boxes at all coordinates", () => {
  const random = randomOf("codec");
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  for (let round = 0; round < 50; round++) {
    let start = 0;
    const boxes = Array.from({ length: upTo(40) }, (): WordBox => {
      start += upTo(round % 2 === 0 ? 3 : 2_000_000);
      const end = start + upTo(30);
      const box = { start, end, page: 7, x0: upTo(UNIT), y0: upTo(UNIT), x1: upTo(UNIT), y1: upTo(UNIT) };
      return box;
    });
    expect(decodeBoxes(encodeBoxes(boxes), 7)).toEqual(boxes);
  }
});

test("a page of ordinary text needs few bytes", () => {
  const boxes = Array.from({ length: 400 }, (_, n): WordBox => {
    const [line, column] = [Math.floor(n / 10), n % 10];
    const x0 = 3000 + column * 2600;
    return { start: 7 * n, end: 7 * n + 6, page: 0, x0, x1: x0 + 2400, y0: 2000 + line * 650, y1: 2500 + line * 650 };
  });
  expect(encodeBoxes(boxes).length).toBeLessThan(3600);
});

test.each([[[]], [[0xff]], [[3, 1]], [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]]])(
  "damaged bytes %j give no more boxes than there are bytes",
  (bytes) => {
    expect(decodeBoxes(Uint8Array.from(bytes), 0).length).toBeLessThanOrEqual(bytes.length);
  },
);
