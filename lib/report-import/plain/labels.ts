import { isBlank, type Line } from "../lines";

/** Fields that can be given at the start of a text, one per line, in the form "Title: …". */
export interface Labelled {
  title?: string;
  authors: string[];
  editor?: string;
  publisher?: string;
  year?: number;
}

type Field = "title" | "author" | "editor" | "publisher" | "date";

const FIELDS: readonly [Field, RegExp][] = [
  ["title", /^(?:title|название|заглавие|тақырыбы|атауы)$/iu],
  ["author", /^(?:authors?|by|автор(?:ы|лары)?)$/iu],
  ["editor", /^(?:editors?|редактор)$/iu],
  ["publisher", /^(?:publisher|издательство|баспасы?)$/iu],
  ["date", /^(?:date|year|published|год|дата|жылы?)$/iu],
];
const LABEL = /^\s{0,8}(\p{L}[\p{L} -]{1,30}):(?:\s+(\S.*)?)?$/u;
const MAX_LINE = 500;

/** A line of the form "Label: value", and the lines that continue the value. */
interface Entry {
  label: string;
  value: string;
  /** Index of the line after the field. */
  end: number;
}

/** The "Label: value" that a line contains. The value can continue on indented lines. */
function readLabel(lines: readonly Line[], at: number): Entry | undefined {
  const line = lines[at];
  if (!line || line.value.length > MAX_LINE) return undefined;
  const [, label, first = ""] = LABEL.exec(line.value) ?? [];
  if (label === undefined) return undefined;
  const parts = [first.trim()];
  let end = at + 1;
  while (
    end < lines.length &&
    /^\s{2,}\S/u.test(lines[end]!.value) &&
    !LABEL.test(lines[end]!.value.slice(0, MAX_LINE))
  ) {
    parts.push(lines[end]!.value.trim());
    end++;
  }
  return { label, value: parts.filter(Boolean).join(" "), end };
}

/** Reads the labelled fields in the given lines; other lines are skipped. */
export function readLabels(lines: readonly Line[]): Labelled {
  const found: Labelled = { authors: [] };
  for (let at = 0; at < lines.length; ) {
    const entry = readLabel(lines, at);
    if (entry && entry.value !== "") take(found, entry);
    at = entry?.end ?? at + 1;
  }
  return found;
}

function take(found: Labelled, { label, value }: Entry): void {
  const field = FIELDS.find(([, pattern]) => pattern.test(label))?.[0];
  if (field === "title") found.title ??= value;
  if (field === "author") found.authors.push(value);
  if (field === "editor") found.editor ??= value;
  if (field === "publisher") found.publisher ??= value;
  const year = field === "date" ? /(?<!\d)(1[4-9]|20)\d\d(?!\d)/u.exec(value)?.[0] : undefined;
  if (year !== undefined) found.year ??= Number(year);
}

/**
 * The end of a block of labelled fields at the start of a text; 0 if the text does not begin with a labelled title or
 * author.
 */
export function labelledStart(lines: readonly Line[]): number {
  let at = lines.findIndex((line) => !isBlank(line));
  if (at < 0) return 0;
  let end = 0;
  let isNamed = false;
  for (let entry = readLabel(lines, at); entry; entry = readLabel(lines, at)) {
    isNamed ||= FIELDS.some(
      ([field, pattern]) => (field === "title" || field === "author") && pattern.test(entry!.label),
    );
    end = entry.end;
    for (at = end; at < lines.length && isBlank(lines[at]!); ) at++;
  }
  return isNamed ? end : 0;
}
