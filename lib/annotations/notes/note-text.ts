/** What begins a line and is not said: quotation and list marks, boxes to tick, the marks of a heading. */
const LINE_START = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))*[ \t]*(?:\[[ xX]\][ \t]+)?(?:#{1,6}[ \t]+)?/u;
/** Rules, underlines of headings and of tables' heads. */
const RULE = /^[-=*_|:+ \t]*$/u;
const FENCE = /^[ \t]*(?:`{3,}|~{3,})/u;
/** Where a link by name leads, and the name of a footnote. */
const LINK_DEFINITION = /^[ \t]*\[[^[\]^][^[\]]*\]:[ \t]*\S+(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/u;
const FOOTNOTE = /\[\^[^[\]\s]+\]:?/gu;

const TARGET = String.raw`\((?:[^()\n]|\([^()\n]*\))*\)`;
const IMAGE = new RegExp(String.raw`!\[([^[\]]*)\]${TARGET}`, "gu");
const LINK = new RegExp(String.raw`(?<!\\)\[([^[\]]*)\]${TARGET}`, "gu");
const AUTOLINK = /<((?:https?:|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s]+)>/giu;
const BREAK = /<br[ \t]*\/?>/giu;
const CODE = /(?<![`\\])(`{1,3})(?!`)([^`]+)\1(?!`)/gu;
const EMPHASIS = /(?<!\\)(\*{1,3}|~~)(?=\S)([^*~]*[^*~\s\\])\1/gu;
const UNDERSCORES = /(?<![\p{L}\p{N}_\\])(_{1,3})(?=\S)([^_]*[^_\s\\])\1(?![\p{L}\p{N}_])/gu;
const ESCAPE = /\\([!-/:-@[-`{-~])/gu;

/**
 * What a note says without its Markdown, for search and its list of hits.
 *
 * The parser that shows a note is too slow to be asked: an ordinary note takes it 2 ms and one of 50,000 ">" half a minute,
 * and all notes are read anew whenever somebody has saved one. This takes time linear in the length and knows what people
 * write; what it does not know stays as it was typed.
 *
 * @returns its lines that are not blank; never empty unless the note is
 */
export function noteText(markdown: string): string {
  const lines: string[] = [];
  let isCode = false;
  for (const line of markdown.split(/\r\n?|\n/u)) {
    if (FENCE.test(line)) isCode = !isCode;
    else if (isCode) lines.push(line);
    else if (!RULE.test(line) && !LINK_DEFINITION.test(line)) lines.push(tableCells(line.replace(LINE_START, "")));
  }
  const text = inlineText(lines.join("\n"));
  return text === "" ? markdown.trim() : text;
}

function tableCells(line: string): string {
  return line.startsWith("|") ? line.replace(/^\||\|[ \t]*$/gu, "").replaceAll("|", "\t") : line;
}

function inlineText(text: string): string {
  const bare = text
    .replace(IMAGE, "$1")
    .replace(LINK, "$1")
    .replace(FOOTNOTE, "")
    .replace(AUTOLINK, "$1")
    .replace(BREAK, "\n")
    .replace(CODE, "$2");
  // Twice, since emphasis may stand within emphasis.
  return withoutEmphasis(withoutEmphasis(bare))
    .replace(ESCAPE, "$1")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

function withoutEmphasis(text: string): string {
  return text.replace(EMPHASIS, "$2").replace(UNDERSCORES, "$2");
}
