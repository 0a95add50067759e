import type { Language } from "../../report/model";
import type { Box, Drawing } from "../pdf/page";
import { quantile } from "../pdf/statistics";
import { inOneAlphabet } from "./alphabets";
import { withBullets } from "./bullets";
import { ComponentIndex, componentsOf } from "./components";
import type { OcrEngine, OcrTask } from "./engine";
import { linesOfHocr, type OcrLine, type OcrWord, wordText } from "./hocr";
import { erased, type GreyImage, inkOf, rotated, turned } from "./image";
import { countedUp, markerInWord, numberIn, type Raised, raisedIn, readMarkers, type ScannedMarker } from "./markers";
import { type MeasuredLine, measure } from "./measure";
import { readAgain } from "./read-again";
import { tiltOf } from "./skew";
import { type Strokes, strokesOf } from "./strokes";
import { verticalLinesIn } from "./vertical-lines";

/** A recognized page, rotated so that its text is upright and level. Measurements are in pixels. */
export interface ScannedPage {
  width: number;
  height: number;
  lines: ScannedLine[];
  rules: Box[];
  drawings: Drawing[];
  /** The mean confidence of the page's words, from 0 to 100. */
  confidence: number;
}

/** A line and its note markers. The markers' characters are not part of the line's words. */
export interface ScannedLine extends MeasuredLine {
  markers: ScannedMarker[];
}

/** Skew, in degrees, below which a page is not rotated. Over a line of 1,000 pixels, this skew amounts to 1 pixel. */
const MIN_SKEW = 0.06;
/** Mean confidence below which a page may be upside down. Text the right way up has 85 or more. */
const POOR = 65;
/** Width of a line's grey edges, in pixels. */
const LINE_EDGE = 2;
/** Confidence up to which a word without letters counts as a speck of dust. */
const DUST = 40;

/**
 * Recognizes the text of a page.
 *
 * @param languages the languages of the text; at least one of the engine's languages
 */
export async function scanPage(
  image: GreyImage,
  engine: OcrEngine,
  languages: readonly Language[],
): Promise<ScannedPage> {
  const straight = straightened(image);
  if (!straight) return { width: image.width, height: image.height, lines: [], rules: [], drawings: [], confidence: 0 };
  const recognize = async (page: GreyImage, task: OcrTask) =>
    withoutRepeats(linesOfHocr(await engine.read(page, task, languages)));
  let page = straight;
  let lines = await recognize(withoutVerticals(page), "page");
  if (confidenceOf(lines) < POOR) {
    const upsideDown = turned(page, 2);
    const others = await recognize(withoutVerticals(upsideDown), "page");
    if (confidenceOf(others) > confidenceOf(lines)) [page, lines] = [upsideDown, others];
  }
  const ink = inkOf(page);
  const verticals = verticalLinesIn(page);
  const { rules, drawings, letters } = strokesOf(componentsOf(ink), lines, ink);
  const index = new ComponentIndex(letters.filter((letter) => !verticals.some((line) => isOnLine(letter, line))));
  const measured = withoutDust(lines, index).map((line) => measure(line, componentsOn(line, index), ink));
  const usual =
    quantile(
      measured.flatMap(({ xHeight }) => xHeight ?? []),
      0.5,
    ) ?? 0;
  const markers = await markersOf(measured, index, usual, page, engine);
  const again = await readAgain(measured, markers, page, (sheet) => recognize(sheet, "lines"));
  const clean = again.map((line, n) => {
    const words = withoutMarkers(line.words, markers[n]!).filter((word) => !isDust(word, line, index));
    return line === measured[n] ? { ...line, words } : measure({ ...line, words }, componentsOn(line, index), ink);
  });
  const settled = withBullets(clean, index, usual).map((line, n) => ({ ...inItsAlphabet(line), markers: markers[n]! }));
  return {
    width: page.width,
    height: page.height,
    lines: settled.filter((line) => line.words.length > 0 || line.markers.length > 0),
    rules: rulesBeside(measured, [
      ...rules.filter((rule) => !verticals.some((line) => isOnLine(rule, line))),
      ...verticals,
    ]),
    drawings,
    confidence: confidenceOf(settled),
  };
}

const withoutVerticals = (page: GreyImage): GreyImage =>
  erased(
    page,
    verticalLinesIn(page).map((line) => around(line, LINE_EDGE)),
  );

/** Whether a component is part of a line. */
const isOnLine = ({ x0, x1, y0, y1 }: Box, line: Box): boolean =>
  x0 >= line.x0 - LINE_EDGE && x1 <= line.x1 + LINE_EDGE && y0 < line.y1 && y1 > line.y0;

function inItsAlphabet(line: MeasuredLine): MeasuredLine {
  const texts = inOneAlphabet(line.words.map(wordText));
  const words = line.words.map((word, n) => {
    const letters = [...texts[n]!];
    const isSame = texts[n] === wordText(word) || letters.length !== word.characters.length;
    const characters = word.characters.map((character, at) => ({ ...character, text: letters[at]! }));
    return isSame ? word : { ...word, characters };
  });
  return { ...line, words };
}

/** The page with upright, horizontal lines; undefined if it is blank. */
function straightened(image: GreyImage): GreyImage | undefined {
  const ink = inkOf(image);
  if (!ink.pixels.includes(1)) return undefined;
  const { isSideways, skew } = tiltOf(ink);
  const upright = isSideways ? turned(image, 1) : image;
  return Math.abs(skew) < MIN_SKEW ? upright : rotated(upright, -skew);
}

/** The mean confidence of the words, weighted by their length. */
function confidenceOf(lines: readonly OcrLine[]): number {
  let letters = 0;
  let sum = 0;
  for (const word of lines.flatMap(({ words }) => words)) {
    const { length } = wordText(word).replace(/[^\p{L}\p{N}]/gu, "");
    letters += length;
    sum += length * word.confidence;
  }
  return letters === 0 ? 0 : sum / letters;
}

/** Removes lines that Tesseract recognized twice, as parts of two areas that overlap. */
function withoutRepeats(lines: readonly OcrLine[]): OcrLine[] {
  return lines.filter((line, index) => {
    const own = confidenceOf([line]);
    return !lines.some((other, at) => {
      if (at === index || !areSame(line, other)) return false;
      const others = confidenceOf([other]);
      return others > own || (others === own && at < index);
    });
  });
}

/** Whether two lines have the same words. Lines with wide gaps can also be divided into parts that interlock. */
function areSame(a: OcrLine, b: OcrLine): boolean {
  if (Math.abs(a.baseline - b.baseline) >= 0.3 * Math.min(a.y1 - a.y0, b.y1 - b.y0)) return false;
  const covers = ({ words }: OcrLine, word: OcrWord) =>
    words.some(({ x0, x1 }) => Math.min(x1, word.x1) - Math.max(x0, word.x0) > 0.5 * (word.x1 - word.x0));
  return a.words.filter((word) => covers(b, word)).length > 0.5 * a.words.length;
}

/** Removes words that are really lines, pictures or dust. */
function withoutDust(lines: readonly OcrLine[], letters: ComponentIndex): OcrLine[] {
  return lines
    .map((line) => ({ ...line, words: line.words.filter((word) => !isDust(word, line, letters)) }))
    .filter((line) => line.words.length > 0);
}

function isDust(word: OcrWord, { words }: OcrLine, letters: ComponentIndex): boolean {
  // A long dash looks like a line, but it has words next to it.
  const isDash = DASH.test(wordText(word)) && words.some(hasLetters);
  return (letters.within(around(word, 1)).length === 0 && !isDash) || (word.confidence < DUST && !hasLetters(word));
}

const DASH = /^[—–―-]+$/u;
const hasLetters = (word: OcrWord): boolean => /[\p{L}\p{N}]/u.test(wordText(word));

const around = ({ x0, y0, x1, y1 }: Box, by: number): Box => ({ x0: x0 - by, y0: y0 - by, x1: x1 + by, y1: y1 + by });

const componentsOn = (line: OcrLine, letters: ComponentIndex) => letters.within(around(line, 2));

/** Dashes are as thin as lines, but they count as words. */
function rulesBeside(lines: readonly MeasuredLine[], rules: Strokes["rules"]): Strokes["rules"] {
  const words = lines.flatMap((line) => line.words.filter((word) => DASH.test(wordText(word))));
  return rules.filter(
    (rule) =>
      !words.some(
        (word) => rule.x0 >= word.x0 - 2 && rule.x1 <= word.x1 + 2 && rule.y0 >= word.y0 - 2 && rule.y1 <= word.y1 + 2,
      ),
  );
}

/** The note markers of each line. */
async function markersOf(
  lines: readonly MeasuredLine[],
  letters: ComponentIndex,
  usual: number,
  page: GreyImage,
  engine: OcrEngine,
): Promise<ScannedMarker[][]> {
  const raised = raisedIn(lines, letters, usual);
  const read = await readMarkers(raised, page, engine);
  const textOf = (group: Raised) => read.get(group) ?? markerInWord(group, lines[group.line]!);
  // A raised group at the start of a note is a label even if it could not be read. Elsewhere, it may not be a marker at
  // all.
  const isLabel = ({ x0, x1, line }: Raised) => x0 < lines[line]!.words[0]!.x0 + 0.5 * (x1 - x0);
  const labels = raised.filter(isLabel);
  const others = raised.filter((group) => !isLabel(group) && textOf(group) !== undefined);
  const numbersOf = (groups: readonly Raised[]) => new Set(groups.flatMap((group) => numberIn(textOf(group)) ?? []));
  const texts = new Map(
    [
      [labels, others],
      [others, labels],
    ].flatMap(([groups, counterparts]) => {
      const counted = countedUp(groups!.map(textOf), numbersOf(counterparts!));
      return groups!.map((group, n) => [group, counted[n]] as const);
    }),
  );
  return lines.map((_, index) =>
    raised.flatMap((group): ScannedMarker[] => {
      const text = texts.get(group);
      const { x0, y0, x1, y1, line } = group;
      return line === index && text !== undefined ? [{ x0, y0, x1, y1, text }] : [];
    }),
  );
}

/** Removes the characters of markers from words. */
function withoutMarkers<Word extends OcrWord>(words: readonly Word[], markers: readonly Box[]): Word[] {
  if (markers.length === 0) return [...words];
  return words.flatMap((word) => {
    const own = word.characters.filter(({ x0, x1 }) => {
      const x = (x0 + x1) / 2;
      return !markers.some((marker) => x >= marker.x0 - 1 && x <= marker.x1 + 1);
    });
    const [first, last] = [own[0], own.at(-1)];
    if (own.length === word.characters.length) return [word];
    return first && last ? [{ ...word, characters: own, x0: first.x0, x1: last.x1 }] : [];
  });
}
