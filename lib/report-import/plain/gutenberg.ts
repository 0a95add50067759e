import { isBlank, type Line } from "../lines";
import { type Labelled, readLabels } from "./labels";

/** The lines of a book without the licence around it, and the details in the licence's header. */
export interface Unwrapped extends Labelled {
  lines: Line[];
}

const NAME = /project gutenberg/iu;
const START = /^\s*\*{2,3}\s*START OF TH(?:E|IS) PROJECT GUTENBERG/iu;
/** The end of the licence in editions from before 2003. */
const OLD_START = /^\s*\*END[* ]*THE SMALL PRINT/iu;
const END =
  /^\s*(?:\*{2,3}\s*END OF (?:TH(?:E|IS) )?PROJECT GUTENBERG|\**\s*End of (?:the |this )?Project Gutenberg)/iu;
/** For example, "The Project Gutenberg EBook of Emma, by Jane Austen" or "Project Gutenberg's Emma, by Jane Austen". */
const NAMED =
  /project gutenberg(?:['’]s|(?: (?:e-?book|e-?text|edition|release))(?: edition)? of:?)\s+(.+?)(?:,?\s+by\s+(.+?))?\s*(?:#\d.*|\*+)?$/iu;
const CREDITS =
  /^\s*(?:produced by|e-?text (?:was )?(?:prepared|produced|scanned)|transcribed (?:from|by)|this e-?(?:book|text) was produced|credits?:|\[?(?:this )?(?:file|e-?text) was)/iu;

const MAX_NAME_LINES = 60;
const MAX_HEADER_LINES = 700;
const MAX_LINE = 300;

const short = (line: Line): string => line.value.slice(0, MAX_LINE);

/** Removes the header and licence that Project Gutenberg puts around a book; undefined if the text has none. */
export function unwrapGutenberg(lines: readonly Line[]): Unwrapped | undefined {
  const head = lines.slice(0, MAX_HEADER_LINES);
  const isNamed = head.slice(0, MAX_NAME_LINES).some((line) => NAME.test(short(line)));
  const start = head.findLastIndex((line) => START.test(short(line)) || OLD_START.test(short(line)));
  if (!isNamed && start < 0) return undefined;
  const from = start < 0 ? endOfNaming(head) : endOfMarker(lines, start);
  const end = lines.findIndex((line, index) => index >= from && END.test(short(line)));
  const header = lines.slice(0, from);
  const labelled = readLabels(header);
  const named = NAMED.exec(firstBlockNaming(header)) ?? [];
  return {
    ...labelled,
    ...(labelled.title === undefined && named[1] !== undefined && { title: named[1] }),
    authors: labelled.authors.length > 0 ? labelled.authors : named[2] === undefined ? [] : [named[2]],
    lines: lines.slice(from, end < 0 ? undefined : end).map(withAsterisks),
  };
}

const UNDERSCORE = /(?<![\p{L}\p{N}_])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}_])/gu;

/** These books mark italics with underscores. Other texts use asterisks. */
const withAsterisks = (line: Line): Line => ({ ...line, value: line.value.replace(UNDERSCORE, "*") });

/** The marker can be several lines long. Its last line ends with asterisks. */
function endOfMarker(lines: readonly Line[], start: number): number {
  let at = start;
  while (at < start + 4 && lines[at + 1] && !isBlank(lines[at + 1]!) && !/\*\s*$/u.test(short(lines[at]!).slice(3)))
    at++;
  return at + 1;
}

/**
 * Without a marker, the header ends with the line that names the project, or with the next line if it contains the
 * book's title.
 */
function endOfNaming(head: readonly Line[]): number {
  const first = head.findIndex((line) => NAME.test(short(line)));
  if (!/:\s*$/u.test(short(head[first]!))) return first + 1;
  const named = head.findIndex((line, index) => index > first && !isBlank(line));
  return (named < 0 ? first : named) + 1;
}

/** The text that names the book. This is the block around the first line that names the project. */
function firstBlockNaming(header: readonly Line[]): string {
  const at = header.findIndex((line) => NAMED.test(short(line)) || NAME.test(short(line)));
  if (at < 0) return "";
  const block = [short(header[at]!).trim()];
  const isOpen = /(?:of|of:|,|by)\s*$/iu.test(block[0]!);
  for (let next = at + 1; next < header.length && block.length < 3; next++) {
    if (isBlank(header[next]!)) {
      if (!isOpen || block.length > 1) break;
    } else block.push(short(header[next]!).trim());
  }
  return block.join(" ");
}

/** Removes the first paragraph if it names the people who produced the file. */
export function withoutCredits(lines: readonly Line[]): Line[] {
  const at = lines.findIndex((line) => !isBlank(line));
  if (at < 0 || !CREDITS.test(short(lines[at]!))) return [...lines];
  const end = lines.findIndex((line, index) => index > at && isBlank(line));
  return end < 0 ? [...lines] : lines.slice(end);
}
