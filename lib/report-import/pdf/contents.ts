import type { Line } from "./lines";
import type { Column } from "./metrics";

const CONTENTS_TITLE = /^(?:(?:table of )?contents|содержание|оглавление|мазмұны)\s*:?$/iu;
/** Number of pages at the start of a document to search for a table of contents. */
const FIRST_PAGES = 12;
/** Maximum number of lines in an entry whose title is wrapped. */
const MAX_TITLE_LINES = 4;
const ENTRY = /(?:^|[\s.…·_])(?:\d{1,4}|[ivxlc]{1,7})$/iu;

/** Removes the table of contents from the text. The headings provide the same information. */
export function takeContents(columns: Column[]): void {
  for (const [at, column] of columns.entries()) {
    if ((column.lines[0]?.page ?? 0) >= FIRST_PAGES) return;
    const start = column.lines.findIndex((line) => CONTENTS_TITLE.test(line.text.trim()));
    if (start < 0) continue;
    if (!takeEntries(columns, at, start)) continue;
    return;
  }
}

/** @returns whether there were any entries */
function takeEntries(columns: Column[], first: number, start: number): boolean {
  let found = false;
  for (let at = first; at < columns.length; at++) {
    const column = columns[at]!;
    const from = at === first ? start : 0;
    let end = at === first ? start + 1 : 0;
    while (end < column.lines.length) {
      const length = entryLength(column.lines, end);
      if (length === 0) break;
      end += length;
      found = true;
    }
    if (at === first && !found) {
      // If the title of a table of contents is followed by no entries, or by a single word, this is a typesetting
      // mistake.
      const isWord = column.lines[end]?.words.length === 1;
      let until = end + (isWord ? 1 : 0);
      for (let length = entryLength(column.lines, until); length > 0; length = entryLength(column.lines, until))
        until += length;
      end = until;
      found = true;
    }
    if (!found) return false;
    const isAll = end >= column.lines.length;
    column.lines = [...column.lines.slice(0, from), ...column.lines.slice(end)];
    if (!isAll) return true;
  }
  return found;
}

/** The number of lines in the entry that begins here; 0 if no entry does. */
function entryLength(lines: readonly Line[], start: number): number {
  for (let length = 1; length <= MAX_TITLE_LINES; length++) {
    const line = lines[start + length - 1];
    const begin = lines[start];
    if (!line || !begin) return 0;
    if (length > 1 && line.baseline - lines[start + length - 2]!.baseline > 2 * line.size) return 0;
    if (isEntryEnd(line)) return length;
    if (/[.!?]$/u.test(line.text)) return 0;
  }
  return 0;
}

/** Whether a line ends with a page number that is separated from the title by dot leaders or whitespace. */
function isEntryEnd(line: Line): boolean {
  if (!ENTRY.test(line.text)) return false;
  const last = line.words.at(-1)!;
  const before = line.words.at(-2);
  const hasLeader = /(?:[.…·_]\s?){3,}\S*$/u.test(line.text);
  return hasLeader || (before !== undefined && last.x0 - before.x1 > 1.2 * line.size);
}
