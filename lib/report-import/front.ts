import { isBlank, type Line } from "./lines";
import { isUnfinished, titleKey } from "./typography";

/** An entry of the table of contents. */
export interface ContentsEntry {
  title: string;
  /** The page on which the section begins. */
  page: number;
  /** 1 for a chapter, 2 for a section, and so on. */
  level: number;
  /** The source line of the entry. */
  line: number;
}

/** The parts that precede the text of a report: cover and table of contents. */
export interface Front {
  title?: string;
  editor?: string;
  place?: string;
  year?: number;
  contents: ContentsEntry[];
  /** The remaining lines: the text, preceded by other lines of the cover. */
  body: Line[];
}

const CONTENTS_TITLE = /^\s*(?:(?:table of )?contents?|содержание|оглавление|мазмұны)\s*:?\s*$/iu;
const EDITOR = /^\s*(?:edited by|editor:|под (?:общей )?редакцией|редактор:|редакциясын басқарған)\s*(\S.*)$/iu;
const PLACE_AND_YEAR = /^\s*(\p{Lu}[\p{L}\p{M}' .–-]*\p{L}),?\s+((?:19|20)\d\d)(?:\s*[гж]\.)?\s*$/u;
const NUMBERING = /^\s*(\d+(?:\.\d+)*)[.)]?\s/u;

/**
 * Number of lines in which to look for a table of contents, and maximum lengths beyond which a line is running text.
 */
const MAX_FRONT_LINES = 400;
const MAX_ENTRIES = 2000;
const MAX_ENTRY_LENGTH = 300;
const MAX_TITLE_LINES = 4;

/**
 * Reads the cover and the table of contents. A file without a table of contents, editor, place and year has no cover.
 *
 * @param givenTitle the title given by the person importing the file. Without a cover, the first line only counts as
 *   the title if it equals this one
 */
export function readFront(lines: readonly Line[], givenTitle?: string): Front {
  const contents = readContents(lines);
  const cover = readCover(contents ? lines.slice(0, contents.start) : lines, contents === undefined);
  const says = (title: string) => givenTitle === undefined || titleKey(title) === titleKey(givenTitle);
  const hasCover = contents || cover.editor !== undefined || cover.year !== undefined;
  if (!hasCover && !(cover.title && says(cover.title))) return { contents: [], body: [...lines] };
  const { rest, ...named } = cover;
  return {
    ...named,
    contents: contents?.entries ?? [],
    body: contents ? [...rest, ...lines.slice(contents.end)] : rest,
  };
}

interface Cover extends Pick<Front, "title" | "editor" | "place" | "year"> {
  rest: Line[];
}

/**
 * @param open whether the end of the cover is unknown: it then ends before the first line that cannot be part of a
 *   cover
 */
function readCover(lines: readonly Line[], open: boolean): Cover {
  const cover: Cover = { rest: [] };
  const isCredit = (line: Line | undefined) =>
    line !== undefined &&
    line.value.length <= MAX_ENTRY_LENGTH &&
    (EDITOR.test(line.value) || PLACE_AND_YEAR.test(line.value));
  let at = lines.findIndex((line) => !isBlank(line));
  const titleLines: string[] = [];
  while (lines[at] && !isBlank(lines[at]!) && !isCredit(lines[at])) titleLines.push(lines[at++]!.value.trim());
  const title = titleLines.join(" ");
  if (titleLines.length > MAX_TITLE_LINES || !isTitle(title)) return { rest: [...lines] };
  cover.title = title;

  for (; at < lines.length; at++) {
    const line = lines[at]!;
    if (isCredit(line)) readCredit(line.value, cover);
    else if (open && !isBlank(line)) break;
    else cover.rest.push(line);
  }
  return { ...cover, rest: [...cover.rest, ...lines.slice(at)] };
}

function isTitle(text: string): boolean {
  return text !== "" && text.length <= MAX_ENTRY_LENGTH && (isUnfinished(text) || /[?!]["'”’»]?$/u.test(text));
}

function readCredit(text: string, cover: Cover): void {
  const editor = EDITOR.exec(text)?.[1];
  if (editor !== undefined) cover.editor = editor.trim();
  const [, place, year] = PLACE_AND_YEAR.exec(text) ?? [];
  if (place !== undefined && editor === undefined) Object.assign(cover, { place: place.trim(), year: Number(year) });
}

/** @returns `start` and `end` are indexes into `lines`; undefined if there is no table of contents */
function readContents(lines: readonly Line[]): { start: number; end: number; entries: ContentsEntry[] } | undefined {
  const start = lines.slice(0, MAX_FRONT_LINES).findIndex((line) => CONTENTS_TITLE.test(line.value.slice(0, 60)));
  if (start < 0) return undefined;
  const found: (Omit<ContentsEntry, "level"> & { text: string })[] = [];
  let end = start + 1;
  for (let at = start + 1; at < lines.length && found.length < MAX_ENTRIES; at++) {
    const line = lines[at]!;
    if (isBlank(line)) continue;
    const next = lines[at + 1];
    // A long title can wrap to a second line, and only that line ends with a page number.
    const wrapped = next && !isBlank(next) ? `${line.value.trimEnd()} ${next.value.trim()}` : undefined;
    const entry = readEntry(line.value) ?? (wrapped === undefined ? undefined : readEntry(wrapped));
    // Page numbers never decrease, so a lower one means a heading of the text that happens to end with a number.
    if (!entry || entry.page < (found.at(-1)?.page ?? 0)) break;
    found.push({ ...entry, line: line.number });
    if (!readEntry(line.value)) at++;
    end = at + 1;
  }
  if (found.length === 0) return undefined;
  const indents = [...new Set(found.map((entry) => indentOf(entry.text)))].sort((a, b) => a - b);
  const levelOf = (text: string) => NUMBERING.exec(text)?.[1]?.split(".").length ?? indents.indexOf(indentOf(text)) + 1;
  return { start, end, entries: found.map(({ text, ...entry }) => ({ ...entry, level: levelOf(text) })) };
}

/** A title, followed by dot leaders or whitespace and a page number. */
function readEntry(text: string): { title: string; page: number; text: string } | undefined {
  if (text.length > MAX_ENTRY_LENGTH) return undefined;
  const [, head, page] = /^(.*\D)(\d{1,4})\s*$/u.exec(text) ?? [];
  const title = head?.replace(/[\s.…·_]+$/u, "").trim();
  return title && head !== title && /\p{L}/u.test(title) ? { title, page: Number(page), text } : undefined;
}

const indentOf = (text: string): number => text.length - text.trimStart().length;
