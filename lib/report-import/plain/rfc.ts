import { isBlank, type Line } from "../lines";
import { cleanName, personScore } from "./persons";

/** The first page of an RFC or Internet-Draft. */
export interface RfcFront {
  title: string;
  authors: string[];
  year?: number;
  /** The lines below the title of the document. */
  body: Line[];
}

const NUMBER = /(?:requests? for comments:?|^rfc[ :#-]+|\srfc )\s*(?:rfc )?\d{1,5}\b|^internet-draft\b/iu;
const GROUP = /^\s*(?:network working group|internet engineering task force|internet-draft|independent submission)/iu;
const DATE =
  /(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?,? (?:\d{1,2},? )?((?:19|20)\d\d)/iu;
/** The fields in the left column. */
const FIELD =
  /^(?:obsoletes|updates|category|replaces|references|issn|std|bcp|fyi|nic|expires|related|see also|intended)\b[^:]{0,20}(?::|rfc|\d{3})/iu;
const INITIALED =
  /^(?:\p{Lu}\p{L}{0,2}\.[ -]?)+(?:(?:van|von|de|der|den|la|le|da|du|el|bin|St\.) )*[\p{Lu}’'][\p{L}\p{M}.’'-]*(?: [\p{L}\p{M}.’'-]+){0,2}(?:,? (?:Jr|Sr|II|III)\.?)?(?:,? \(?(?:eds?|editors?)\b\.?\)?)?$/iu;

const MAX_FIRST_LINES = 60;
const MAX_TITLE_LINES = 6;
const MAX_LINE = 200;

/** Reads the first page of an RFC; undefined if the text is not an RFC. */
export function readRfc(lines: readonly Line[]): RfcFront | undefined {
  const start = lines.findIndex((line) => !isBlank(line));
  if (start < 0 || lines.slice(0, MAX_FIRST_LINES).some((line) => line.value.length > MAX_LINE)) return undefined;
  const end = headerEnd(lines, start);
  const header = lines.slice(start, end).filter((line) => !isBlank(line));
  const isNumbered = header.some((line) => NUMBER.test(line.value.replace(/^[\ufeff\s]+/u, "")));
  if (!isNumbered || (header.length > 1 && !header.some(({ value }) => GROUP.test(value) || DATE.test(value))))
    return undefined;
  const title = readTitle(lines, end);
  if (!title) return undefined;
  const year = header.map((line) => DATE.exec(line.value)?.[1]).find((found) => found !== undefined);
  return {
    title: title.text,
    authors: authorsIn(header),
    ...(year !== undefined && { year: Number(year) }),
    body: lines.slice(title.end),
  };
}

/**
 * The end of the header, which has two columns. It continues after a blank line if the next lines are in the right
 * column.
 */
function headerEnd(lines: readonly Line[], start: number): number {
  let at = start;
  const right = Math.max(...lines.slice(start, start + 3).map(({ value }) => value.trimEnd().length));
  while (at < lines.length && !isBlank(lines[at]!) && !isCentred(lines[at]!.value, right)) at++;
  for (;;) {
    const next = nextLine(lines, at);
    const line = lines[next];
    if (!line || next - start > MAX_FIRST_LINES || isCentred(line.value, right) || !isHeaderLine(line.value)) return at;
    at = next;
    while (at < lines.length && !isBlank(lines[at]!) && !isCentred(lines[at]!.value, right)) at++;
  }
}

/** Whether a line is centred between the two columns. */
function isCentred(value: string, right: number): boolean {
  const indent = value.length - value.trimStart().length;
  return indent >= 10 && indent < 40 && value.trimEnd().length <= right - 4;
}

/** Whether a line has a field on the left, or a date or name on the right, or both. */
function isHeaderLine(value: string): boolean {
  const text = value.trim();
  const isRight = value.length - value.trimStart().length > 40;
  return (
    FIELD.test(text) || NUMBER.test(text) || GROUP.test(text) || (isRight && (DATE.test(text) || INITIALED.test(text)))
  );
}

function nextLine(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at]!)) at++;
  return at;
}

/** The lines up to the next blank line, without the rule below them. */
function readTitle(lines: readonly Line[], from: number): { text: string; end: number } | undefined {
  const parts: string[] = [];
  let at = nextLine(lines, from);
  for (; at < lines.length && !isBlank(lines[at]!); at++) {
    const text = lines[at]!.value.trim();
    if (/\p{L}/u.test(text)) parts.push(text);
  }
  const text = parts.join(" ").replace(/^<[^>]*>$/u, "");
  return parts.length > 0 && parts.length <= MAX_TITLE_LINES && text !== "" ? { text, end: at } : undefined;
}

function authorsIn(header: readonly Line[]): string[] {
  const cells = header.flatMap((line) => {
    const cell = rightCell(line.value);
    return cell === undefined ? [] : [cell];
  });
  const initialed = cells.filter((cell) => INITIALED.test(cell)).map(cleanName);
  if (initialed.length > 0) return initialed;
  const [first] = cells.filter((cell) => personScore(cell) > 0);
  if (first !== undefined) return [cleanName(first)];
  const left = header.map(({ value }) =>
    value
      .trim()
      .split(/,| {2,}/u)[0]!
      .trim(),
  );
  const named = left.filter((text) => personScore(text) > 0 && !GROUP.test(text) && !FIELD.test(text));
  if (named.length > 0) return named.map(cleanName);
  const organisation = cells.find((cell) => !DATE.test(cell) && !NUMBER.test(cell) && /\p{L}{3}/u.test(cell));
  return organisation === undefined ? [] : [organisation];
}

/** The text on the right, if a gap separates it from any text on the left. */
function rightCell(value: string): string | undefined {
  const text = value.trimEnd();
  const gap = /^(.*?\S)?\s{3,}(\S+(?: \S+)*)$/u.exec(text);
  const cell = gap?.[2]?.trim();
  return cell === undefined || DATE.test(cell) ? undefined : cell;
}
