import { wordText } from "../ocr/hocr";
import type { ScannedMarker } from "../ocr/markers";
import type { MeasuredWord } from "../ocr/measure";
import type { ScannedLine, ScannedPage } from "../ocr/scan-page";
import { settleSizes } from "../ocr/sizes";
import type { Glyph, Look, Page } from "./page";
import { quantile } from "./statistics";

/** A recognized page, and the page of the file that it replaces. */
export interface Scan {
  scanned: ScannedPage;
  /** The page without its content. */
  page: Pick<Page, "index" | "label">;
  /** Pixels per point. */
  scale: number;
}

/** Height of capitals as a fraction of the font size, in most fonts. */
const CAP_HEIGHT = 0.69;
/** Height of capitals relative to the x-height, in most fonts. */
const USUAL_CAP_RATIO = 1.5;
/**
 * Maximum relative difference between the capitals of lines in the same font, and maximum distance between adjacent
 * lines as a multiple of the height of capitals.
 */
const SAME_HEIGHT = 0.06;
const ADJACENT = 3;
/** Strokes that are thicker than usual by this factor are bold. */
const BOLD = 1.3;
/** Share of a line's letters that must be bold or italic for the whole line to count as bold or italic. */
const MOST = 0.8;
/** Confidence below which a word is uncertain. */
const UNCERTAIN = 60;
/** The size of a note marker relative to its line. */
const MARKER_SIZE = 0.62;
/** Maximum gap between a marker and its word, as a fraction of the line's size. */
const MARKER_GAP = 0.3;
/** Minimum gap to keep between words so that they stay separate, as a fraction of the size. */
const MIN_SPACE = 0.08;
/** Extent of a font above and below the baseline, as a fraction of its size. */
const ASCENT = 0.75;
const DESCENT = 0.25;

/**
 * Converts recognized pages to pages like those of a PDF with text. Sizes and styles are compared across all pages,
 * because each measurement is only an estimate.
 */
export function pagesOfScans(scans: readonly Scan[]): Page[] {
  const style = styleOf(scans);
  return scans.map((scan) => pageOf(scan, style));
}

/** The document's typical measurements, with which its lines are compared. */
interface Style {
  /** The x-height of a line, in points. */
  heightOf(line: ScannedLine, scale: number): number;
  /** The font size of text with this x-height. */
  sizeOf(height: number): number;
  /** The usual thickness of strokes, relative to the x-height. */
  stroke: number;
}

function styleOf(scans: readonly Scan[]): Style {
  const lines = scans.flatMap(({ scanned, scale }) => scanned.lines.map((line) => ({ line, scale })));
  const capRatio =
    quantile(
      lines.flatMap(({ line }) => (line.xHeight && line.capHeight ? line.capHeight / line.xHeight : [])),
      0.5,
    ) ?? USUAL_CAP_RATIO;
  const measured = new Map(
    scans.flatMap(({ scanned }) => scanned.lines.map((line) => [line, measuredHeight(line, scanned.lines, capRatio)])),
  );
  const settle = settleSizes(
    lines.flatMap(({ line, scale }) => {
      const height = measured.get(line);
      return height === undefined ? [] : { size: height / scale, weight: lettersIn(line.words) };
    }),
  );
  const usual = settle(
    quantile(
      lines.flatMap(({ line, scale }) => (line.xHeight ? line.xHeight / scale : [])),
      0.5,
    ) ?? 1,
  );
  const heightOf = (line: ScannedLine, scale: number) => {
    const height = measured.get(line);
    return height === undefined ? usual : settle(height / scale);
  };
  const strokes = lines.flatMap(({ line, scale }) =>
    line.words.flatMap(({ stroke }) => (stroke === undefined ? [] : stroke / scale / heightOf(line, scale))),
  );
  return {
    heightOf,
    sizeOf: (height) => Math.round(((height * capRatio) / CAP_HEIGHT) * 20) / 20,
    stroke: quantile(strokes, 0.5) ?? Number.POSITIVE_INFINITY,
  };
}

/** The x-height of a line, in pixels; undefined if it has too few letters. */
function measuredHeight(
  { xHeight, capHeight, ...line }: ScannedLine,
  lines: readonly ScannedLine[],
  capRatio: number,
): number | undefined {
  if (xHeight !== undefined || capHeight === undefined) return xHeight;
  // Headings can be in a font with other proportions, so the x-height of an adjacent line is a better estimate.
  const like = lines.find(
    (other) =>
      other.xHeight !== undefined &&
      other.capHeight !== undefined &&
      Math.abs(other.capHeight / capHeight - 1) < SAME_HEIGHT &&
      Math.abs(other.baseline - line.baseline) < ADJACENT * capHeight &&
      other.x0 < line.x1 &&
      other.x1 > line.x0,
  );
  return like?.xHeight ?? capHeight / capRatio;
}

function lettersIn(words: readonly MeasuredWord[]): number {
  return words.reduce((sum, word) => sum + word.characters.length, 0);
}

function pageOf({ scanned, page, scale }: Scan, style: Style): Page {
  const looks = new Looks();
  const inPoints = <Place extends { x0: number; y0: number; x1: number; y1: number }>(place: Place): Place => ({
    ...place,
    x0: place.x0 / scale,
    y0: place.y0 / scale,
    x1: place.x1 / scale,
    y1: place.y1 / scale,
  });
  const words = scanned.lines.flatMap((line) => line.words);
  return {
    ...page,
    width: scanned.width / scale,
    height: scanned.height / scale,
    glyphs: scanned.lines.flatMap((line) => glyphsOf(line, scale, style, looks)),
    rules: scanned.rules.map(inPoints),
    drawings: scanned.drawings.map(inPoints),
    recognized: {
      words: words.length,
      uncertain: words
        .filter((word) => word.confidence < UNCERTAIN && /[\p{L}\p{N}]/u.test(wordText(word)))
        .map(wordText),
    },
  };
}

/** Creates the styles of words. Equal styles share one object. */
class Looks {
  readonly #looks = new Map<string, Look>();

  of(size: number, bold: boolean, italic: boolean): Look {
    const key = `${size} ${bold} ${italic}`;
    const look = this.#looks.get(key) ?? { font: "", size, bold, italic, ascent: ASCENT, descent: DESCENT };
    this.#looks.set(key, look);
    return look;
  }
}

function glyphsOf(line: ScannedLine, scale: number, style: Style, looks: Looks): Glyph[] {
  const height = style.heightOf(line, scale);
  const size = style.sizeOf(height);
  const baseline = line.baseline / scale;
  const bold = flagsOf(line.words, ({ stroke }) =>
    stroke === undefined ? undefined : stroke / scale / height > BOLD * style.stroke,
  );
  const italic = flagsOf(line.words, ({ slant }) => (slant === undefined ? undefined : slant > 0));
  const glyphs = line.words.flatMap((word, index) => {
    const next = line.words[index + 1];
    const x1 = Math.min(word.x1, next ? next.x0 - MIN_SPACE * size * scale : word.x1);
    const look = looks.of(size, bold[index]!, italic[index]!);
    return spread(word.characters, Math.min(word.x0, x1 - 1) / scale, x1 / scale, scale).map((place, n) => ({
      ...place,
      y0: baseline - ASCENT * size,
      y1: baseline + DESCENT * size,
      baseline,
      look,
      afterSpace: n === 0,
    }));
  });
  const markers = line.markers
    .map((marker) => besideWord(marker, line.words, MARKER_GAP * size * scale))
    .flatMap((marker) => {
      const own = Math.round(MARKER_SIZE * size * 20) / 20;
      // Brackets reach below the digits between them.
      const foot = (marker.y1 - (/[[(]/u.test(marker.text) ? 0.2 : 0) * (marker.y1 - marker.y0)) / scale;
      const characters = [...marker.text].map((text, n, all) => {
        const x = marker.x0 + ((marker.x1 - marker.x0) * n) / all.length;
        return { text, x0: x, x1: x };
      });
      return spread(characters, marker.x0 / scale, marker.x1 / scale, scale).map((place) => ({
        ...place,
        y0: foot - ASCENT * own,
        y1: foot + DESCENT * own,
        baseline: foot,
        look: looks.of(own, false, false),
        afterSpace: false,
      }));
    });
  return [...glyphs, ...markers];
}

/**
 * Moves a marker next to its word. The word may have lost its last character, such as a full stop or a quotation mark,
 * or its box may include the marker.
 */
function besideWord(marker: ScannedMarker, words: readonly MeasuredWord[], gap: number): ScannedMarker {
  const width = marker.x1 - marker.x0;
  const middle = middleOf(marker);
  const before = words.findLast((word) => middleOf(word) < middle);
  const after = words.find((word) => middleOf(word) > middle);
  const x0 = before
    ? Math.max(before.x1, Math.min(marker.x0, before.x1 + gap))
    : after
      ? Math.min(after.x0 - width, Math.max(marker.x0, after.x0 - gap - width))
      : marker.x0;
  return { ...marker, x0, x1: x0 + width };
}

const middleOf = ({ x0, x1 }: { x0: number; x1: number }): number => (x0 + x1) / 2;

/** Places the characters of a word side by side, without gaps. */
function spread(
  characters: readonly { text: string; x0: number; x1: number }[],
  x0: number,
  x1: number,
  scale: number,
): Pick<Glyph, "text" | "x0" | "x1">[] {
  const starts = characters.map((character, n) => (n === 0 ? x0 : character.x0 / scale));
  // Boxes can overlap, and the first one can begin later than the word.
  for (let n = 1; n < starts.length; n++) starts[n] = Math.min(x1, Math.max(starts[n]!, starts[n - 1]!));
  return characters.map(({ text }, n) => ({ text, x0: starts[n]!, x1: starts[n + 1] ?? x1 }));
}

/**
 * Whether each word is in a given style, such as bold. Words that are too short to measure are treated like their
 * neighbours, and a few doubtful words like the rest of their line.
 */
function flagsOf(words: readonly MeasuredWord[], has: (word: MeasuredWord) => boolean | undefined): boolean[] {
  const known = words.map(has);
  const weigh = (isCounted: (flag: boolean | undefined) => boolean) =>
    words.reduce((sum, word, n) => sum + (isCounted(known[n]) ? word.characters.length : 0), 0);
  const all = weigh((flag) => flag !== undefined);
  const share = all === 0 ? 0 : weigh((flag) => flag === true) / all;
  if (share >= MOST) return words.map(() => true);
  return known.map((flag, n) => {
    if (flag !== undefined) return flag;
    const before = known.slice(0, n).findLast((other) => other !== undefined);
    const after = known.slice(n + 1).find((other) => other !== undefined);
    return (before ?? after ?? false) && (after ?? before ?? false);
  });
}
