import { isBlank, type Line } from "../lines";
import { isUnfinished } from "../typography";
import { isChapterLine } from "./chapters";
import { BODY_START, type CoverLine, readCoverLine } from "./cover-lines";
import { cleanName, isSurelyPerson, namesAfterBy, personScore } from "./persons";

/** The contents of a title page. */
export interface TitlePage {
  title?: string;
  authors: string[];
  editor?: string;
  place?: string;
  year?: number;
  /** The remaining lines of the title page, followed by the text. */
  rest: Line[];
}

/** A line of the title page, with its index in the text. */
interface Entry {
  index: number;
  line: CoverLine;
  /** Whether a blank line precedes the line. */
  isApart: boolean;
  isIndented: boolean;
}

const MAX_COVER_LINES = 200;
const MAX_ENTRIES = 40;
const MAX_LINE = 300;
const MAX_TITLE_LENGTH = 300;
const MAX_TITLE_LINES = 12;
/** A paragraph longer than this is running text. */
const MAX_BLOCK = 240;
const CONNECTOR_END =
  /(?:[:,;—–-]|(?<!\p{L})(?:or|an?|the|of|and|in|on|to|for|from|with|или|и|в|на|о|об|от|к|из))[,.]?$/iu;
const CONNECTOR_START = /^(?:(?:OR|Or|OF|AND|BEING|CONTAINING|ИЛИ|Или)(?!\p{L})|\p{Ll})/u;
const AUTHOR_AND_TITLE = /^(.{5,60}?\p{L})(?:\.| [-–—])\s+(\S.*)$/u;
const TITLE_BY_AUTHOR = /^(.+?),? by (.+)$/iu;

/** Reads the title page at the start of a text. If there is none, all lines are in `rest`. */
export function readTitlePage(lines: readonly Line[]): TitlePage {
  const entries = coverEntries(lines);
  const used = new Set<number>();
  const page: TitlePage = { authors: [], rest: [] };
  readCredits(entries, page, used);
  const single = readSingleLine(entries, page, used);
  if (!single) readTitle(entries, page, used);
  page.rest = lines.filter((_, index) => !used.has(index));
  return page;
}

/** The lines before the text itself. */
function coverEntries(lines: readonly Line[]): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (at < Math.min(lines.length, MAX_COVER_LINES) && entries.length < MAX_ENTRIES) {
    if (isBlank(lines[at]!)) {
      at++;
      continue;
    }
    let end = at;
    while (end < lines.length && !isBlank(lines[end]!)) end++;
    const stop = lines
      .slice(at, end)
      .findIndex(({ value }, nth) => nth > 0 && BODY_START.test(value.slice(0, MAX_LINE).trim()));
    if (stop > 0) end = at + stop;
    const block = lines.slice(at, end);
    if (isText(block, entries.length === 0)) break;
    for (const [nth, { value }] of block.entries()) {
      const isIndented = /^\s{4,}|^\t/u.test(value);
      entries.push({ index: at + nth, line: readCoverLine(value), isApart: nth === 0, isIndented });
    }
    if (stop > 0) break;
    at = end;
  }
  return entries;
}

/** Whether a block is running text or a heading within the text. */
function isText(block: readonly Line[], isFirst: boolean): boolean {
  const text = block.map(({ value }) => value.slice(0, MAX_LINE).trim()).join(" ");
  if (text.length > MAX_BLOCK && !isCentred(block)) return true;
  if (!isFirst && (BODY_START.test(text) || isChapterLine(text))) return true;
  const isSentence = !isUnfinished(text) && text.endsWith(".") && text !== text.toUpperCase();
  return isSentence && text.length > 60 && readCoverLine(text).type === "title";
}

/** Whether all lines are short and deeply indented, and so appear to be centred. */
function isCentred(block: readonly Line[]): boolean {
  return block.length > 2 && block.every(({ value }) => /^\s{5,}/u.test(value) && value.trim().length < 60);
}

/** Reads bylines, editors, places and years. */
function readCredits(entries: readonly Entry[], page: TitlePage, used: Set<number>): void {
  entries.forEach(({ line, index }, nth) => {
    const next = entries[nth + 1];
    if (line.type === "authors") page.authors.push(...namesAfterBy(line.text));
    else if (line.type === "by" && next && page.authors.length === 0) {
      page.authors.push(...namesAfterBy(textOf(next.line)));
      used.add(next.index);
    } else if (line.type === "editor") page.editor ??= line.text;
    else if (line.type === "imprint") {
      page.place ??= line.place;
      page.year ??= line.year;
    } else if (line.type === "other" && line.year !== undefined) {
      page.year ??= line.year;
      return;
    } else return;
    used.add(index);
  });
}

const textOf = (line: CoverLine): string => ("text" in line ? line.text : "");

/**
 * The first line, if it contains both the title and the author: "Anton Chekhov. Ward No. 6" or "Paradise Lost by John
 * Milton".
 */
function readSingleLine(entries: readonly Entry[], page: TitlePage, used: Set<number>): boolean {
  const first = entries.find(({ line, index }) => "text" in line && line.type !== "series" && !used.has(index));
  const next = entries[entries.indexOf(first!) + 1];
  if (!first || page.authors.length > 0 || (next && !next.isApart && next.line.type === "title")) return false;
  const text = textOf(first.line);
  const [, title, author] = TITLE_BY_AUTHOR.exec(text) ?? [];
  const found =
    title !== undefined && author !== undefined && personScore(cleanName(author)) > 0
      ? { title, author }
      : authorFirst(text);
  if (!found) return false;
  page.title = cleanTitle(found.title);
  page.authors = namesAfterBy(found.author);
  used.add(first.index);
  return true;
}

/** Splits "Author. Title" at the last possible position after a name. */
function authorFirst(text: string): { author: string; title: string } | undefined {
  let from = 0;
  for (;;) {
    const rest = text.slice(from);
    const [whole, , title] = AUTHOR_AND_TITLE.exec(rest) ?? [];
    if (whole === undefined || title === undefined) return undefined;
    const author = text.slice(0, text.length - title.length).replace(/(?:\.| [-–—])\s+$/u, "");
    if (personScore(author) === 2 && !/\p{Lu}$/u.test(author)) return { author, title };
    from = text.length - title.length;
  }
}

/** Reads the title. If only the order of the lines shows who the author is, reads the author too. */
function readTitle(entries: readonly Entry[], page: TitlePage, used: Set<number>): void {
  const free = entries.filter(({ index }) => !used.has(index));
  const texts = free.filter(({ line }) => line.type === "title" || line.type === "person");
  const [first] = texts;
  if (!first) {
    takeOrganisationTitle(free, page, used);
    return;
  }
  const author = page.authors.length > 0 ? undefined : authorAmong(texts);
  const others = texts.filter((entry) => entry !== author);
  const start = author === first ? (others.find((entry) => !isPersonAfter(entry, first)) ?? others[0]) : first;
  if (!start) return;
  const title = titleFrom(free, start, author);
  const whole = title.map(({ line }) => textOf(line)).join(" ");
  const text = cleanTitle(whole);
  if (!isTitle(text) || (whole.endsWith(".") && title.length < 3 && !isMostlyLoud(whole))) return;
  page.title = text;
  for (const { index } of title) used.add(index);
  if (author) {
    const all = [author, ...texts.filter((entry) => entry !== author && isPersonAfter(entry, author))];
    const people = all.filter((entry) => !title.includes(entry));
    page.authors = people.flatMap(({ line }) => namesAfterBy(textOf(line)));
    for (const { index } of people) used.add(index);
  } else if (page.authors.length === 0 && page.editor === undefined) {
    const organisation = free.find(({ line, index }) => line.type === "organisation" && !used.has(index));
    if (organisation) page.authors = [textOf(organisation.line).replace(/,$/u, "")];
  }
}

/** If there is no other title, the kind of report or the name of the organization becomes the title. */
function takeOrganisationTitle(free: readonly Entry[], page: TitlePage, used: Set<number>): void {
  const only = free.find(({ line }) => line.type === "organisation" || line.type === "series");
  if (!only) return;
  page.title = cleanTitle(textOf(only.line));
  used.add(only.index);
}

/** Whether a line contains another person from the same list. */
function isPersonAfter({ line, index }: Entry, author: Entry): boolean {
  return line.type === "person" && index > author.index && index - author.index <= 8;
}

/**
 * The line with the author's name. A name with initials or a patronymic is taken to be the author's. Otherwise, Russian
 * title pages begin with the author, and English ones with the title.
 */
function authorAmong(texts: readonly Entry[]): Entry | undefined {
  const people = texts.filter(({ line }) => line.type === "person");
  const sure = people.find(({ line }) => line.type === "person" && line.isSure);
  if (sure) return sure;
  const [first, second] = texts;
  if (!first || !second) return undefined;
  if (first.line.type === "person" && people.length === 1) {
    const isCyrillic = /\p{Script=Cyrillic}/u.test(textOf(first.line));
    const isQuiet = textOf(first.line) !== textOf(first.line).toUpperCase();
    return isCyrillic || (isQuiet && isLoud(second)) ? first : undefined;
  }
  if (first.line.type === "person" && /\p{Script=Cyrillic}/u.test(textOf(first.line))) return first;
  return people.find((entry) => entry !== first && (entry.isApart || (isLoud(first) && !isLoud(entry))));
}

/** Whether at least half of the letters are capitals. */
const isMostlyLoud = (text: string): boolean =>
  2 * (text.match(/\p{Lu}/gu)?.length ?? 0) >= (text.match(/\p{L}/gu)?.length ?? 0);

const isLoud = ({ line }: Entry): boolean => textOf(line) === textOf(line).toUpperCase();

/** The lines of the title: a block, and any blocks after it until the title is complete. */
function titleFrom(free: readonly Entry[], start: Entry, author: Entry | undefined): Entry[] {
  const title: Entry[] = [];
  for (const entry of free.slice(free.indexOf(start))) {
    const { line } = entry;
    const last = textOf(title.at(-1)?.line ?? { type: "by" });
    const isOpen =
      CONNECTOR_END.test(last.replaceAll("_", "")) || CONNECTOR_START.test(textOf(line).replaceAll("_", ""));
    const isMore =
      title.length === 0 || isOpen || (!entry.isApart && line.type !== "organisation" && !/[.]$/u.test(last));
    if (!("text" in line) || line.type === "series" || entry === author || !isMore || title.length === MAX_TITLE_LINES)
      break;
    if (author && isSurelyPerson(line.text)) break;
    title.push(entry);
  }
  return title;
}

/** A title without emphasis, surrounding quotes or final full stop. */
function cleanTitle(text: string): string {
  const bare = text.replaceAll("_", "").replace(/^[*#\s]+|[*#\s]+$/gu, "");
  const whole = /^[«"“]([^«»"“”]+)[»"”]$/u.exec(bare)?.[1] ?? bare;
  return whole.replace(/(?<!(?:^|[.\s])\p{Lu})[.,;:]$/u, "").trim();
}

function isTitle(text: string): boolean {
  if (text === "" || text.length > MAX_TITLE_LENGTH || !/\p{L}|\d/u.test(text)) return false;
  return text === text.toUpperCase() || isUnfinished(text) || /[?!]["'”’»]?$/u.test(text);
}
