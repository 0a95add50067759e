import { problem } from "../../errors/problem";
import { type Footnote, readFootnotes, withReferences } from "../footnotes";
import type { PartJoiner } from "../hyphens";
import { blankLine, isBlank, type Line } from "../lines";
import { type MarkedText, slice, trim } from "../marked-text";
import { excerpt, type ImportWarning } from "../warning";
import { type Definition, findDefinitions, findNoteMarkers, NOTES_HEADING } from "./note-candidates";
import { type NotePair, pairNotes } from "./note-pairs";

/** A bracket that is not closed within this many lines is part of the text. */
const MAX_ENCLOSED_LINES = 200;
/** Minimum indent of a paragraph after a note for the paragraph to belong to the note. */
const LEAST_INDENT = 3;
const MAX_PARAGRAPHS = 40;

interface Notes {
  body: Line[];
  footnotes: Footnote[];
  doubts: ImportWarning[];
}

/**
 * Separates the notes of a text from its body and marks their references. Superscript numbers that ascend through the
 * whole text are read by `readFootnotes`. All other notes are paired with their markers.
 */
export function readNotes(lines: readonly Line[], joinParts: PartJoiner): Notes {
  const all = findDefinitions(lines);
  const raised = all.filter(({ style }) => style === "raised").map(({ label }) => Number(label));
  const isAscending = raised.every((number, nth) => nth === 0 || number > raised[nth - 1]!);
  if (isAscending && raised.length > 0) return readFootnotes(lines, joinParts);
  const starts = new Map(all.map((definition) => [definition.index, definition]));
  const pairs = pairNotes(all, findNoteMarkers(lines, starts));
  if (pairs.length === 0) return readFootnotes(lines, joinParts);
  return separate(lines, pairs, joinParts);
}

function separate(lines: readonly Line[], pairs: readonly NotePair[], joinParts: PartJoiner): Notes {
  const labels = labelsOf(pairs);
  const marked = markAll(lines, pairs, labels);
  const body: Line[] = [];
  const footnotes: Footnote[] = [];
  let at = 0;
  pairs.forEach((pair, nth) => {
    const { definition } = pair;
    if (definition.index < at) return;
    for (const line of marked.slice(at, definition.index)) body.push(line);
    const next = pairs[nth + 1]?.definition;
    const { paragraphs, end } = readNote(marked, definition, next);
    const texts = paragraphs.map((parts) => joinParts(parts).text);
    footnotes.push({ label: labels.get(pair)!, paragraphs: texts, line: lines[definition.index]!.number });
    body.push(blankLine(lines[end - 1]!.number));
    at = end;
  });
  const kept = [...body, ...marked.slice(at)];
  const style = pairs[0]!.definition;
  const start = excerpt(lines[style.index]!.value.trim(), 25);
  const found = problem("import-warning.notes.paired", { count: footnotes.length, start });
  return {
    body: withoutEmptySections(kept),
    footnotes,
    doubts: [{ line: lines[style.index]!.number, problem: found }],
  };
}

/**
 * The labels in the source, if they are all numbers and all different. Otherwise, notes are numbered in the order of
 * their markers.
 */
function labelsOf(pairs: readonly NotePair[]): Map<NotePair, string> {
  const own = new Set(pairs.map(({ definition }) => definition.label));
  if (own.size === pairs.length && [...own].every((label) => /^\d+$/u.test(label))) {
    return new Map(pairs.map((pair) => [pair, pair.definition.label]));
  }
  const first = ({ markers: [marker] }: NotePair) => marker!;
  const ordered = [...pairs].sort((a, b) => first(a).index - first(b).index || first(a).column - first(b).column);
  return new Map(ordered.map((pair, nth) => [pair, String(nth + 1)]));
}

/** The lines, with references in place of the markers. */
function markAll(lines: readonly Line[], pairs: readonly NotePair[], labels: ReadonlyMap<NotePair, string>): Line[] {
  const byLine = new Map<number, { column: number; length: number; label: string }[]>();
  for (const pair of pairs) {
    for (const { index, column, length } of pair.markers) {
      const own = byLine.get(index) ?? [];
      // Markers directly follow a word, so remove the space before each marker too.
      const space = /\S[ \t]$/u.test(lines[index]!.value.slice(Math.max(0, column - 2), column)) ? 1 : 0;
      own.push({ column: column - space, length: length + space, label: labels.get(pair)! });
      byLine.set(index, own);
    }
  }
  return lines.map((line, index) => {
    const own = byLine.get(index)?.sort((a, b) => a.column - b.column);
    return own ? { ...line, ...withReferences(line.value, own) } : line;
  });
}

/** @returns `end` is the index of the first line after the note */
function readNote(
  lines: readonly Line[],
  definition: Definition,
  next: Definition | undefined,
): { paragraphs: MarkedText[][]; end: number } {
  const enclosed = definition.isEnclosed ? closingLine(lines, definition.index) : undefined;
  if (enclosed !== undefined) return readEnclosed(lines, definition, enclosed);
  const limit = next?.index ?? lines.length;
  const first = trim(slice(lines[definition.index]!, definition.column));
  const paragraphs = [[first]];
  let at = definition.index + 1;
  for (; at < limit && !isBlank(lines[at]!); at++) paragraphs[0]!.push(trim(lines[at]!));
  while (next && paragraphs.length < MAX_PARAGRAPHS) {
    const block = nextBlock(lines, at, limit);
    if (!block || !belongs(block.lines, definition, next)) break;
    paragraphs.push(block.lines.map(trim));
    at = block.end;
  }
  return { paragraphs, end: at };
}

/**
 * Whether a paragraph between two notes of a list belongs to the first one. It does if it is indented further than that
 * note's number.
 */
function belongs(block: readonly Line[], definition: Definition, next: Definition): boolean {
  const isListed = definition.section !== undefined && definition.section === next.section;
  const isFollowed = Number(next.label) === Number(definition.label) + 1;
  // Don't pass the lines to `Math.min` as arguments, because a block can have more lines than a call can have
  // arguments.
  const indent = block.reduce(
    (least, { value }) => Math.min(least, value.length - value.trimStart().length),
    Number.POSITIVE_INFINITY,
  );
  return isListed ? isFollowed : isFollowed && indent >= Math.max(LEAST_INDENT, definition.column - 3);
}

function nextBlock(lines: readonly Line[], from: number, limit: number): { lines: Line[]; end: number } | undefined {
  let at = from;
  while (at < limit && isBlank(lines[at]!)) at++;
  const start = at;
  while (at < limit && !isBlank(lines[at]!)) at++;
  return at > start ? { lines: lines.slice(start, at), end: at } : undefined;
}

/** The line with the bracket that closes the one at the start of the given line. */
function closingLine(lines: readonly Line[], start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < Math.min(lines.length, start + MAX_ENCLOSED_LINES); at++) {
    for (const char of lines[at]!.value) {
      if (char === "[") depth++;
      else if (char === "]" && --depth === 0) return at;
    }
  }
  return undefined;
}

function readEnclosed(
  lines: readonly Line[],
  definition: Definition,
  last: number,
): { paragraphs: MarkedText[][]; end: number } {
  const paragraphs: MarkedText[][] = [[]];
  for (let at = definition.index; at <= last; at++) {
    const line = lines[at]!;
    if (isBlank(line)) {
      if (paragraphs.at(-1)!.length > 0) paragraphs.push([]);
      continue;
    }
    const from = at === definition.index ? definition.column : 0;
    const to = at === last ? line.value.lastIndexOf("]") : line.value.length;
    paragraphs.at(-1)!.push(trim(slice(line, from, Math.max(from, to))));
  }
  return { paragraphs: paragraphs.filter((parts) => parts.length > 0), end: last + 1 };
}

/** Removes the headings of notes sections that became empty when their notes were extracted. */
function withoutEmptySections(lines: readonly Line[]): Line[] {
  return lines.map((line, index) => {
    if (line.value.length > 60 || !NOTES_HEADING.test(line.value)) return line;
    let at = index + 1;
    let blanks = 0;
    for (; at < lines.length && isBlank(lines[at]!); at++) blanks++;
    // Removed text leaves blank lines, which keep the line numbers of the removed lines.
    const isEmptied = at === lines.length || lines[at]!.number - line.number > blanks + 1;
    return isEmptied ? blankLine(line.number) : line;
  });
}
