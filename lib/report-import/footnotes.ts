import { problem } from "../errors/problem";
import type { PartJoiner } from "./hyphens";
import { blankLine, isBlank, type Line } from "./lines";
import { type MarkedText, plain, slice, trim } from "./marked-text";
import { type DefinitionStart, findMarkers, type Marker, numberOf, SUPERSCRIPT_RUN } from "./markers";
import { isAddress } from "./typography";
import type { ImportWarning } from "./warning";
import { ending, excerpt } from "./warning";

/** The definition of a footnote. */
export interface Footnote {
  /** The footnote's number in the source. */
  label: string;
  paragraphs: MarkedText[];
  /** The source line on which the definition begins. */
  line: number;
}

/** Maximum gap in footnote numbers. After a larger gap, a number is not treated as a footnote number. */
const MAX_GAP = 5;
const STRAY_NUMBER = /\s*\[(\d+)\]$/u;

/**
 * Separates footnotes from the text and marks their references.
 *
 * Consecutive definitions are at the foot of a page. Markers show how far a definition extends: if the marker of the
 * next footnote precedes a definition, both are on the same page, and everything in between belongs to the definition.
 * Otherwise, text after the definition belongs to the next page.
 *
 * @returns `body` without definitions; each group of them is replaced by a blank line that indicates a page break
 */
export function readFootnotes(
  lines: readonly Line[],
  joinParts: PartJoiner,
): { body: Line[]; footnotes: Footnote[]; doubts: ImportWarning[] } {
  const doubts: ImportWarning[] = [];
  const definitions = findDefinitions(lines, doubts);
  const found = findMarkers(lines, definitions);

  const body: Line[] = [];
  const footnotes: Footnote[] = [];
  let at = 0;
  definitions.forEach((definition, nth) => {
    for (const line of lines.slice(at, definition.index)) body.push(line);
    const next = definitions[nth + 1];
    const nextMarker = next && found.markers.get(next.number);
    const shared = next && nextMarker && nextMarker.index < definition.index ? next.index : undefined;
    const { footnote, end } = readDefinition(lines, definition, next?.index ?? lines.length, shared, joinParts, doubts);
    footnotes.push(footnote);
    at = end;
    if (!next || lines.slice(at, next.index).some((line) => !isBlank(line))) {
      body.push(blankLine(lines[at - 1]!.number, { evidence: "footnotes" }));
    }
  });
  return {
    body: markReferences([...body, ...lines.slice(at)], found.markers),
    footnotes,
    doubts: [...doubts, ...found.doubts],
  };
}

function findDefinitions(lines: readonly Line[], doubts: ImportWarning[]): DefinitionStart[] {
  const starts: DefinitionStart[] = [];
  let expected = 1;
  lines.forEach((line, index) => {
    const text = line.value.trimStart();
    const run = SUPERSCRIPT_RUN.exec(text);
    if (run?.index !== 0 || !/^\s+\S/u.test(text.slice(run[0].length, run[0].length + 20))) return;
    const number = numberOf(run[0]);
    if (number < expected || number > expected + MAX_GAP) {
      doubts.push({
        line: line.number,
        problem: problem("import-warning.notes.unexpected", { number, expected }),
      });
      return;
    }
    if (number > expected) {
      doubts.push({
        line: line.number,
        problem: problem("import-warning.notes.gap", { number, previous: expected - 1 }),
      });
    }
    starts.push({ number, index, text: trim(plain(text.slice(run[0].length))) });
    expected = number + 1;
  });
  return starts;
}

/**
 * @param limit the index of the next definition
 * @param shared equal to `limit` if both definitions are at the foot of the same page; undefined otherwise
 * @returns `end` is the index of the first line after it
 */
function readDefinition(
  lines: readonly Line[],
  definition: DefinitionStart,
  limit: number,
  shared: number | undefined,
  joinParts: PartJoiner,
  doubts: ImportWarning[],
): { footnote: Footnote; end: number } {
  const label = String(definition.number);
  const line = lines[definition.index]!.number;
  let last = [definition.text];
  const paragraphs = [last];
  const end = shared ?? limit;
  let at = definition.index + 1;
  for (; at < end && !isBlank(lines[at]!); at++) last.push(trim(lines[at]!));

  while (at < end) {
    const block = nextBlock(lines, at, end);
    if (!block) break;
    const [only, ...others] = block.lines;
    if (others.length === 0 && isAddress(only!.value) && lacksAddress(last.at(-1)!.value)) {
      last.push(trim(only!));
    } else if (shared !== undefined) {
      doubts.push({
        line: only!.number,
        problem: problem("import-warning.notes.paragraph", { start: excerpt(only!.value.trim()), label }),
      });
      last = block.lines.map(trim);
      paragraphs.push(last);
    } else break;
    at = block.end;
  }

  const tail = last.at(-1)!;
  const stray = STRAY_NUMBER.exec(tail.value.slice(-20));
  if (stray?.[1] === label) {
    last.splice(-1, 1, slice(tail, 0, tail.value.length - stray[0].length));
    doubts.push({ line, problem: problem("import-warning.notes.number", { label }) });
  }
  return { footnote: { label, paragraphs: paragraphs.map((parts) => joinParts(parts).text), line }, end: at };
}

/** The next consecutive lines, unless there is a page break before them. */
function nextBlock(lines: readonly Line[], from: number, limit: number): { lines: Line[]; end: number } | undefined {
  let at = from;
  while (at < limit && isBlank(lines[at]!)) {
    const evidence = lines[at++]!.turn?.evidence;
    if (evidence === "form-feed" || evidence === "page-number") return undefined;
  }
  const start = at;
  while (at < limit && !isBlank(lines[at]!)) at++;
  return at > start ? { lines: lines.slice(start, at), end: at } : undefined;
}

/** Whether a definition ends at a point where a URL should follow. */
function lacksAddress(text: string): boolean {
  return /(?:\/\/|:|–|—|URL)$/u.test(ending(text));
}

/** Replaces superscript footnote numbers with reference marks. */
function markReferences(lines: readonly Line[], markers: ReadonlyMap<number, Marker>): Line[] {
  const byLine = new Map<Line, Marker[]>();
  for (const marker of markers.values()) {
    const own = byLine.get(marker.line);
    if (own) own.push(marker);
    else byLine.set(marker.line, [marker]);
  }
  return lines.map((line) => {
    const own = byLine.get(line);
    const references = own?.map((marker) => ({ ...marker, label: String(marker.number) }));
    return references ? { ...line, ...withReferences(line.value, references) } : line;
  });
}

/** The text, with the markers at the given columns replaced with references, in order. */
export function withReferences(
  value: string,
  markers: readonly { column: number; length: number; label: string }[],
): MarkedText {
  let text = "";
  let at = 0;
  const marks = markers.map((marker) => {
    text += value.slice(at, marker.column);
    at = marker.column + marker.length;
    return { type: "reference" as const, label: marker.label, offset: text.length };
  });
  return { value: text + value.slice(at), marks };
}
