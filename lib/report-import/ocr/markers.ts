import type { Box } from "../pdf/page";
import { modeOf } from "../pdf/statistics";
import type { Component, ComponentIndex } from "./components";
import type { OcrEngine } from "./engine";
import { linesOfHocr, wordText } from "./hocr";
import { blank, enlarged, type GreyImage, place } from "./image";
import type { MeasuredLine } from "./measure";

/** A superscript note marker, with its position in pixels. */
export interface ScannedMarker extends Box {
  text: string;
}

/**
 * Limits on how far the bottom and top of a marker are above the baseline, and on its size, as multiples of the
 * x-height.
 */
const MIN_RAISE = 0.2;
const MIN_TOP = 1.2;
const MAX_TOP = 2.3;
const MIN_HEIGHT = 0.65;
const MIN_PART = 0.6;
const MAX_WIDTH = 1.1;
/** Maximum gap between the characters of a marker, and maximum width of a marker. "[12]" is the widest. */
const MAX_GAP = 0.75;
/** Maximum gap if the scan broke the digit between two brackets into small pieces. */
const MAX_BROKEN_GAP = 1.4;
const MAX_GROUP = 3.2;
/** How far a marker's box can be widened beyond its dark parts, as a fraction of its height. */
const WIDER = 0.35;
/** Maximum distance of a marker from the end of its line. */
const BESIDE = 2;

const MARKER = /^[[(]?(?:\d{1,3}|\*{1,3})[\])]?$/u;

/**
 * The height to which markers are enlarged for recognition, and the width of the white space around them, in pixels.
 */
const READ_HEIGHT = 48;
const MARGIN = 40;
/** Maximum number of markers per page, and per line of the image in which they are read. */
const IN_LINE = 12;
const MAX_MARKERS = 120;

/** A group of small raised components next to letters. */
export interface Raised extends Box {
  /** Index of the line to which the group belongs. */
  line: number;
  /** The marker's box, widened in case the scan lost its thinnest strokes. */
  wide: Box;
}

/** Finds possible note markers: components that are small and raised, at the end of a word or before a note. */
export function raisedIn(lines: readonly MeasuredLine[], components: ComponentIndex, usual: number): Raised[] {
  return lines
    .flatMap((line, index) => {
      const height = line.xHeight ?? usual;
      const isRaised = ({ x0, x1, y0, y1 }: Component) =>
        line.baseline - y1 >= MIN_RAISE * height &&
        line.baseline - y0 >= MIN_TOP * height &&
        line.baseline - y0 <= MAX_TOP * height &&
        y1 - y0 >= MIN_PART * height &&
        x1 - x0 <= MAX_WIDTH * height;
      const near = components.within({
        x0: line.x0 - BESIDE * height,
        x1: line.x1 + BESIDE * height,
        y0: line.baseline - MAX_TOP * height,
        y1: line.baseline,
      });
      // A scan can lose the thin strokes of a digit, so that its upper half looks raised.
      const isPartOfLetter = ({ x0, x1, y1 }: Box) =>
        components
          .within({ x0, x1, y0: y1 - 2, y1: line.baseline + MIN_RAISE * height })
          .some((other) => other.y0 > y1 - 3 && other.y1 > line.baseline - MIN_RAISE * height);
      const isBetween = (piece: Component, left: number, right: number) =>
        piece.x0 >= left - 1 && piece.x1 <= right + 1 && line.baseline - piece.y1 >= MIN_RAISE * height;
      const goesOn = (x1: number, x0: number) =>
        x0 - x1 < MAX_GAP * height ||
        (x0 - x1 < MAX_BROKEN_GAP * height && near.some((piece) => isBetween(piece, x1, x0)));
      const groups: Omit<Raised, "wide">[] = [];
      for (const { x0, y0, x1, y1 } of near.filter(isRaised)) {
        const last = groups.at(-1);
        if (last && goesOn(last.x1, x0)) {
          last.x1 = Math.max(last.x1, x1);
          last.y0 = Math.min(last.y0, y0);
          last.y1 = Math.max(last.y1, y1);
        } else groups.push({ x0, y0, x1, y1, line: index });
      }
      return groups
        .filter(({ x0, x1, y0, y1 }) => x1 - x0 <= MAX_GROUP * height && y1 - y0 >= MIN_HEIGHT * height)
        .filter((group) => !isPartOfLetter(group))
        .map((group) => ({ ...group, wide: widened(group, near) }));
    })
    .slice(0, MAX_MARKERS);
}

/** Widens a box, but no further than the neighbouring letters. */
function widened(group: Box, near: readonly Component[]): Box {
  const by = WIDER * (group.y1 - group.y0);
  const left = Math.max(...near.filter(({ x1 }) => x1 <= group.x0).map(({ x1 }) => x1 + 1));
  const right = Math.min(...near.filter(({ x0 }) => x0 >= group.x1).map(({ x0 }) => x0 - 1));
  return {
    x0: Math.min(group.x0, Math.max(group.x0 - by, left)),
    x1: Math.max(group.x1, Math.min(group.x1 + by, right)),
    y0: group.y0 - 1,
    y1: group.y1 + 1,
  };
}

/**
 * The characters that Tesseract recognizes in place of a thin raised "1", and quotation marks, which have the same
 * shape.
 */
const LIKE_ONE = /^[!1lI|і¹ı]$/u;
const LIKE_QUOTE = /^['’‘ʼ`]$/u;
/** Maximum width of a "1", relative to its height. */
const MAX_THIN = 0.45;
const ENDED = /^[.,;:!?)»”\]]$/u;

/**
 * The text of a raised group that could not be read on its own. It is taken from the word in which the group was
 * recognized.
 */
export function markerInWord({ x0, x1, y0, y1 }: Raised, { words }: MeasuredLine): string | undefined {
  const characters = words.flatMap((word) => word.characters);
  const own = characters.filter((character) => {
    const middle = (character.x0 + character.x1) / 2;
    return middle >= x0 - 1 && middle <= x1 + 1;
  });
  const text = wordText({ characters: own });
  if (/^\d{1,3}$/u.test(text)) return text;
  const before = characters.findLast((character) => character.x1 <= x0 + 2 && !own.includes(character));
  const isAfterEnd = before !== undefined && ENDED.test(before.text);
  // Tesseract recognizes no thin stroke on its own. Quotation marks and apostrophes are not as tall.
  if (x1 - x0 <= MAX_THIN * (y1 - y0)) return "1";
  // A "1" is too thin to be recognized. Between letters, a mark of this shape would be an apostrophe.
  return LIKE_ONE.test(text) || ((text === "" || LIKE_QUOTE.test(text)) && isAfterEnd) ? "1" : undefined;
}

/**
 * Corrects the numbers of markers that do not fit the ascending sequence of most other markers. Among numbers, an
 * asterisk is a misread digit too.
 *
 * @param texts in reading order; undefined for those that could not be read
 * @param expected other numbers on the page. A sequence with only one known number must consist of these.
 */
export function countedUp(
  texts: readonly (string | undefined)[],
  expected: ReadonlySet<string> = new Set(),
): (string | undefined)[] {
  const offsets = texts.flatMap((text, index) => {
    const number = numberIn(text);
    return number === undefined ? [] : [Number(number) - index];
  });
  const offset = modeOf(
    offsets.map((each) => [each, 1] as const),
    1,
  );
  const agreeing = offsets.filter((each) => each === offset).length;
  if (offset === undefined || agreeing < 0.5 * texts.length) return [...texts];
  // If one marker was not found, the numbers after it are right although they do not fit.
  if (areConfirmed(texts, expected)) return [...texts];
  // If all expected numbers were found in order, the others are not markers.
  const found = placesOf(texts, expected);
  if (found.size > 1 && found.size === expected.size) return texts.map((text, n) => (found.has(n) ? text : undefined));
  if (agreeing < 2 && !texts.every((_, index) => expected.has(String(offset + index)))) return [...texts];
  return texts.map((text, index) => {
    const number = String(offset + index);
    return text === undefined ? number : text.replace(/\d+|\*+/u, number);
  });
}

/** Whether at least two numbers are known, and all of them are expected and in order. */
function areConfirmed(texts: readonly (string | undefined)[], expected: ReadonlySet<string>): boolean {
  const numbers = texts.map(numberIn);
  const isKnown = numbers.every((number) => number !== undefined && expected.has(number));
  return isKnown && numbers.length > 1 && numbers.every((each, n) => n === 0 || Number(each) > Number(numbers[n - 1]));
}

/** The indexes at which the expected numbers are, as far as they are in order. */
function placesOf(texts: readonly (string | undefined)[], expected: ReadonlySet<string>): Set<number> {
  const left = [...expected].map(Number).sort((a, b) => a - b);
  const places = new Set<number>();
  for (const [n, text] of texts.entries()) {
    if (left.length === 0 || Number(numberIn(text)) !== left[0]) continue;
    left.shift();
    places.add(n);
  }
  return places;
}

/** The number in a marker, without its brackets. */
export const numberIn = (text: string | undefined): string | undefined => /\d+/u.exec(text ?? "")?.[0];

/** Reads markers again, enlarged and side by side, because they are too small to be recognized within their words. */
export async function readMarkers(
  raised: readonly Raised[],
  image: GreyImage,
  engine: OcrEngine,
): Promise<Map<Raised, string>> {
  const read = new Map<Raised, string>();
  if (raised.length === 0) return read;
  const parts = raised.flatMap((group) =>
    [group, group.wide].map((box) => ({ group, image: enlarged(image, box, READ_HEIGHT / (group.y1 - group.y0)) })),
  );
  const rows = Array.from({ length: Math.ceil(parts.length / IN_LINE) }, (_, row) =>
    parts.slice(row * IN_LINE, (row + 1) * IN_LINE),
  );
  const width = Math.max(
    ...rows.map((row) => row.reduce((sum, part) => sum + part.image.width + 2 * MARGIN, 2 * MARGIN)),
  );
  const pitch = Math.max(...parts.map((part) => part.image.height)) + 2 * MARGIN;
  const sheet = blank(width, rows.length * pitch + 2 * MARGIN);
  const places = rows.flatMap((row, rowIndex) => {
    let x = 2 * MARGIN;
    return row.map((part) => {
      const box = { x0: x, x1: x + part.image.width, y0: MARGIN + rowIndex * pitch + MARGIN };
      place(sheet, part.image, box.x0, box.y0);
      x = box.x1 + 2 * MARGIN;
      return { group: part.group, ...box, y1: box.y0 + READ_HEIGHT };
    });
  });
  const language = engine.languages.includes("en") ? "en" : engine.languages[0]!;
  for (const line of linesOfHocr(await engine.read(sheet, "markers", [language]))) {
    for (const word of line.words) {
      const middle = (word.y0 + word.y1) / 2;
      for (const { group, x0, x1, y0, y1 } of places) {
        if (middle < y0 - MARGIN || middle > y1 + MARGIN) continue;
        const own = word.characters.filter((character) => {
          const x = (character.x0 + character.x1) / 2;
          return x > x0 - MARGIN && x < x1 + MARGIN;
        });
        const text = wordText({ characters: own });
        if (MARKER.test(text) && !read.has(group)) read.set(group, text);
      }
    }
  }
  return read;
}
