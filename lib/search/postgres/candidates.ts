import "server-only";
import type { Term } from "../expansion";
import { idfOf } from "../ranking";
import { kazakhStem, stem } from "../stemming";
import { both, type Condition, type Conditions, queryOf, sqlOf, Values, withAny } from "./conditions";
import type { Catalogue } from "./index-sync";
import { IMPACTS, markOf, SHARES } from "./lexemes";

/**
 * Number of passages that are read and then ranked as in the in-memory engine. If more are found, those with the rarest
 * words and the highest impact are chosen. All others follow in reading order.
 */
export const CANDIDATES = 500;

/**
 * A term is common if more than this share of all passages contain it, and more than this number of them. Reading every
 * passage with a common term takes too long.
 */
const COMMON_PART = 0.05;
const COMMON_LEAST = 2_000;

/**
 * Number of checks (passages times lexemes) up to which passages are tested individually. Above this number, looking up
 * the posting list of a common word is faster.
 */
const MOST_LOOKS = 150_000;

/**
 * The gate for rare terms, which is always open. The lower gates are for the impact marks, from the highest mark to the
 * lowest.
 */
const ALWAYS_OPEN = IMPACTS.length + 1;

/** The passages found. */
export interface Found {
  match: Condition;
  total: number;
  /**
   * Whether a passage matches as soon as it contains one of the query's words. If so, counting the matches requires
   * counting across the whole library.
   */
  isOpen: boolean;
}

/** A term and the number of passages that contain it. */
export interface CountedTerm {
  term: Term;
  documents: number;
}

/**
 * Chooses the candidates for ranking among the passages found.
 *
 * Each term has up to four lists: the passages that contain the term, and those in which its impact exceeds each level
 * of `IMPACTS`. For each list that contains a passage, the passage's score rises by the difference in impact from the
 * previous list. If few passages were found, each is tested against all lists. Otherwise, the lists are looked up, and
 * a gate limits them. At first, only passages with a rare word get through. If these are too few, so do passages in
 * which a common word has a high impact.
 *
 * @returns passage numbers; the first ones in reading order if the query has no ranking term
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
    // Skip a gate that is known to let too few passages through.
    if (total * (SHARES[gate] ?? 1) < CANDIDATES && gate > 0 && gate < ALWAYS_OPEN) continue;
    const open = lists.filter((list) => list.gate >= gate);
    if (open.length === opened) continue;
    opened = open.length;
    const gates = conditions.union(open.map(({ condition }) => condition));
    const within = isOpen ? conditions.readable(gates) : both([match, gates]);
    chosen = await bestOfMany(catalogue, lists, within);
  }
  return chosen;
}

/**
 * Maximum number of words to look up in addition to the words of the rarest term. The limit excludes only the most
 * frequent words of a pasted page.
 */
const MOST_WORDS = 400;

/** The rarest terms, up to `MOST_WORDS` words in total. */
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

/** The lists of all terms, without duplicates. A word and its inflections share the same impact marks. */
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

/**
 * The lists of a term. The first list contains all passages with the term. Each of the others contains the passages in
 * which the term's impact exceeds one of the levels in `IMPACTS`. Names that consist of several words have no impact
 * marks.
 */
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
 * All passages found, in reading order.
 *
 * @param match finds at most a few hundred passages; sorting them here is faster than telling PostgreSQL the order of
 *   thousands of reports
 */
export async function allInOrder({ pool, reports }: Catalogue, match: Condition): Promise<number[]> {
  const values = new Values();
  const { rows } = await pool.query<{ number: number; report: number }>(
    `SELECT p.number, p.report FROM search.passages p WHERE ${sqlOf(match, values)}`,
    values.list,
  );
  const placed = rows.flatMap(({ number, report: id }) => {
    const report = reports.get(id);
    return report ? { number, place: report.place } : [];
  });
  return placed.sort((a, b) => a.place - b.place || a.number - b.number).map(({ number }) => number);
}

const orders = new WeakMap<Catalogue["reports"], readonly number[]>();

/** The ids of the reports, sorted only once for each library. */
function inLibraryOrder(reports: Catalogue["reports"]): readonly number[] {
  const known = orders.get(reports);
  if (known) return known;
  const order = [...reports.values()].sort((a, b) => a.place - b.place).map(({ id }) => id);
  orders.set(reports, order);
  return order;
}

/**
 * The numbers of passages in reading order: ordered first by report, then by position.
 *
 * @param skip passage numbers to leave out
 */
export async function numbersInOrder(
  { pool, reports }: Catalogue,
  match: Condition,
  { skip, from, count }: { skip: readonly number[]; from: number; count: number },
): Promise<number[]> {
  const values = new Values();
  const places = inLibraryOrder(reports);
  const { rows } = await pool.query<{ number: number }>(
    `SELECT p.number FROM search.passages p
     JOIN unnest(${values.add(places)}::int[]) WITH ORDINALITY AS shelf (report, place) ON shelf.report = p.report
     WHERE NOT (p.number = ANY(${values.add(skip)}::int[])) AND (${sqlOf(match, values)})
     ORDER BY shelf.place, p.number OFFSET ${values.add(from)} LIMIT ${values.add(count)}`,
    values.list,
  );
  return rows.map(({ number }) => number);
}
