/** Markup at the start of a line: block quotes, list markers, task checkboxes and heading markers. */
const LINE_START = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))*[ \t]*(?:\[[ xX]\][ \t]+)?(?:#{1,6}[ \t]+)?/u;
/** Thematic breaks, and the underlines of headings and table headers. */
const RULE = /^[-=*_|:+ \t]*$/u;
const FENCE = /^[ \t]*(?:`{3,}|~{3,})/u;
/** Link reference definitions, and footnote labels. */
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
 * A note's plain text without Markdown, for search and its result list.
 *
 * The parser that renders notes is too slow for this. It takes 2 ms for an ordinary note and half a minute for one with
 * 50,000 ">", and all notes are read again after every save. This function runs in linear time and handles common
 * markup; other markup stays as typed.
 *
 * @returns the non-blank lines; empty only if the note is
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
  // Remove emphasis twice, because it can be nested.
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
