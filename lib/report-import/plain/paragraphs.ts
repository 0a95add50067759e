import type { Chunk } from "../chunks";
import { isChapterLine } from "./chapters";

/** The features of a text's layout that show where its paragraphs begin and end. */
export interface Setting {
  /** Whether paragraphs begin with an indent, without a blank line before them. */
  isIndented: boolean;
  /** Whether nearly all lines begin with a capital, as in a poem. */
  isPoem: boolean;
  /** The usual length of a full line. */
  width: number;
}

const LEAST_STARTS = 5;
/** Minimum average number of lines per chunk in a text whose paragraphs are not separated by blank lines. */
const LEAST_RUN = 10;
const LEAST_INNER = 20;
const MAX_INDENT = 12;
/** A line of verse is shorter than this fraction of the text's width. */
const VERSE_WIDTH = 0.8;
const LEAST_CAPITALS = 0.6;
const LEAST_VERSE_LINES = 3;
const MAX_VERSE_LINE = 100;
const SAMPLE = 20_000;

const indentOf = (value: string): number => value.length - value.trimStart().length;

/** Determines the layout of a text from the lines of its first paragraphs. */
export function settingOf(chunks: readonly Chunk[]): Setting {
  const lengths: number[] = [];
  let starts = 0;
  let inner = 0;
  let capitals = 0;
  for (const { lines } of chunks) {
    if (lengths.length > SAMPLE) break;
    for (const [nth, { value }] of lines.entries()) {
      lengths.push(Math.min(value.trimEnd().length, 1000));
      if (nth === 0) continue;
      inner++;
      if (CAPITAL.test(value)) capitals++;
      if (isStart(value, lines[nth - 1]!.value)) starts++;
    }
  }
  const sorted = lengths.sort((a, b) => a - b);
  const width = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
  const isRunning = lengths.length >= LEAST_RUN * Math.min(chunks.length, lengths.length - inner);
  return {
    isIndented: isRunning && starts >= LEAST_STARTS,
    isPoem: inner >= LEAST_INNER && capitals >= inner * LEAST_CAPITALS,
    width,
  };
}

const CAPITAL = /^\s*["'“‘«„(*_—–-]*\p{Lu}/u;

/** Whether a line is indented and the one before it is not. */
function isStart(value: string, before: string): boolean {
  const indent = value.startsWith("\t") ? 4 : indentOf(value);
  return indent >= 2 && indent <= MAX_INDENT && indentOf(before) + 2 <= indent;
}

/** Splits chunks at each indent that begins a paragraph, and before and after any headings between paragraphs. */
export function splitIndented(chunks: readonly Chunk[], setting: Setting): Chunk[] {
  if (!setting.isIndented) return [...chunks];
  return chunks.flatMap((chunk) => {
    const parts: Chunk[] = [];
    let isAfterHeading = false;
    for (const [nth, line] of chunk.lines.entries()) {
      const before = chunk.lines[nth - 1];
      const isHeading = isChapterLine(line.value);
      if (!before) parts.push({ ...chunk, lines: [line] });
      else if (isHeading || isAfterHeading || beginsParagraph(line.value, before.value))
        parts.push({ lines: [line], gap: 0 });
      else parts.at(-1)!.lines.push(line);
      isAfterHeading = isHeading;
    }
    return parts;
  });
}

const beginsParagraph = (value: string, before: string): boolean => {
  const indent = indentOf(value);
  return indent >= 2 && indent <= MAX_INDENT && indentOf(before) <= indent;
};

/**
 * Whether a chunk's line breaks come from its author. In verse, addresses and title pages, lines are shorter than the
 * width of the page, and most begin with a capital.
 */
export function isVerse({ lines }: Pick<Chunk, "lines">, { width, isPoem }: Setting): boolean {
  if (lines.length < (isPoem ? 2 : LEAST_VERSE_LINES) || width > MAX_VERSE_LINE) return false;
  const inner = lines.slice(0, -1);
  const isShort = isPoem || inner.every(({ value }) => value.trim().length <= width * VERSE_WIDTH);
  const capitals = lines.filter(({ value }) => CAPITAL.test(value)).length;
  return isShort && capitals >= lines.length * LEAST_CAPITALS;
}
