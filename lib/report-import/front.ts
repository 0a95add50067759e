import { isBlank, type Line } from "./lines";
import { type ContentsEntry, readPlainContents } from "./plain/contents";
import { unwrapGutenberg, withoutCredits } from "./plain/gutenberg";
import { type Labelled, labelledStart, readLabels } from "./plain/labels";
import { namesAfterBy } from "./plain/persons";
import { readRfc } from "./plain/rfc";
import { readTitlePage, type TitlePage } from "./plain/title-page";
import { titleKey } from "./typography";

/** The parts that precede the text of a report: cover and table of contents. */
export interface Front {
  title?: string;
  authors: string[];
  editor?: string;
  publisher?: string;
  place?: string;
  year?: number;
  contents: ContentsEntry[];
  /** The remaining lines: the text, preceded by any other lines of the cover. */
  body: Line[];
}

const CONTENTS_TITLE = /^\s*(?:(?:table of )?contents?|содержание|оглавление|мазмұны)\s*:?\s*$/iu;
const NUMBERING = /^\s*(\d+(?:\.\d+)*)[.)]?\s/u;

/** How many lines to search for a table of contents, and the lengths above which a line counts as running text. */
const MAX_FRONT_LINES = 400;
const MAX_ENTRIES = 2000;
const MAX_ENTRY_LENGTH = 300;

/**
 * Reads everything that precedes the text: the header of an archive, labelled fields, the title page and the table of
 * contents.
 *
 * @param givenTitle the title given by the person importing the file. If the first line is the only one that looks like
 *   part of a title page, it is used as the title only if it equals `givenTitle`
 */
export function readFront(lines: readonly Line[], givenTitle?: string): Front {
  const rfc = readRfc(lines);
  if (rfc) return withContents(rfc, rfc.body);
  const unwrapped = unwrapGutenberg(lines);
  const inner = withoutCredits(unwrapped?.lines ?? lines);
  const labelEnd = labelledStart(inner);
  const labels = unwrapped ?? (labelEnd > 0 ? readLabels(inner.slice(0, labelEnd)) : undefined);
  const source = inner.slice(labelEnd);
  const contents = readContents(source);
  const page = readTitlePage(contents ? source.slice(0, contents.start) : source);
  const title = labels?.title ?? page.title;
  const isTrusted = contents || page.editor !== undefined || page.place !== undefined || labels?.title !== undefined;
  const isSaid = givenTitle === undefined || (title !== undefined && titleKey(title) === titleKey(givenTitle));
  if (!isTrusted && !(title && isSaid)) return { authors: [], contents: [], body: [...source] };
  return {
    ...merged(labels, page),
    contents: contents?.entries ?? [],
    body: [...restOf(labels, page, source, contents?.start), ...source.slice(contents?.end ?? source.length)],
  };
}

function withContents(front: Omit<Front, "contents" | "body">, lines: readonly Line[]): Front {
  const contents = readContents(lines);
  return {
    ...front,
    contents: contents?.entries ?? [],
    body: contents ? [...lines.slice(0, contents.start), ...lines.slice(contents.end)] : [...lines],
  };
}

/** Labelled fields take precedence over the title page. */
function merged(labels: Labelled | undefined, page: TitlePage): Omit<Front, "contents" | "body"> {
  const { title = page.title, editor = page.editor, year = page.year, publisher } = labels ?? {};
  const labelled = labels?.authors.flatMap(namesAfterBy) ?? [];
  return {
    ...(title !== undefined && { title }),
    authors: labelled.length > 0 ? labelled : page.authors,
    ...(editor !== undefined && { editor }),
    ...(page.place !== undefined && { place: page.place }),
    ...(year !== undefined && { year }),
    ...(publisher !== undefined && { publisher }),
  };
}

/** The lines before the table of contents, without a title page that repeats the labelled title. */
function restOf(labels: Labelled | undefined, page: TitlePage, source: readonly Line[], end?: number): readonly Line[] {
  const labelled = labels?.title === undefined ? undefined : titleKey(labels.title);
  const printed = page.title === undefined ? "" : titleKey(page.title);
  const isSame =
    labelled === undefined || (printed !== "" && (labelled.startsWith(printed) || printed.startsWith(labelled)));
  return isSame ? page.rest : source.slice(0, end);
}

/** @returns `start` and `end` are indexes into `lines`; undefined if there is no table of contents */
function readContents(lines: readonly Line[]): { start: number; end: number; entries: ContentsEntry[] } | undefined {
  const start = lines.slice(0, MAX_FRONT_LINES).findIndex((line) => CONTENTS_TITLE.test(line.value.slice(0, 60)));
  if (start < 0) return undefined;
  const found: { title: string; page: number; line: number; text: string }[] = [];
  let end = start + 1;
  for (let at = start + 1; at < lines.length && found.length < MAX_ENTRIES; at++) {
    const line = lines[at]!;
    if (isBlank(line)) continue;
    const next = lines[at + 1];
    // A long title can wrap onto a second line, in which case only the second line ends with a page number.
    const wrapped = next && !isBlank(next) ? `${line.value.trimEnd()} ${next.value.trim()}` : undefined;
    const entry = readEntry(line.value) ?? (wrapped === undefined ? undefined : readEntry(wrapped));
    // Page numbers never decrease. A line that ends with a lower number is a heading in the text that happens to end
    // with a number.
    if (!entry || entry.page < (found.at(-1)?.page ?? 0)) break;
    found.push({ ...entry, line: line.number });
    if (!readEntry(line.value)) at++;
    end = at + 1;
  }
  if (found.length === 0) return readPlainContents(lines, start);
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
