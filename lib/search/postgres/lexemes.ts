import { impactOf } from "../ranking";
import { type Morphology, stemIn } from "../stemming";

/**
 * What stands for the words of a passage in PostgreSQL. They are its words as `tokenize` finds them, with their places, so that its own
 * parser and dictionaries have no part in it.
 *
 * Beside them stand marks without places. A passage that says much about a stem has the mark `~stem^1`, one that says more `~stem^2`
 * too, and so on: of a word that is in every other passage, only the few with the highest mark need to be looked at to find the best.
 */

/** Words are cut to so many UTF-16 code units: PostgreSQL takes no longer ones than 2,046 bytes, and what is longer is no word, so that the dictionary leaves it out. */
export const LONGEST = 500;

/** PostgreSQL's own bound. Phrases that begin behind it, or behind the 256th place of a word in one passage, are not found. */
const LAST_PLACE = 16_383;

/** Words of the average passage of the reports at hand. What a passage says is measured against it, not against what happens to be indexed. */
const AVERAGE_LENGTH = 40;

/** From which impact (`impactOf`) a passage has each mark. */
export const IMPACTS = [1.2, 1.5, 1.65] as const;

/** Of the passages that have a word, how large a part has it, and each mark; in the report that comes with Concord. */
export const SHARES: readonly number[] = [1, 0.35, 0.2, 0.04];

/** A word in a query or in the words of a passage. */
export function lexeme(word: string): string {
  return quoted(word.slice(0, LONGEST));
}

/** The mark of passages that say so much about a stem: from 1, the place in `IMPACTS` and one more. */
export function markOf(wordStem: string, level: number): string {
  return quoted(`~${wordStem.slice(0, LONGEST)}^${level}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

/** The words of a passage as text that PostgreSQL reads as a tsvector. */
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
