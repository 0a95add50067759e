import { isBlank, type Line } from "./lines";
import { isUnfinished, titleKey } from "./typography";

/** A line of the contents list. */
export interface ContentsEntry {
  title: string;
  /** The page on which the section begins. */
  page: number;
  /** 1 for a chapter, 2 for what is below it, and so on. */
  level: number;
  /** The source line it stands in. */
  line: number;
}

/** What stands before the text of a report. */
export interface Front {
  title?: string;
  editor?: string;
  place?: string;
  year?: number;
  contents: ContentsEntry[];
  /** The lines that are left: the text, and before it what the cover says besides. */
  body: Line[];
}

const CONTENTS_TITLE = /^\s*(?:(?:table of )?contents?|содержание|оглавление|мазмұны)\s*:?\s*$/iu;
const EDITOR = /^\s*(?:edited by|editor:|под (?:общей )?редакцией|редактор:|редакциясын басқарған)\s*(\S.*)$/iu;
const PLACE_AND_YEAR = /^\s*(\p{Lu}[\p{L}\p{M}' .–-]*\p{L}),?\s+((?:19|20)\d\d)(?:\s*[гж]\.)?\s*$/u;
const NUMBERING = /^\s*(\d+(?:\.\d+)*)[.)]?\s/u;

/** Lines before which a contents list is looked for, and lengths beyond which a line is running text. */
const MAX_FRONT_LINES = 400;
const MAX_ENTRIES = 2000;
const MAX_ENTRY_LENGTH = 300;
const MAX_TITLE_LINES = 4;

/**
 * Reads the cover and the contents list.
 *
 * @param givenTitle a title that the person importing the file has named. Where the file has no cover (no contents list, no
 *   editor, no place and year), its first line is then only taken for the title if it says the same
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

/** @param open true where nothing says where the cover ends: it then ends with the first line that is no part of a cover */
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

/** @returns `start` and `end` are indices into `lines`; undefined where there is no contents list */
function readContents(lines: readonly Line[]): { start: number; end: number; entries: ContentsEntry[] } | undefined {
  const start = lines.slice(0, MAX_FRONT_LINES).findIndex((line) => CONTENTS_TITLE.test(line.value.slice(0, 60)));
  if (start < 0) return undefined;
  const found: (Omit<ContentsEntry, "level"> & { text: string })[] = [];
  let end = start + 1;
  for (let at = start + 1; at < lines.length && found.length < MAX_ENTRIES; at++) {
    const line = lines[at]!;
    if (isBlank(line)) continue;
    const next = lines[at + 1];
    // A long title may go on in a second line, and only that one ends in a page.
    const wrapped = next && !isBlank(next) ? `${line.value.trimEnd()} ${next.value.trim()}` : undefined;
    const entry = readEntry(line.value) ?? (wrapped === undefined ? undefined : readEntry(wrapped));
    // Pages only go up, so a heading of the text that happens to end in a number does not belong to the list.
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

/** A title, a leader of dots or white space, and a page. */
function readEntry(text: string): { title: string; page: number; text: string } | undefined {
  if (text.length > MAX_ENTRY_LENGTH) return undefined;
  const [, head, page] = /^(.*\D)(\d{1,4})\s*$/u.exec(text) ?? [];
  const title = head?.replace(/[\s.…·_]+$/u, "").trim();
  return title && head !== title && /\p{L}/u.test(title) ? { title, page: Number(page), text } : undefined;
}

const indentOf = (text: string): number => text.length - text.trimStart().length;
