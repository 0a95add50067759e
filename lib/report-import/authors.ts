/** Author names, separated by commas or line breaks. */
const AUTHOR = /^\p{L}[\p{L}\p{M}.'’-]*(?: \p{L}[\p{L}\p{M}.'’-]*){0,4}$/u;
const MAX_LENGTH = 200;

/** The names in a byline; empty if the text is not a byline. */
export function namesIn(text: string): string[] {
  if (text.length > MAX_LENGTH) return [];
  const names = text
    .replace(/^(?:by|авторы?:?|авторлары:?)\s/iu, "")
    .split(/,|;|\s(?:and|и|және)\s/u)
    .map((name) => name.trim());
  return names.every((name) => AUTHOR.test(name) && /^\p{Lu}|\s\p{Lu}/u.test(name)) ? names : [];
}
