import { problem } from "../errors/problem";
import type { Line } from "./lines";
import type { MarkedText } from "./marked-text";
import type { ImportWarning } from "./warning";
import { ending } from "./warning";

/** The start of a footnote definition: its line index and the text after the number. */
export interface DefinitionStart {
  number: number;
  index: number;
  text: MarkedText;
}

/** A superscript number in the text that refers to a footnote. */
export interface Marker {
  number: number;
  line: Line;
  /** Index of the marker's line. */
  index: number;
  /** Offset in the line, in UTF-16 code units. */
  column: number;
  length: number;
}

const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
export const SUPERSCRIPT_RUN = /[⁰¹²³⁴-⁹]+/u;
/** Text after which a superscript is an exponent: a unit of measurement, or the number 10. */
const BASE = /(?:(?:^|[\s\d(/])(?:[kcdm]?m|[кдс]?м|мм|ft|mi)|(?:^|[^\d.,])10)$/iu;
const BASE_LENGTH = 8;

/** The value of a run of superscript digits. */
export function numberOf(run: string): number {
  return Number([...run].map((digit) => DIGITS.indexOf(digit)).join(""));
}

/**
 * Finds the marker of each footnote. The numbers of markers ascend, and each marker precedes its definition. Therefore,
 * a superscript number counts only if it is the next number. Likely exponents ("km²") are only used as a last resort.
 *
 * @returns markers by footnote number
 */
export function findMarkers(
  lines: readonly Line[],
  definitions: readonly DefinitionStart[],
): { markers: Map<number, Marker>; doubts: ImportWarning[] } {
  const runs = findRuns(lines, new Set(definitions.map((definition) => definition.index)));
  const byNumber = new Map<number, Marker[]>();
  for (const run of runs) {
    const same = byNumber.get(run.number);
    if (same) same.push(run);
    else byNumber.set(run.number, [run]);
  }
  const markers = new Map<number, Marker>();
  const doubts: ImportWarning[] = [];
  let previous: Marker | undefined;
  for (const { number, index } of definitions) {
    const line = lines[index]!.number;
    const candidates = (byNumber.get(number) ?? []).filter(
      (run) => run.index < index && (previous === undefined || isAfter(run, previous)),
    );
    const likely = candidates.filter((run) => !isExponent(run));
    const marker = likely[0] ?? candidates[0];
    if (!marker) {
      doubts.push({ line, problem: problem("import-warning.notes.unmarked.by-number", { number }) });
      continue;
    }
    if (likely.length !== 1) {
      const text = ending(marker.line.value.slice(0, marker.column + marker.length), 25);
      doubts.push({ line: marker.line.number, problem: problem("import-warning.notes.marker", { text, number }) });
    }
    markers.set(number, marker);
    previous = marker;
  }
  return { markers, doubts: [...doubts, ...leftOver(runs, markers)] };
}

/** All superscript numbers except those that begin definitions. */
function findRuns(lines: readonly Line[], definitionLines: ReadonlySet<number>): Marker[] {
  const pattern = new RegExp(SUPERSCRIPT_RUN, "gu");
  return lines.flatMap((line, index) => {
    if (definitionLines.has(index)) return [];
    return [...line.value.matchAll(pattern)].map(({ 0: run, index: column }) => ({
      number: numberOf(run),
      line,
      index,
      column,
      length: run.length,
    }));
  });
}

function isAfter(a: Marker, b: Marker): boolean {
  return a.index > b.index || (a.index === b.index && a.column > b.column);
}

function isExponent({ line, column }: Marker): boolean {
  return BASE.test(line.value.slice(Math.max(0, column - BASE_LENGTH), column));
}

function leftOver(runs: readonly Marker[], markers: ReadonlyMap<number, Marker>): ImportWarning[] {
  const taken = new Set(markers.values());
  return runs
    .filter((run) => !taken.has(run) && !isExponent(run))
    .map(({ line, column, length, number }) => ({
      line: line.number,
      problem: problem("import-warning.notes.superscript", {
        number,
        text: ending(line.value.slice(0, column + length), 25),
      }),
    }));
}
