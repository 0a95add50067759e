import type { BoxedText, WordBox } from "@/lib/word-boxes/model";

/**
 * A text as drawn: each string is a line, and each of its words has a box that is as wide as its letters. Lines are 100
 * units apart, and a page has ten of them.
 */
export function drawn(...lines: readonly string[]): BoxedText {
  const boxes: WordBox[] = [];
  const parts: string[] = [];
  let start = 0;
  for (const [index, line] of lines.entries()) {
    const y0 = 100 * (index % 10);
    for (const { 0: word, index: at } of line.matchAll(/\S+/gu)) {
      const own = { start, end: start + word.length, page: Math.floor(index / 10) };
      boxes.push({ ...own, x0: 10 * at, x1: 10 * (at + word.length), y0, y1: y0 + 80 });
      parts.push(word);
      start += word.length + 1;
    }
  }
  return { text: parts.join("\n"), boxes };
}

/** Where the words of a text are: each box as its part of the text, its line and its horizontal edges. */
export function shown(text: string, boxes: readonly WordBox[]): string[] {
  return boxes.map(
    ({ start, end, page, x0, x1, y0 }) => `${text.slice(start, end)} ${10 * page + y0 / 100} ${x0}-${x1}`,
  );
}
