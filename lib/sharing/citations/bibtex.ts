import type { CslItem, CslName } from "@citation-js/core";
import anyAscii from "any-ascii";

/** Stop words, which are left out of keys. */
const SMALL_WORDS = new Set(["a", "an", "the", "of", "on", "in", "and", "for", "o", "ob", "i", "v", "na", "k", "s"]);

/** BibTeX counts braces even after a backslash, so all braces must be balanced. */
const COMMANDS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/** A BibTeX entry in UTF-8. Text keeps its original script, but the key is in Latin letters. */
export function bibtexOf(item: CslItem): string {
  const fields: [name: string, value: string | undefined][] = [
    ["author", namesOf(item.author)],
    ["editor", namesOf(item.editor)],
    ["title", titleOf(item.title)],
    ["publisher", item.publisher && escaped(item.publisher)],
    ["address", item["publisher-place"] && escaped(item["publisher-place"])],
    ["year", yearOf(item)],
    ["pages", item.page?.replace("-", "--")],
    ["langid", LANGUAGES[item.language ?? ""]],
  ];
  const lines = fields.flatMap(([name, value]) => (value ? [`\t${name} = {${value}},\n`] : []));
  return `@book{${keyOf(item)},\n${lines.join("")}}`;
}

/** The names that babel and polyglossia use for languages. */
const LANGUAGES: Readonly<Record<string, string>> = { en: "english", ru: "russian", kk: "kazakh" };

/**
 * A key such as "petrov2020reki": the first author or editor, the year, and the first significant word of the title.
 */
function keyOf({ id, author, editor, title, ...item }: CslItem): string {
  const [first] = author ?? editor ?? [];
  const name = first && ("literal" in first ? firstWord(first.literal) : latin(first.family).join(""));
  return [name, yearOf({ id, title, ...item }), firstWord(title)].join("") || id;
}

function firstWord(text: string): string {
  const words = latin(text);
  return words.find((word) => !SMALL_WORDS.has(word)) ?? words[0] ?? "";
}

function latin(text: string): string[] {
  return (
    anyAscii(text)
      .toLowerCase()
      .replaceAll("'", "")
      .match(/[a-z0-9]+/gu) ?? []
  );
}

function yearOf({ issued }: CslItem): string {
  return issued ? String(issued["date-parts"][0][0]) : "";
}

function namesOf(names: readonly CslName[] | undefined): string | undefined {
  return names?.map(nameOf).join(" and ");
}

/** A name in BibTeX's format. Braced text is treated as a single name. */
function nameOf(name: CslName): string {
  if ("literal" in name) return `{${escaped(name.literal)}}`;
  const family = [name["non-dropping-particle"], name.family].filter(Boolean).join(" ");
  return [family, name.suffix, name.given]
    .filter((part) => part !== undefined)
    .map(escaped)
    .join(", ");
}

/** Words with capitals are braced, because many styles lower-case all but the first letter of a title. */
function titleOf(title: string): string {
  return title
    .split(/([\p{L}\p{M}\p{N}]+)/u)
    .map((part, index) => (index % 2 === 1 && /\p{Lu}/u.test(part) ? `{${part}}` : escaped(part)))
    .join("");
}

function escaped(text: string): string {
  return text
    .replace(/\s+/gu, " ")
    .replace(/[\\{}~^]/gu, (character) => COMMANDS[character]!)
    .replace(/[&%$#_]/gu, "\\$&");
}
