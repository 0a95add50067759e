import type { Region } from "./columns";
import { clustersOf, Tally } from "./statistics";
import { boxAround, runsOf, type Word } from "./words";

/** A word and its position on its line. */
export interface LineWord extends Word {
  /** Height above the line's baseline, as a fraction of the line's size; 0 for most words. */
  raised: number;
}

/** One line of a region, from left to right. */
export interface Line {
  page: number;
  region: Region;
  words: LineWord[];
  x0: number;
  x1: number;
  baseline: number;
  /** The font size of most of the line's glyphs. */
  size: number;
  text: string;
}

/** Maximum size of superscripts and subscripts, relative to their line. */
const SMALL = 0.82;
/**
 * Maximum distance between the baselines of a superscript or subscript and its line, as a fraction of the line's size.
 */
const MAX_RAISE = 0.75;
/** Maximum horizontal distance from a word on the line, as a fraction of that word's size. */
const BESIDE = 0.6;
/** A word that is raised by less than this is not a superscript. */
const MIN_RAISE = 0.12;

/** A line before superscripts and subscripts have been moved to it. */
interface OpenLine {
  words: LineWord[];
  baseline: number;
  /** The size of its largest word. */
  largest: number;
}

/** The lines of a region, from top to bottom. */
export function linesOf(region: Region): Line[] {
  const rows = clustersOf(
    region.words,
    (word) => word.baseline,
    (word) => 0.12 * word.size,
  );
  const lines = rows.map(
    (row): OpenLine => ({
      words: row.map((word) => lineWordOf(word, 0)),
      baseline: row[0]!.baseline,
      largest: row.reduce((largest, { size }) => Math.max(largest, size), 0),
    }),
  );
  const kept = lines.filter((line, index) => {
    const rest = line.words.filter((word) => !attach(word, lines, index));
    line.words = rest;
    return rest.length > 0;
  });
  return kept.map(({ words }) => lineOf(region, words)).sort((a, b) => a.baseline - b.baseline);
}

/** Moves a word in small type to the line to which it belongs as a superscript or subscript. */
function attach(word: LineWord, lines: readonly OpenLine[], own: number): boolean {
  let best: { line: OpenLine; distance: number; raised: number } | undefined;
  for (let index = Math.max(0, own - 4); index < Math.min(lines.length, own + 5); index++) {
    const line = lines[index]!;
    if (index === own || word.size > SMALL * line.largest) continue;
    for (const other of line.words) {
      if (word.size > SMALL * other.size) continue;
      const raise = (other.baseline - word.baseline) / other.size;
      const gap = Math.max(word.x0 - other.x1, other.x0 - word.x1) / other.size;
      if (Math.abs(raise) > MAX_RAISE || raise < -0.35 || gap > BESIDE || gap < -0.5) continue;
      const distance = Math.abs(gap) + Math.abs(raise - 0.35);
      if (!best || distance < best.distance) best = { line, distance, raised: Math.abs(raise) < MIN_RAISE ? 0 : raise };
    }
  }
  if (!best) return false;
  best.line.words.push(lineWordOf(word, best.raised));
  return true;
}

function lineWordOf({ x0, y0, x1, y1, glyphs, text, baseline, size }: Word, raised: number): LineWord {
  return { x0, y0, x1, y1, glyphs, text, baseline, size, raised };
}

function lineOf(region: Region, words: LineWord[]): Line {
  const sorted = words.sort((a, b) => a.x0 - b.x0);
  const plain = sorted.find((word) => word.raised === 0);
  const { x0, x1 } = boxAround(sorted);
  const sizes = new Tally(0.05);
  for (const word of sorted) for (const { look, start, end } of runsOf(word.glyphs)) sizes.add(look.size, end - start);
  return {
    page: region.page,
    region,
    words: sorted,
    x0,
    x1,
    baseline: (plain ?? sorted[0]!).baseline,
    size: sizes.mode ?? 0,
    text: sorted.map((word) => word.text).join(" "),
  };
}
