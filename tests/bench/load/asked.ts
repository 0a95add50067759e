import { randomUUID } from "node:crypto";
import { FIRST_HITS } from "@/app/_features/search/search-state";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import type { EditionText } from "@/lib/editions/editions";
import { tokenize } from "@/lib/search/analysis";
import { isStopWord } from "@/lib/search/stop-words";
import { randomNumbers } from "../search/generator";
import type { Asked } from "./closed-loop";

/**
 * Number of distinct queries. They are sent in turn, so that no answer comes from a cache that has just been filled.
 */
const QUERIES = 1_000;

const SHARES = { search: 0.7, read: 0.2 };

/** Length of a highlighted passage, in UTF-16 code units. */
const PASSAGE = 40;

/** Two-word queries, with words from anywhere in a text. They are the same on every run. */
export function twoWordQueries(text: string): string[] {
  const words = [...new Set(tokenize(text).map(({ word }) => word))].filter(
    (word) => word.length > 3 && !isStopWord(word),
  );
  const random = randomNumbers(5);
  const word = () => words[Math.floor(random() * words.length)]!;
  const queries = new Set<string>();
  while (queries.size < QUERIES) queries.add(`${word()} ${word()}`);
  return [...queries];
}

/** A user who only searches. */
export function searching(text: string): () => Asked {
  const queries = twoWordQueries(text);
  let turn = 0;
  return () => {
    const q = queries[turn++ % queries.length]!;
    return { path: `/api/search?${new URLSearchParams({ q, limit: String(FIRST_HITS) })}` };
  };
}

/**
 * A team at work. Of ten requests, seven are searches, two read the report's page and its notes in turn, and one
 * creates a note.
 */
export function working(edition: EditionText): () => Asked {
  const random = randomNumbers(7);
  const search = searching(edition.text);
  const pages = [`/r/${edition.report}`, `/api/reports/${edition.report}/highlights`];
  let read = 0;
  return () => {
    const drawn = random();
    if (drawn < SHARES.search) return search();
    if (drawn < SHARES.search + SHARES.read) return { path: pages[read++ % pages.length]! };
    const start = Math.floor(random() * (edition.text.length - PASSAGE));
    const end = start + PASSAGE;
    return {
      path: `/api/reports/${edition.report}/highlights`,
      body: {
        ...{ id: randomUUID(), edition: edition.id, ...selectorOf(edition.text, start, end) },
        ...{ colour: 1, visibility: "team", note: "Written under load." },
      },
    };
  };
}
