/**
 * Mentions of people in a note or reply. In Markdown, a mention is a link, `[@Ann Lee](person:<id>)`, which stays valid
 * when the name changes; the editor shows `@Ann Lee`. Shared with the browser.
 */

const MENTION = /(?<!\\)\[@((?:\\.|[^\\[\]\n])+)\]\(person:([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\)/giu;

/** A cheap first check, because most notes don't mention anyone. */
const MAY_MENTION = /\]\(person:/iu;

/** Characters that Markdown would interpret if a name contained them. */
const SIGNS = /[\\`*_~<&!#|]/gu;
const ESCAPED = /\\([!-/:-@[-`{-~])/gu;

/** A mention of a user in Markdown. Square brackets in a name become parentheses. */
export function mentionOf(id: string, name: string): string {
  return `[@${inMarkdown(name)}](person:${id})`;
}

function inMarkdown(name: string): string {
  return shownName(name).replace(SIGNS, "\\$&");
}

/** The name as shown in text: one line without square brackets. */
export function shownName(name: string): string {
  return name.replaceAll("[", "(").replaceAll("]", ")").replace(/\s+/gu, " ").trim();
}

/** The ids of the people mentioned in Markdown, without duplicates, in order of appearance. */
export function mentionedIn(markdown: string): string[] {
  if (!MAY_MENTION.test(markdown)) return [];
  return [...new Set([...markdown.matchAll(MENTION)].map(([, , id]) => id!.toLowerCase()))];
}

/**
 * Markdown in which mentions show people's current names.
 *
 * @param names people's current names, by id; mentions of people not listed stay as written
 */
export function withNames(markdown: string, names: ReadonlyMap<string, string>): string {
  if (!MAY_MENTION.test(markdown)) return markdown;
  return markdown.replace(MENTION, (whole, _, id: string) => {
    const name = names.get(id.toLowerCase());
    return name === undefined ? whole : mentionOf(id.toLowerCase(), name);
  });
}

/** Like `withNames`, but for readers outside the team, who only see plain names without ids. */
export function withNamesOnly(markdown: string, names: ReadonlyMap<string, string>): string {
  return withNames(markdown, names).replace(MENTION, "@$1");
}

/** Markdown in which mentions are anonymized. */
export function withoutNames(markdown: string): string {
  return markdown.replace(MENTION, "@…");
}

/** Text as shown in the editor, in which mentions are just names. */
export interface Typed {
  text: string;
  /** Ids of the mentioned people, by name. */
  people: ReadonlyMap<string, string>;
}

/**
 * Converts Markdown to the form shown in the editor. If two people have the same name, the second mention stays a link.
 */
export function typedForm(markdown: string): Typed {
  const people = new Map<string, string>();
  const text = markdown.replace(MENTION, (whole, written: string, id: string) => {
    const name = written.replace(ESCAPED, "$1");
    const other = people.get(name);
    if (other !== undefined && other !== id) return whole;
    people.set(name, id);
    return `@${name}`;
  });
  return { text, people };
}

/** Converts typed text to Markdown. If one name is a prefix of another, the longest match wins. */
export function storedForm({ text, people }: Typed): string {
  if (people.size === 0) return text;
  const names = [...people.keys()].sort((a, b) => b.length - a.length);
  const pattern = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&")).join("|");
  const mention = new RegExp(String.raw`(?<![\p{L}\p{N}@\[\\])@(${pattern})(?![\p{L}\p{N}])`, "gu");
  return text.replace(mention, (_, name: string) => mentionOf(people.get(name)!, name));
}
