import "server-only";
import type { Term } from "../expansion";
import { idfOf } from "../ranking";
import { kazakhStem, stem } from "../stemming";
import { both, type Condition, type Conditions, queryOf, sqlOf, Values, withAny } from "./conditions";
import type { Catalogue } from "./index-sync";
import { IMPACTS, markOf, SHARES } from "./lexemes";

/**
 * Of what was found, so many passages are read and put in order as the engine in memory does it. Where more were found, those are
 * chosen that have the rarest words and say most about them: what else there is stands behind them, as it stands in the reports.
 */
export const CANDIDATES = 500;

/** Terms in more than this part of all passages, and in more than so many, are common: looking at all that have them takes too long. */
const COMMON_PART = 0.05;
const COMMON_LEAST = 2_000;

/** Passages are asked one by one for as many words in all: looking up the list of a common word takes longer than that. */
const MOST_LOOKS = 150_000;

/** The gate of rare terms. Before others come those with the highest marks. */
const ALWAYS_OPEN = IMPACTS.length + 1;

/** What was found. */
export interface Found {
  match: Condition;
  total: number;
  /** Whether whatever has one of the query's words was found, so that to count what was found is to count the library. */
  isOpen: boolean;
}

/** A term with the passages that have it. */
export interface CountedTerm {
  term: Term;
  documents: number;
}

/**
 * Chooses the candidates among the passages that were found.
 *
 * Of each term there are up to four lists, of the passages that have it and of those that say more and more about it (`IMPACTS`). A
 * passage gets for each list that it is in what the step to it adds to its score. Where few were found, each is asked which lists it is in.
 * Else the lists are looked up, cut to a gate: the passages with any rare word, or where these are too few, those that say much about a
 * common one.
 *
 * @returns their numbers; the first as they stand in the reports where no term ranks
 */
export async function chooseCandidates(
  catalogue: Catalogue,
  conditions: Conditions,
  { match, total, isOpen }: Found,
  terms: readonly CountedTerm[],
): Promise<number[]> {
  const lists = listsOf(telling(terms), conditions, catalogue);
  if (lists.length === 0) return numbersInOrder(catalogue, match, { skip: [], from: 0, count: CANDIDATES });
  const lexemes = terms.reduce((sum, { term }) => sum + term.words.length, 0) * (IMPACTS.length + 1);
  if (total * lexemes <= MOST_LOOKS) return bestOfFew(catalogue, lists, match);
  let chosen: number[] = [];
  let opened = 0;
  for (let gate = ALWAYS_OPEN; gate >= 0 && chosen.length < CANDIDATES; gate--) {
    // That it would open too little can be told beforehand.
    if (total * (SHARES[gate] ?? 1) < CANDIDATES && gate > 0 && gate < ALWAYS_OPEN) continue;
    const open = lists.filter((list) => list.gate >= gate);
    if (open.length === opened) continue;
    opened = open.length;
    const gates = conditions.union(open.map(({ condition }) => condition));
    const within = isOpen ? gates : both([match, gates]);
    chosen = await bestOfMany(catalogue, lists, within);
  }
  return chosen;
}

/** Words that lists are looked up of, beside those of the rarest term: what a page of words, pasted, asks for beyond says least. */
const MOST_WORDS = 400;

/** The rarest terms. */
function telling(terms: readonly CountedTerm[]): CountedTerm[] {
  let left = MOST_WORDS;
  return [...terms]
    .sort((a, b) => a.documents - b.documents)
    .filter(({ term }, index) => {
      left -= term.words.length;
      return index === 0 || left >= 0;
    });
}

interface WeighedList {
  condition: Condition;
  weight: number;
  gate: number;
}

/** The lists of all terms, each once: the marks of a word and of its inflections are the same. */
function listsOf(
  terms: readonly CountedTerm[],
  conditions: Conditions,
  { passages, hasKazakh }: Catalogue,
): WeighedList[] {
  const common = Math.max(COMMON_LEAST, passages * COMMON_PART);
  const lists = new Map<string | null, WeighedList>();
  for (const { term, documents } of terms) {
    const weight = term.weight * idfOf(documents, passages);
    queriesOf(term, conditions, hasKazakh).forEach((condition, level) => {
      const query = queryOf(condition);
      const step = weight * (level === 0 ? 1 : IMPACTS[level - 1]! - (IMPACTS[level - 2] ?? 1));
      const gate = documents <= common ? ALWAYS_OPEN : level;
      const same = lists.get(query);
      lists.set(query, {
        ...{ condition, weight: step + (same?.weight ?? 0), gate: same ? Math.min(gate, same.gate) : gate },
      });
    });
  }
  return [...lists.values()];
}

async function bestOfFew({ pool }: Catalogue, lists: readonly WeighedList[], match: Condition): Promise<number[]> {
  const values = new Values();
  const parts = lists.map(({ condition, weight }) => {
    const query = queryOf(condition);
    const has = query === null ? "false" : `v.words @@ ${values.add(query)}::tsquery`;
    return `CASE WHEN ${has} THEN ${values.add(weight)}::float8 ELSE 0 END`;
  });
  const { rows } = await pool.query<{ number: number }>(
    `SELECT p.number FROM search.passages p JOIN search.vectors v USING (number) WHERE ${sqlOf(match, values)}
     ORDER BY ${parts.join(" + ")} DESC, p.number LIMIT ${CANDIDATES}`,
    values.list,
  );
  return rows.map(({ number }) => number);
}

/** The passages that have a term, then those that say more and more about it. Names of several words have no marks. */
function queriesOf(term: Term, conditions: Conditions, hasKazakh: boolean): Condition[] {
  const stems = [...new Set(term.words.flatMap((word) => (hasKazakh ? [stem(word), kazakhStem(word)] : stem(word))))];
  const marked = stems.length === 0 ? [] : IMPACTS.map((_, index) => stems.map((each) => markOf(each, index + 1)));
  return [conditions.withTerms([term]), ...marked.map(withAny)];
}

async function bestOfMany({ pool }: Catalogue, lists: readonly WeighedList[], within: Condition): Promise<number[]> {
  const values = new Values();
  const parts = lists.map(
    ({ condition, weight }) =>
      `SELECT p.number, ${values.add(weight)}::float8 AS weight FROM search.passages p WHERE ${sqlOf(both([condition, within]), values)}`,
  );
  const { rows } = await pool.query<{ number: number }>(
    `SELECT number FROM (${parts.join(" UNION ALL ")}) AS found
     GROUP BY number ORDER BY sum(weight) DESC, number LIMIT ${CANDIDATES}`,
    values.list,
  );
  return rows.map(({ number }) => number);
}

/**
 * The numbers of passages in the order in which they stand on the shelf.
 *
 * @param skip numbers of passages that are left out
 */
export async function numbersInOrder(
  { pool, reports }: Catalogue,
  match: Condition,
  { skip, from, count }: { skip: readonly number[]; from: number; count: number },
): Promise<number[]> {
  const values = new Values();
  const places = [...reports.values()].sort((a, b) => a.place - b.place).map(({ id }) => id);
  const { rows } = await pool.query<{ number: number }>(
    `SELECT p.number FROM search.passages p
     JOIN unnest(${values.add(places)}::int[]) WITH ORDINALITY AS shelf (report, place) ON shelf.report = p.report
     WHERE NOT (p.number = ANY(${values.add(skip)}::int[])) AND (${sqlOf(match, values)})
     ORDER BY shelf.place, p.number OFFSET ${values.add(from)} LIMIT ${values.add(count)}`,
    values.list,
  );
  return rows.map(({ number }) => number);
}
