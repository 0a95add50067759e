/**
 * People who are mentioned in a note or a reply. In its Markdown a mention is a link, `[@Ann Lee](person:<id>)`, so that it stays one
 * whatever she is called later; who writes sees `@Ann Lee`. The browser reads this too.
 */

const MENTION = /(?<!\\)\[@((?:\\.|[^\\[\]\n])+)\]\(person:([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\)/giu;

/** Most notes mention nobody, and are not looked through. */
const MAY_MENTION = /\]\(person:/iu;

/** What would be read as Markdown in a name. */
const SIGNS = /[\\`*_~<&!#|]/gu;
const ESCAPED = /\\([!-/:-@[-`{-~])/gu;

/** A mention of a person in Markdown. Square brackets in a name become round ones. */
export function mentionOf(id: string, name: string): string {
  return `[@${inMarkdown(name)}](person:${id})`;
}

function inMarkdown(name: string): string {
  return shownName(name).replace(SIGNS, "\\$&");
}

/** The name as it stands in a text: a line without square brackets. */
export function shownName(name: string): string {
  return name.replaceAll("[", "(").replaceAll("]", ")").replace(/\s+/gu, " ").trim();
}

/** The ids of the people whom some Markdown mentions, each once, the first one first. */
export function mentionedIn(markdown: string): string[] {
  if (!MAY_MENTION.test(markdown)) return [];
  return [...new Set([...markdown.matchAll(MENTION)].map(([, , id]) => id!.toLowerCase()))];
}

/**
 * Some Markdown with the people in it called as they are now.
 *
 * @param names by id; a mention of somebody who is not in it stays as it was written
 */
export function withNames(markdown: string, names: ReadonlyMap<string, string>): string {
  if (!MAY_MENTION.test(markdown)) return markdown;
  return markdown.replace(MENTION, (whole, _, id: string) => {
    const name = names.get(id.toLowerCase());
    return name === undefined ? whole : mentionOf(id.toLowerCase(), name);
  });
}

/** The same for who is not in the team: names alone, without what they stand for. */
export function withNamesOnly(markdown: string, names: ReadonlyMap<string, string>): string {
  return withNames(markdown, names).replace(MENTION, "@$1");
}

/** The same where names are not to be told. */
export function withoutNames(markdown: string): string {
  return markdown.replace(MENTION, "@…");
}

/** A text as it is typed, with the people who are mentioned in it by their names. */
export interface Typed {
  text: string;
  /** The ids, by name. */
  people: ReadonlyMap<string, string>;
}

/** How some Markdown is shown to who writes it. Of two people of one name, the second stays a link. */
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

/** The Markdown of what was typed. The longest name counts where one begins with another. */
export function storedForm({ text, people }: Typed): string {
  if (people.size === 0) return text;
  const names = [...people.keys()].sort((a, b) => b.length - a.length);
  const pattern = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&")).join("|");
  const mention = new RegExp(String.raw`(?<![\p{L}\p{N}@\[\\])@(${pattern})(?![\p{L}\p{N}])`, "gu");
  return text.replace(mention, (_, name: string) => mentionOf(people.get(name)!, name));
}
