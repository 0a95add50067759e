/** Queries for a large library, built from its words by frequency. */

import type { Pool } from "pg";
import { isStopWord } from "@/lib/search/stop-words";
import { randomNumbers } from "../search/generator";

/** The number of passages that a rare word may occur in. */
const RARE = { least: 2, most: 200 };
const COMMONEST = 20;
const QUERIES = 100;

export interface QuerySet {
  name: string;
  queries: string[];
}

/** Queries with words from the index, in sets of `QUERIES`. */
export async function querySets(pool: Pool): Promise<QuerySet[]> {
  const random = randomNumbers(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const rows = await pool.query<{ word: string; passages: number }>(
    "SELECT word, passages FROM search.words WHERE word ~ '^[a-z]{4,}$' ORDER BY passages DESC, word",
  );
  const words = rows.rows.filter(({ word }) => !isStopWord(word));
  const commonest = words.slice(0, COMMONEST).map(({ word }) => word);
  const rare = words.filter(({ passages }) => passages >= RARE.least && passages <= RARE.most).map(({ word }) => word);
  const known = new Set(rows.rows.map(({ word }) => word));
  const texts = await pool.query<{ text: string }>(
    "SELECT document ->> 'text' AS text FROM search.texts WHERE number % 97 = 0 AND length(document ->> 'text') > 200 ORDER BY number LIMIT 500",
  );
  const phrase = (): string => {
    const found = pick(texts.rows).text.match(/[a-z]{4,} [a-z]{4,}/gu) ?? [];
    return found.length > 0 ? `"${pick(found)}"` : phrase();
  };
  const misspelt = (): string => {
    const word = pick(rare);
    const at = 1 + Math.floor(random() * (word.length - 2));
    const wrong = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
    return word.length > 5 && !known.has(wrong) ? `${wrong} ` : misspelt();
  };
  const set = (name: string, make: () => string): QuerySet => ({
    name,
    queries: Array.from({ length: QUERIES }, make),
  });
  return [
    // A trailing space marks a word as completely typed.
    set("a rare word", () => `${pick(rare)} `),
    set("two rare words", () => `${pick(rare)} ${pick(rare)} `),
    set("a rare and a common word", () => `${pick(rare)} ${pick(commonest)} `),
    set("one of the most common words", () => `${pick(commonest)} `),
    set("two of the most common words", () => `${pick(commonest)} ${pick(commonest)} `),
    set("two of the most common, in footnotes", () => `in:footnotes ${pick(commonest)} ${pick(commonest)} `),
    set("a phrase", phrase),
    set("a word being typed", () => pick(words).word.slice(0, 2 + Math.floor(random() * 3))),
    set("a misspelt word", misspelt),
  ];
}
