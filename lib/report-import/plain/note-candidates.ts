import type { Line } from "../lines";
import { numberOf, SUPERSCRIPT_RUN } from "../markers";

/** How a note is marked: `[1]`, `(1)`, `{1}`, `¹` or `*`. A bare number begins a note only in a notes section. */
export type NoteStyle = "bracket" | "paren" | "brace" | "raised" | "star" | "number";

/** A line that may begin a note. */
export interface Definition {
  style: NoteStyle;
  label: string;
  index: number;
  /** Offset of the note's text in the line. */
  column: number;
  /** Whether the note has the form "[Footnote 1: …]", which ends with its closing bracket. */
  isEnclosed: boolean;
  /** The number of the notes section that contains the note; undefined if it is outside any section. */
  section?: number;
}

/** A character or number in the text that may refer to a note. */
export interface NoteMarker {
  style: NoteStyle;
  label: string;
  index: number;
  column: number;
  length: number;
  /** Whether a space precedes the marker, as it does when numbers in brackets enumerate the parts of a sentence. */
  isLoose: boolean;
}

const MAX_LINE_START = 60;
const ENCLOSED = /^\s*\[(?:foot-?note|note|сноска|примечание)\s*(\d{1,4}|\p{L}|\*{1,4}|[†‡§])?\s*[:.—]\s*/iu;
const STARTS: readonly [NoteStyle, RegExp][] = [
  ["bracket", /^\s*\^?\[(\d{1,4}|\p{L}|\*{1,4}|[†‡§])\]:?\s*(?=\S)/u],
  ["paren", /^\s*\((\d{1,4}|\*{1,4}|[†‡§])\)\s*(?=\S)/u],
  ["brace", /^\s*\{(\d{1,4}|\*{1,4})\}\s*(?=\S)/u],
  ["star", /^\s*(\*{1,4}|[†‡§])\)?(?:\s+(?=\*?[^\s*])|(?=[^\s*]))/u],
  ["number", /^\s*(\d{1,4})(?:[.)]|\s)\s*(?=\S)/u],
];
const MARKER =
  /\^?\[(?:(?:foot-?note|note|сноска)\s+)?(?<bracket>\d{1,4}|\p{L}|\*{1,4}|[†‡§])\](?!\()|(?<!^\s*)\((?<paren>\d{1,4}|\*{1,4}|[†‡§])\)|\{(?<brace>\d{1,4}|\*{1,4})\}|(?<raised>[⁰¹²³⁴-⁹]{1,4})|(?<=[\p{L}\p{N}.,;:!?"”'’)»])(?<star>\*{1,4}|[†‡§])(?![\p{L}\p{N}*])|(?<=^|[\s("“«„])(?<opening>\*+)(?=\S)/giu;
const STYLES = ["bracket", "paren", "brace", "raised", "star"] as const;

export const NOTES_HEADING =
  /^[^\p{L}\p{N}]*(?:foot-?notes?|end-?notes?|notes?|author['’]s notes|примечани[яе](?: автора)?|сноски|комментарии|ескерт(?:пе|у)лер|сілтемелер)[^\p{L}\p{N}]*$/iu;
const REFERENCES_HEADING =
  /^[^\p{L}\p{N}]*(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:normative|informative|selected|further) )?(?:references?|bibliography|works cited|citations|sources|(?:список )?(?:использованн\p{L}+ )?(?:литератур[аы]|источник\p{L}+)|библиография|(?:пайдаланылған )?әдебиет\p{L}*)[^\p{L}\p{N}]*$/iu;
const MAX_HEADING = 60;

/** Lines that may begin notes, except for the entries of a bibliography. */
export function findDefinitions(lines: readonly Line[]): Definition[] {
  const found: Definition[] = [];
  let section: number | undefined;
  let sections = 0;
  /** The last number in a bibliography; undefined outside any bibliography. */
  let listed: number | undefined;
  let counted = 0;
  lines.forEach(({ value }, index) => {
    if (value === "") return;
    if (value.length <= MAX_HEADING) {
      if (NOTES_HEADING.test(value)) {
        section = sections++;
        counted = 0;
        listed = undefined;
      } else if (REFERENCES_HEADING.test(value)) {
        section = undefined;
        listed = 0;
      }
    }
    const start = readStart(value);
    if (!start) return;
    const number = Number(start.label);
    if (start.style === "number") {
      if (section === undefined || number !== counted + 1) return;
      counted = number;
    }
    if (listed !== undefined && (Number.isNaN(number) || number > listed) && start.style !== "star") {
      listed = Number.isNaN(number) ? listed : number;
      return;
    }
    listed = undefined;
    found.push({ ...start, index, ...(section !== undefined && { section }) });
  });
  return found;
}

function readStart(value: string): Omit<Definition, "index" | "section"> | undefined {
  const head = value.slice(0, MAX_LINE_START);
  const enclosed = ENCLOSED.exec(head);
  if (enclosed) {
    const label = enclosed[1] ?? "*";
    return { style: isStar(label) ? "star" : "bracket", label, column: enclosed[0].length, isEnclosed: true };
  }
  const raised = SUPERSCRIPT_RUN.exec(head.trimStart());
  if (raised?.index === 0) {
    const column = value.length - value.trimStart().length + raised[0].length;
    if (value.slice(column).trim() === "") return undefined;
    return { style: "raised", label: String(numberOf(raised[0])), column, isEnclosed: false };
  }
  for (const [style, pattern] of STARTS) {
    const match = pattern.exec(head);
    if (match) {
      const label = match[1]!;
      return { style: isStar(label) ? "star" : style, label, column: match[0].length, isEnclosed: false };
    }
  }
  return undefined;
}

/**
 * Characters and numbers that may refer to notes.
 *
 * @param definitions the lines that begin with a label, by index; a label is not a marker
 */
export function findNoteMarkers(lines: readonly Line[], definitions: ReadonlyMap<number, Definition>): NoteMarker[] {
  const found: NoteMarker[] = [];
  lines.forEach(({ value }, index) => {
    const from = definitions.get(index)?.column ?? 0;
    let isEmphasis = false;
    for (const match of value.matchAll(MARKER)) {
      if (match.index < from) continue;
      const style = STYLES.find((name) => match.groups?.[name] !== undefined);
      const isClosing = style === "star" && isEmphasis;
      if (style === undefined || style === "star") isEmphasis = style === undefined;
      if (style === undefined || isClosing) continue;
      const text = match.groups![style]!;
      const label = style === "raised" ? String(numberOf(text)) : text;
      const isLoose = style === "paren" && /\s/u.test(value[match.index - 1] ?? " ");
      const place = { index, column: match.index, length: match[0].length };
      found.push({ style: isStar(label) ? "star" : style, label, ...place, isLoose });
    }
  });
  return found;
}

const isStar = (label: string): boolean => /^[*†‡§]/u.test(label);
