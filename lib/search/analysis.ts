/**
 * Analysis: from text to tokens that know where they stand.
 *
 * Text is analysed the same way when it is indexed, when it is queried and when hits are marked, so a word that is found is
 * a word that can be pointed at. The text itself is never rewritten: only a token's `word` is normalised.
 */

/** A word of the text. `start` and `end` are UTF-16 offsets of its surface form, half-open; `word` is never empty. */
export interface Token {
  word: string;
  start: number;
  end: number;
}

const RUN = String.raw`[\p{L}\p{M}\p{N}]+`;
const APOSTROPHE = "['‘’ʼ＇]";
/** Soft hyphen, zero-width (non-)joiner, word joiner: invisible inside a word, so they must not split it. */
const INVISIBLE = String.raw`[\u00ad\u200c\u200d\u2060]+`;
const ESCAPES = "(?:%[0-9a-fA-F]{2})+";
const NUMBER = String.raw`\p{Nd}+(?:[.,]\p{Nd}+)+`;
const WORD = `${RUN}(?:(?:${APOSTROPHE}|${INVISIBLE})${RUN})*`;

/**
 * Percent-escapes come first so that `%D0%A4` in a URL is skipped instead of leaving the words "d0" and "a4"; numbers come
 * before words so that `67,727` and `26.14` stay whole, while the parts of `www.eurasianet.org` and `post-Soviet` fall apart.
 */
const TOKEN = new RegExp(`${ESCAPES}|(${NUMBER}|${WORD})`, "gu");
const TOKEN_HERE = new RegExp(`${NUMBER}|${WORD}`, "uy");

const ASCII_ALPHANUMERIC = /^[0-9A-Za-z]+$/;
const POSSESSIVE = new RegExp(`${APOSTROPHE}[sS]$`, "u");
/**
 * What NFKD leaves in a word beside letters and digits: combining marks, joiners, the slash of ½, the stop of ⒈. The modifier
 * letter ʼ is a letter to Unicode, and an apostrophe to those who type it.
 */
const NOT_IN_WORD = /[^\p{L}\p{N}]|ʼ/gu;
const WHOLE_NUMBER = new RegExp(`^${NUMBER}$`, "u");
const SHORT_I = /([иИ])\u0306/gu;

/**
 * The form under which a word is indexed and compared: compatibility-decomposed (NFKD), without marks, apostrophes and the
 * English possessive, in lower case. `Россия́` is `россия`, `ещё` is `еще`, `Russia’s` is `russia`.
 * A normalised word is a single token, and its own normal form.
 *
 * й alone keeps its mark: it is a letter of its own, and the endings that the Russian stemmer looks for are spelled with it.
 *
 * @param surface a word as it stands in the text, possibly with malformed UTF-16
 * @returns the normalised word; empty where the surface has no letter or digit
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

/** A word without the English possessive: "Russia" of "Russia’s". */
export function withoutPossessive(surface: string): string {
  return surface.replace(POSSESSIVE, "");
}

/**
 * The words of a text in order, with their offsets. A word is a run of letters, marks and digits; apostrophes inside it
 * belong to it, and so do the separators inside a number. Runs in linear time and accepts any string, lone surrogates
 * and control characters included.
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
 * Where a token ends, for an index that keeps only where tokens start.
 *
 * @param start the `start` of a token that `tokenize(text)` returned
 */
export function tokenEnd(text: string, start: number): number {
  let end = start;
  while (isAsciiAlphanumeric(text.charCodeAt(end))) end++;
  // Nearly all words end at a space; what stands before anything else may go on.
  if (end > start && text.charCodeAt(end) === SPACE) return end;
  TOKEN_HERE.lastIndex = start;
  TOKEN_HERE.exec(text);
  return TOKEN_HERE.lastIndex;
}

const SPACE = 0x20;

function isAsciiAlphanumeric(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}
