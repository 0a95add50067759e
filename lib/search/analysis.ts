/**
 * Turns text into tokens with offsets.
 *
 * Text is analysed the same way for indexing, querying and highlighting, so every match can be mapped to a range. The
 * text itself is never changed; only a token's `word` is normalized.
 */

/** A word of the text. `start` and `end` are UTF-16 offsets of its surface form, half-open; `word` is never empty. */
export interface Token {
  word: string;
  start: number;
  end: number;
}

const RUN = String.raw`[\p{L}\p{M}\p{N}]+`;
const APOSTROPHE = "['‘’ʼ＇]";
/** Soft hyphen, zero-width (non-)joiner and word joiner. They are invisible and must not split a word. */
const INVISIBLE = String.raw`[\u00ad\u200c\u200d\u2060]+`;
const ESCAPES = "(?:%[0-9a-fA-F]{2})+";
const NUMBER = String.raw`\p{Nd}+(?:[.,]\p{Nd}+)+`;
const WORD = `${RUN}(?:(?:${APOSTROPHE}|${INVISIBLE})${RUN})*`;

/**
 * Percent escapes come first, so that `%D0%A4` in a URL is skipped instead of yielding the words "d0" and "a4". Numbers
 * come before words, so that `67,727` and `26.14` stay whole, while `www.eurasianet.org` and `post-Soviet` are split.
 */
const TOKEN = new RegExp(`${ESCAPES}|(${NUMBER}|${WORD})`, "gu");
const TOKEN_HERE = new RegExp(`${NUMBER}|${WORD}`, "uy");

const ASCII_ALPHANUMERIC = /^[0-9A-Za-z]+$/;
const POSSESSIVE = new RegExp(`${APOSTROPHE}[sS]$`, "u");
/**
 * What remains of NFKD besides letters and digits: combining marks, joiners, the slash of ½, the full stop of ⒈.
 * Unicode classifies the modifier letter ʼ as a letter, but people type it as an apostrophe.
 */
const NOT_IN_WORD = /[^\p{L}\p{N}]|ʼ/gu;
const WHOLE_NUMBER = new RegExp(`^${NUMBER}$`, "u");
const SHORT_I = /([иИ])\u0306/gu;

/**
 * Returns the form under which a word is indexed and compared: compatibility-decomposed (NFKD), lower case, without
 * marks, apostrophes or the English possessive. `Россия́` becomes `россия`, `ещё` becomes `еще`, `Russia’s` becomes
 * `russia`. A normalized word is a single token, and normalizing it again changes nothing.
 *
 * Only й keeps its mark, because it is a separate letter and the Russian stemmer expects it in endings.
 *
 * @param surface a word as written in the text; malformed UTF-16 is allowed
 * @returns the normalized word; empty if the surface has no letter or digit
 */
export function normalizeWord(surface: string): string {
  if (ASCII_ALPHANUMERIC.test(surface)) return surface.toLowerCase();
  if (WHOLE_NUMBER.test(surface)) return surface.normalize("NFKD");
  return withoutPossessive(surface)
    .normalize("NFKD")
    .replace(SHORT_I, (_, letter: string) => (letter === "и" ? "й" : "Й"))
    .replace(NOT_IN_WORD, "")
    .toLowerCase();
}

/** Strips the English possessive: "Russia’s" becomes "Russia". */
export function withoutPossessive(surface: string): string {
  return surface.replace(POSSESSIVE, "");
}

/**
 * Splits a text into words with their offsets, in order. A word is a run of letters, marks and digits, including
 * apostrophes inside it and the separators inside a number. Runs in linear time and accepts any string, including lone
 * surrogates and control characters.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const surface = match[1];
    if (surface === undefined) continue;
    const word = normalizeWord(surface);
    if (word !== "") tokens.push({ word, start: match.index, end: match.index + surface.length });
  }
  return tokens;
}

/**
 * Finds the end of a token, for an index that stores only token starts.
 *
 * @param start the `start` of a token returned by `tokenize(text)`
 */
export function tokenEnd(text: string, start: number): number {
  let end = start;
  while (isAsciiAlphanumeric(text.charCodeAt(end))) end++;
  // A shortcut for nearly all words, which end at a space. After any other character, the word may continue.
  if (end > start && text.charCodeAt(end) === SPACE) return end;
  TOKEN_HERE.lastIndex = start;
  TOKEN_HERE.exec(text);
  return TOKEN_HERE.lastIndex;
}

const SPACE = 0x20;

function isAsciiAlphanumeric(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}
