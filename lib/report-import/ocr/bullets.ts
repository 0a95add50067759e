import type { Component, ComponentIndex } from "./components";
import { type OcrWord, wordText } from "./hocr";
import type { MeasuredLine } from "./measure";

/**
 * Limits on the size of a bullet and on its distance from the baseline and from the text, as multiples of the x-height.
 */
const MIN_SIZE = 0.22;
const MAX_SIZE = 0.95;
const MIN_RAISE = 0.03;
const MIN_GAP = 0.35;
const MAX_GAP = 4;
/**
 * Minimum share of a bullet's box that is ink, and maximum ratio of the sides of the box. Longer marks are dashes,
 * which Tesseract recognizes.
 */
const MIN_FILL = 0.62;
const MAX_RATIO = 1.35;
/** The confidence assigned to restored bullets, which are certain. */
const SURE = 100;

/** Maximum differences between two marks for them to count as the same, in pixels and as a share of their ink. */
const SAME_PLACE = 5;
const SAME_SIDE = 2;
const SAME_AREA = 0.12;
/** Confidence below which a letter at the start of a line may really be a mark unknown to Tesseract. */
const UNKNOWN = 85;

/** The first component of a line, if it is set apart from the others. */
interface Mark {
  component: Component;
  gap: number;
  height: number;
  line: MeasuredLine;
}

/**
 * Restores bullets that Tesseract leaves out or mistakes for letters at the start of lines. They can be dots, squares,
 * or any other mark that begins several lines.
 */
export function withBullets(lines: readonly MeasuredLine[], letters: ComponentIndex, usual: number): MeasuredLine[] {
  const marks = lines.map((line) => markOf(line, letters, line.xHeight ?? usual));
  return lines.map((line, n) => {
    const mark = marks[n];
    return mark && (isDot(mark) || isUnknown(mark, marks)) ? withBullet(line, mark.component) : line;
  });
}

function markOf(line: MeasuredLine, letters: ComponentIndex, height: number): Mark | undefined {
  const [first] = line.words;
  if (!first) return undefined;
  const [component, next] = letters.within({
    x0: first.x0 - MAX_GAP * height,
    x1: first.x1 + MAX_GAP * height,
    y0: line.baseline - 1.6 * height,
    y1: line.baseline + 0.3 * height,
  });
  const gap = component && next ? next.x0 - component.x1 : 0;
  return component && gap >= MIN_GAP * height ? { component, gap, height, line } : undefined;
}

/** Whether a mark is a dot or a square above the baseline. */
function isDot({ component, height, line: { baseline } }: Mark): boolean {
  const { x0, x1, y0, y1, area } = component;
  const [width, tall] = [x1 - x0, y1 - y0];
  return (
    area >= MIN_FILL * width * tall &&
    Math.max(width, tall) <= MAX_RATIO * Math.min(width, tall) &&
    width >= MIN_SIZE * height &&
    width <= MAX_SIZE * height &&
    baseline - y1 >= MIN_RAISE * height &&
    baseline - y0 <= 1.2 * height
  );
}

/**
 * Whether several lines begin with the same mark and it is not a letter. Tesseract would recognize a letter as the same
 * letter each time, with high confidence.
 */
function isUnknown(mark: Mark, marks: readonly (Mark | undefined)[]): boolean {
  const own = firstWord(mark);
  if (own === undefined || mark.gap < 1.2 * MIN_GAP * mark.height) return false;
  const others = marks.flatMap((other) =>
    other && other !== mark && isSameMark(other, mark) ? (firstWord(other) ?? []) : [],
  );
  const all = [own, ...others];
  const isRead = all.every((word) => wordText(word) === wordText(own) && word.confidence >= UNKNOWN);
  return others.length > 0 && !isRead;
}

/** The first word of a line, if it is the mark itself, recognized as a single character. */
function firstWord({ line, component }: Mark): OcrWord | undefined {
  const [first] = line.words;
  const isMark = first?.characters.length === 1 && first.x0 < component.x1 && first.x1 <= component.x1 + SAME_PLACE;
  return isMark && /\p{L}|\p{S}|[^\p{N}\p{L}\s–—-]/u.test(wordText(first)) ? first : undefined;
}

function isSameMark({ component: a }: Mark, { component: b }: Mark): boolean {
  return (
    Math.abs(a.x0 - b.x0) <= SAME_PLACE &&
    Math.abs(a.x1 - a.x0 - (b.x1 - b.x0)) <= SAME_SIDE &&
    Math.abs(a.y1 - a.y0 - (b.y1 - b.y0)) <= SAME_SIDE &&
    Math.abs(a.area - b.area) <= SAME_AREA * Math.max(a.area, b.area)
  );
}

function withBullet(line: MeasuredLine, { x0, x1, y0, y1 }: Component): MeasuredLine {
  const word: OcrWord = { x0, y0, x1, y1, characters: [{ text: "•", x0, x1 }], confidence: SURE };
  const rest = line.words.flatMap((each) => {
    const characters = each.characters.filter((character) => (character.x0 + character.x1) / 2 > x1 + 1);
    if (characters.length === each.characters.length) return [each];
    return characters.length === 0 ? [] : [{ ...each, characters, x0: characters[0]!.x0 }];
  });
  return rest.length === 0 ? line : { ...line, words: [word, ...rest], x0: Math.min(line.x0, x0) };
}
