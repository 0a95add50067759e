import type { Box, Drawing } from "../pdf/page";
import type { Component } from "./components";
import { type OcrLine, type OcrWord, wordText } from "./hocr";
import type { Ink } from "./image";

/** Minimum length of a line, in pixels: 5 mm at 300 dpi. The strokes of large headings are shorter. */
const MIN_LENGTH = 60;
/** Maximum thickness of a line, and maximum width of a gap in it, in pixels. */
const MAX_THICKNESS = 10;
const MAX_GAP = 4;
/** Minimum side length of a filled area, in pixels, and minimum share of the area that is ink. Letters have holes. */
const MIN_SIDE = 36;
const MIN_FILL = 0.7;
/** Minimum side length of a picture or drawing, in pixels. */
const MIN_PICTURE = 150;
/** Minimum share of a frame's ink that must be in straight lines. */
const MOST = 0.7;

/** The lines, frames, areas and pictures on a page; in pixels. */
export interface Strokes {
  rules: Box[];
  drawings: Drawing[];
  /** The components that are letters, or parts of them. */
  letters: Component[];
}

/** Words with at least this confidence are text. Below it, what looks like letters may be the bars of a chart. */
const SURE = 70;

/** Separates lines, frames, filled areas and pictures from letters. The letters of a title can be just as large. */
export function strokesOf(components: readonly Component[], lines: readonly OcrLine[], ink: Ink): Strokes {
  const words = lines.flatMap((line) => line.words).filter((word) => word.confidence >= SURE && isText(word));
  const isInWord = ({ x0, x1, y0, y1 }: Component) =>
    words.some((word) => x0 >= word.x0 - 3 && x1 <= word.x1 + 3 && y0 >= word.y0 - 3 && y1 <= word.y1 + 3);
  const result: Strokes = { rules: [], drawings: [], letters: [] };
  for (const component of components) {
    const [width, height] = [component.x1 - component.x0, component.y1 - component.y0];
    const fill = component.area / (width * height);
    if (Math.max(width, height) < Math.min(MIN_LENGTH, MIN_SIDE)) {
      result.letters.push(component);
    } else if (Math.min(width, height) <= MAX_THICKNESS) {
      const isLong = Math.max(width, height) >= MIN_LENGTH && Math.max(width, height) > 8 * Math.min(width, height);
      if (isLong) result.rules.push(boxOf(component));
      else result.letters.push(component);
    } else if (isInWord(component)) {
      result.letters.push(component);
    } else if (Math.min(width, height) >= MIN_SIDE && fill >= MIN_FILL) {
      result.drawings.push({ ...boxOf(component), isPicture: false });
    } else if (Math.max(width, height) >= MIN_PICTURE) {
      const lines = [...linesIn(component, ink, false), ...linesIn(component, ink, true)];
      const inLines = lines.reduce((sum, line) => sum + (line.x1 - line.x0) * (line.y1 - line.y0), 0);
      if (inLines >= MOST * component.area) result.rules.push(...lines);
      else if (Math.min(width, height) >= MIN_PICTURE) result.drawings.push({ ...boxOf(component), isPicture: true });
      else result.letters.push(component);
    } else result.letters.push(component);
  }
  return result;
}

const isText = (word: OcrWord): boolean => /[\p{L}\p{N}]{2}/u.test(wordText(word));

const boxOf = ({ x0, y0, x1, y1 }: Component): Box => ({ x0, y0, x1, y1 });

/** The straight lines in a frame or grid. */
function linesIn({ x0, y0, x1, y1 }: Component, ink: Ink, isVertical: boolean): Box[] {
  const [from, to] = isVertical ? [x0, x1] : [y0, y1];
  const [start, end] = isVertical ? [y0, y1] : [x0, x1];
  const isInk = (across: number, along: number) =>
    ink.pixels[isVertical ? along * ink.width + across : across * ink.width + along] === 1;
  const lines: { start: number; end: number; from: number; to: number }[] = [];
  for (let across = from; across < to; across++) {
    for (let along = start; along < end; along++) {
      if (!isInk(across, along)) continue;
      const first = along;
      let last = along;
      while (along < end && along - last <= MAX_GAP) {
        if (isInk(across, along)) last = along;
        along++;
      }
      if (last + 1 - first < MIN_LENGTH) continue;
      const near = lines.find(
        (line) => across - line.to <= 1 && first < line.end + MAX_GAP && last + 1 > line.start - MAX_GAP,
      );
      if (!near) lines.push({ start: first, end: last + 1, from: across, to: across + 1 });
      else {
        near.start = Math.min(near.start, first);
        near.end = Math.max(near.end, last + 1);
        near.to = across + 1;
      }
    }
  }
  return lines
    .filter((line) => line.to - line.from <= MAX_THICKNESS)
    .map((line) =>
      isVertical
        ? { x0: line.from, y0: line.start, x1: line.to, y1: line.end }
        : { x0: line.start, y0: line.from, x1: line.end, y1: line.to },
    );
}
