import { isBlank, type Line } from "../lines";
import { titleKey } from "../typography";

/** An entry of the table of contents. */
export interface ContentsEntry {
  title: string;
  /** The page on which the section begins, if the table of contents gives it. */
  page?: number;
  /** 1 for a chapter, 2 for a section, and so on. */
  level: number;
  /** The source line of the entry. */
  line: number;
}

/** A table of contents. `start` and `end` are line indexes. */
interface Contents {
  start: number;
  end: number;
  entries: ContentsEntry[];
}

const MAX_LINES = 1500;
const MAX_ENTRY_LENGTH = 160;
const LEAST_ENTRIES = 2;
/** Maximum number of characters in a block of entries. A longer block is running text. */
const MAX_BLOCK = 400;
const indentOf = (text: string): number => text.length - text.trimStart().length;

/**
 * Reads a table of contents without page numbers. It consists of short lines and ends where the first of these lines is
 * repeated as a heading in the text. Undefined if none of them is repeated, because then they are not a table of
 * contents.
 *
 * @param title the index of the line with the title of the table of contents
 */
export function readPlainContents(lines: readonly Line[], title: number): Contents | undefined {
  const entries: { key: string; line: Line }[] = [];
  const indexes = new Map<string, number>();
  let block = 0;
  for (let at = title + 1; at < Math.min(lines.length, title + MAX_LINES); at++) {
    const line = lines[at]!;
    if (isBlank(line)) {
      block = 0;
      continue;
    }
    const text = line.value.replace(/(?:[\s.…·_]{3,}|\s{2,})\d{1,4}\s*$/u, "").trim();
    block = /[\p{Ll},]$/u.test(text) ? block + text.length : 0;
    if (line.value.length > MAX_ENTRY_LENGTH || block > MAX_BLOCK) return undefined;
    const key = titleKey(text);
    if (entries.length >= LEAST_ENTRIES && beginsText(key, entries, indexes, lines, at)) {
      return { start: title, end: at, entries: withLevels(entries) };
    }
    if (key === "") continue;
    if (!indexes.has(key)) indexes.set(key, entries.length);
    entries.push({ key, line: { ...line, value: line.value.slice(0, indentOf(line.value)) + text } });
  }
  return undefined;
}

/**
 * Whether a line repeats an entry and isn't followed by the next entry. Chapters in different parts can have the same
 * titles.
 */
function beginsText(
  key: string,
  entries: readonly { key: string }[],
  indexes: ReadonlyMap<string, number>,
  lines: readonly Line[],
  at: number,
): boolean {
  const first = entries[0]!.key;
  if (key !== "" && (key === first || (key.includes(" ") && first.startsWith(`${key} `)))) return true;
  const index = indexes.get(key);
  if (index === undefined || index > 2) return false;
  const next = lines.slice(at + 1, at + 20).find((line) => !isBlank(line));
  return next !== undefined && titleKey(next.value.slice(0, MAX_ENTRY_LENGTH)) !== entries[index + 1]?.key;
}

function withLevels(entries: readonly { line: Line }[]): ContentsEntry[] {
  const indents = [...new Set(entries.map(({ line }) => indentOf(line.value)))].sort((a, b) => a - b);
  return entries.map(({ line }) => ({
    title: line.value.trim(),
    level: indents.indexOf(indentOf(line.value)) + 1,
    line: line.number,
  }));
}
