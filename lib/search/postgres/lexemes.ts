import { impactOf } from "../ranking";
import { type Morphology, stemIn } from "../stemming";

/**
 * Lexemes for PostgreSQL's text search. They are the words found by `tokenize`, with their positions, so PostgreSQL's
 * own parser and dictionaries are not involved.
 *
 * Besides words, passages have impact marks without positions: `~stem^1` if a stem has a high impact in the passage,
 * `~stem^2` if it has a higher one, and so on. For a word that occurs in every other passage, finding the best passages
 * only requires reading the few with the highest mark.
 */

/**
 * Words are truncated to this number of UTF-16 code units, because PostgreSQL accepts at most 2,046 bytes. Longer
 * strings are not real words, so the dictionary leaves them out.
 */
export const LONGEST = 500;

/**
 * The highest position that PostgreSQL supports. A phrase that begins after it, or after the 256th position of a word
 * in one passage, is not found.
 */
const LAST_PLACE = 16_383;

/**
 * Average passage length of the available reports, in words. It is fixed so that impacts do not depend on which reports
 * are indexed.
 */
const AVERAGE_LENGTH = 40;

/**
 * Minimum impact (`impactOf`) for each mark. In the report that comes with Concord, 19%, 5% and 2.5% of the words of a
 * passage have such an impact.
 */
export const IMPACTS = [1.18, 1.37, 1.55] as const;

/**
 * Of the passages that contain a word, the share in which the word has each impact mark. The first value, 1, is for
 * passages with or without a mark. Measured on the report that comes with Concord.
 */
export const SHARES: readonly number[] = [1, 0.35, 0.2, 0.04];

/** A word as a lexeme of a tsquery or tsvector. */
export function lexeme(word: string): string {
  return quoted(word.slice(0, LONGEST));
}

/** The impact mark of a stem. The level is an index into `IMPACTS`, counted from 1. */
export function markOf(wordStem: string, level: number): string {
  return quoted(`~${wordStem.slice(0, LONGEST)}^${level}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** The words of a passage in the text format of a tsvector. */
export function vectorOf(words: readonly string[], weight: number, morphology: Morphology = "general"): string {
  const places = new Map<string, number[]>();
  const stems = new Map<string, number>();
  for (const [place, word] of words.entries()) {
    const at = Math.min(place + 1, LAST_PLACE);
    const known = places.get(word);
    if (known) known.push(at);
    else places.set(word, [at]);
    const wordStem = stemIn(word, morphology);
    stems.set(wordStem, (stems.get(wordStem) ?? 0) + 1);
  }
  const lexemes = Array.from(places, ([word, at]) => `${lexeme(word)}:${at.join(",")}`);
  for (const [wordStem, frequency] of stems) {
    const impact = impactOf(frequency, words.length, weight, AVERAGE_LENGTH);
    IMPACTS.forEach((least, index) => {
      if (impact >= least) lexemes.push(markOf(wordStem, index + 1));
    });
  }
  return lexemes.join(" ");
}
