import type { Chunk } from "../chunks";
import { isUnfinished, RUNNING_TEXT_LENGTH } from "../typography";

/** A heading that is recognized with certainty, because it has a usual name, a number, capitals, or a rule below it. */
export interface Chapter {
  /** The number of lines in the heading, without the rule below it. */
  lines: number;
  /** The number of lines that the heading takes up, including the rule. */
  taken: number;
  rank: Rank;
  /** Whether the heading is only a number. If so, the next line can be its title. */
  isBare: boolean;
}

/**
 * The rank of a heading. It depends on the heading's name (the highest ranks), on the character that underlines it, or
 * on the number of parts in its number.
 */
type Rank = "part" | "chapter" | "section" | "loud" | `rule ${string}` | `number ${number}`;

const NUMERAL = String.raw`(?:\d{1,4}|[ivxlcdm]{1,8}|[а-я]{4,14}(?:ая|ье|ья|ый|ий|ой)|the \p{L}+|(?:twenty|thirty|forty|fifty)?-?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|first|second|third|fourth|fifth|sixth|last|twenty|thirty|forty|fifty))`;
const PART = String.raw`(?:part|book|volume|vol\.|act|часть|книга|том|действие|акт|бөлім|кітап)`;
const CHAPTER = String.raw`(?:chapter|chap\.|scene|canto|letter|stave|lecture|article|appendix|глава|явление|сцена|картина|письмо|песнь|статья|приложение|тарау|қосымша)`;
const SECTION = String.raw`(?:section|sect\.|§|раздел|параграф)`;
const named = (name: string) =>
  new RegExp(
    String.raw`^[_*"“]?(?:${name}\s*(?:№\s*)?${NUMERAL}|(?:the )?(?:\p{L}+(?:-\p{L}+)?(?:ая|ое|ый|ой|ий|ье|ші|інші|ыншы|нші)|\d{1,3}\s?-?\s?(?:ші|шы|я|е)?)\s*-?\s?${name})(?!\p{L})`,
    "iu",
  );
const NAMES: readonly [Rank, RegExp][] = [
  ["part", named(PART)],
  ["chapter", named(CHAPTER)],
  ["section", named(SECTION)],
];
const UNNUMBERED =
  /^(?:preface|foreword|introduction|introductory|prologue|epilogue|conclusions?|afterword|postscript|appendix|acknowledge?ments?|abstract|references|bibliography|glossary|index|предисловие|введение|вступление|пролог|эпилог|заключение|послесловие|приложение|от автора|литература|кіріспе|қорытынды|алғы ?сөз|соңғы сөз|эпилог)[.:]?$/iu;
const BARE_NUMBER = /^(?:[IVXLC]{1,7}|\d{1,3})\.?$/u;
const RULE = /^\s*([=\-~*^#_"'+`])\1{2,}\s*$/u;
const NUMBERED = /^(\d{1,3}(?:\.\d{1,3})*)\.?\s+(?=["“«]?\p{L})/u;
const MAX_NAMED_LINES = 4;

const textOf = (chunk: Chunk, count = chunk.lines.length): string =>
  chunk.lines
    .slice(0, count)
    .map(({ value }) => value.slice(0, 2 * RUNNING_TEXT_LENGTH).trim())
    .join(" ");

/**
 * The heading at the start of a chunk, which may be the whole chunk. Undefined unless it is certain to be a heading.
 */
export function chapterAt(chunk: Chunk, next: Chunk | undefined): Chapter | undefined {
  return underlined(chunk) ?? namedChapter(chunk, next) ?? numbered(chunk) ?? loud(chunk, next);
}

/** A line above a rule of about the same length. */
function underlined({ lines: [title, rule] }: Chunk): Chapter | undefined {
  const sign = rule && RULE.exec(rule.value)?.[1];
  const text = title?.value.trim() ?? "";
  if (sign === undefined || !/\p{L}|\d/u.test(text) || text.length > 2 * RUNNING_TEXT_LENGTH) return undefined;
  const length = rule!.value.trim().length;
  if (Math.abs(length - text.length) > Math.max(3, text.length / 4)) return undefined;
  return { lines: 1, taken: 2, rank: `rule ${sign}`, isBare: false };
}

function namedChapter(chunk: Chunk, next: Chunk | undefined): Chapter | undefined {
  const { length } = chunk.lines;
  const text = textOf(chunk);
  const heading = { lines: length, taken: length, isBare: false };
  if (length > MAX_NAMED_LINES || text.length > 2 * RUNNING_TEXT_LENGTH || next === undefined) return undefined;
  if (length === 1 && BARE_NUMBER.test(text)) return { ...heading, rank: "section", isBare: true };
  if (length === 1 && UNNUMBERED.test(text)) return { ...heading, rank: "chapter" };
  const rank = NAMES.find(([, pattern]) => pattern.test(text))?.[0];
  if (rank === undefined || isSentence(text)) return undefined;
  const rest = text.replace(NAMES.find(([, pattern]) => pattern.test(text))![1], "");
  return { ...heading, rank, isBare: !/\p{L}/u.test(rest) };
}

/** Whether a line names or numbers a chapter. Used for lines that are not set apart by blank lines. */
export function isChapterLine(value: string): boolean {
  const text = value.length > RUNNING_TEXT_LENGTH ? "" : value.trim();
  const isNamed = NAMES.some(([, pattern]) => pattern.test(text)) && !isSentence(text);
  return isNamed || UNNUMBERED.test(text) || /^[IVXLC]{1,7}\.?$/u.test(text);
}

/** "Chapter two of the treaty says that …" is not a heading. */
function isSentence(text: string): boolean {
  const isLong = text.length > RUNNING_TEXT_LENGTH && text !== text.toUpperCase();
  return /^\S+ \S+ \p{Ll}/u.test(text) || (isLong && !isUnfinished(text)) || /[,;]$/u.test(text);
}

/** A number with two or more parts, unlike the number of a list item: "1.2  Scope". */
function numbered(chunk: Chunk): Chapter | undefined {
  const text = textOf(chunk);
  const number = NUMBERED.exec(text)?.[1];
  if (number === undefined || chunk.lines.length > 2 || text.length > RUNNING_TEXT_LENGTH * 1.5) return undefined;
  const parts = number.split(".").length;
  if (parts < 2 || !isUnfinished(text) || !/^[\d.]+\s+["“«]?[\p{Lu}\d]/u.test(text)) return undefined;
  return { lines: chunk.lines.length, taken: chunk.lines.length, rank: `number ${parts}`, isBare: false };
}

/** A heading of up to three lines in capitals, above running text. */
function loud(chunk: Chunk, next: Chunk | undefined): Chapter | undefined {
  const text = textOf(chunk);
  const isLoud = text === text.toUpperCase() && /\p{Lu}{3}/u.test(text) && !/[\t|<>{}=;,]$|[\t|]/u.test(text);
  const isShort = chunk.lines.length <= 3 && text.length <= 1.5 * RUNNING_TEXT_LENGTH;
  const isAbove = next !== undefined && textOf(next).toUpperCase() !== textOf(next);
  if (!isLoud || !isShort || !isAbove || /^[^\p{L}\d]/u.test(text.replace(/^["“«'‘_]/u, ""))) return undefined;
  return { lines: chunk.lines.length, taken: chunk.lines.length, rank: "loud", isBare: false };
}

/**
 * The depth of each rank that occurs in a text. Parts are above chapters, and chapters are above sections. Underlining
 * characters are ranked in the order in which they first occur.
 */
export function depthsOf(chapters: readonly Chapter[]): (rank: Rank) => number {
  const ranks = [...new Set(chapters.map(({ rank }) => rank))];
  const names = (["part", "chapter", "section"] as Rank[]).filter((rank) => ranks.includes(rank));
  const rules = ranks.filter((rank) => rank.startsWith("rule"));
  return (rank) => {
    if (rank.startsWith("number")) return Number(rank.split(" ")[1]) + 1;
    if (rank.startsWith("rule")) return 2 + rules.indexOf(rank);
    if (rank === "loud") return 2 + Math.max(0, names.indexOf("chapter"));
    return 2 + names.indexOf(rank);
  };
}
