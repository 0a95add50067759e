import "server-only";
import type { Term } from "../expansion";
import {
  type Aspect,
  aspectOf,
  type BlockMarks,
  hasState,
  hasTag,
  names,
  PLACE_OF,
  type SignedFilter,
} from "../filters";
import type { SetAlgebra } from "../matching";
import type { Phrase } from "../phrase-lookup";
import type { Filter } from "../query";
import { KINDS } from "../segment";
import type { Catalogue, CatalogueEntry } from "./index-sync";
import { lexeme } from "./lexemes";
import type { MarkedGroup } from "./marked";

/** The parameters of a statement. User input is always passed as a parameter, never inserted into the SQL. */
export class Values {
  readonly list: unknown[] = [];

  /** @returns the parameter's placeholder */
  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

/**
 * Selects passages by full-text queries, or by an SQL condition on the rows of `search.passages`, aliased `p`.
 *
 * A passage must match one of the queries. Queries with phrases are kept separate from queries that consist of single
 * words. The index answers word queries directly, but each passage that may contain a phrase must be rechecked. In a
 * combined query, PostgreSQL would recheck every passage with any of its words.
 */
export type Condition = { words: readonly string[]; phrases: readonly string[] } | { sql: (values: Values) => string };

const NONE: Condition = { sql: () => "false" };
const ALL: Condition = { sql: () => "true" };

/** Passages with any of these lexemes or impact marks. @param lexemes in query syntax; at least one */
export function withAny(lexemes: readonly string[]): Condition {
  return { words: lexemes, phrases: [] };
}

/** The condition as SQL for a WHERE clause. */
export function sqlOf(condition: Condition, values: Values): string {
  if ("sql" in condition) return condition.sql(values);
  const { words, phrases } = condition;
  const [only, ...more] = [...(words.length > 0 ? [words.join(" | ")] : []), ...phrases];
  if (more.length === 0) return `search.words_of(p.number) @@ ${values.add(only)}::tsquery`;
  // Looks up each part in the index separately so that PostgreSQL can combine the results.
  return [
    ...(words.length > 0 ? [sqlOf({ words, phrases: [] }, values)] : []),
    ...phrases.map((phrase) => `p.number = ANY(ARRAY(${numbersOf({ words: [], phrases: [phrase] }, values)}))`),
  ].join(" OR ");
}

/** The condition as one tsquery; null if it is an SQL condition. */
export function queryOf(condition: Condition): string | null {
  return "sql" in condition ? null : [...condition.words, ...condition.phrases].join(" | ");
}

function numbersOf(condition: Condition, values: Values): string {
  return `SELECT p.number FROM search.passages p WHERE ${sqlOf(condition, values)}`;
}

/**
 * The condition as SQL within a larger expression. Uses a subquery, because otherwise PostgreSQL would read the words
 * of every passage.
 */
function memberSql(condition: Condition, values: Values): string {
  return "sql" in condition ? condition.sql(values) : `p.number IN (${numbersOf(condition, values)})`;
}

/** The passages that match all conditions. */
export function both(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return ALL;
  const queries = new Set<string>();
  let hasPhrase = false;
  const others: Condition[] = [];
  for (const condition of conditions) {
    const query = queryOf(condition);
    const [phrase, ...more] = "sql" in condition ? [] : condition.phrases;
    // If a phrase is combined with other words, only passages that contain those words are rechecked.
    if (query === null || more.length > 0 || (phrase !== undefined && query !== phrase)) others.push(condition);
    else {
      queries.add(`(${query})`);
      hasPhrase ||= phrase !== undefined;
    }
  }
  const joined = [[...queries].join(" & ")];
  const ofQueries: Condition = hasPhrase ? { words: [], phrases: joined } : { words: joined, phrases: [] };
  if (others.length === 0) return ofQueries;
  const all = queries.size > 0 ? [ofQueries, ...others] : others;
  return { sql: (values) => all.map((condition) => `(${sqlOf(condition, values)})`).join(" AND ") };
}

/** A phrase as a tsquery: its words must be at adjacent positions. */
function queryOfPhrase({ words, typing, forms }: Phrase): string {
  const places = words.map((word, place) => {
    if (typing && place === words.length - 1) return `${lexeme(word)}:*`;
    const own = forms?.[place] ?? [word];
    return own.length === 1 ? lexeme(own[0]!) : `(${own.map(lexeme).join(" | ")})`;
  });
  return `(${places.join(" <-> ")})`;
}

/** A passage of a report's text, apart from its marks. */
const TEXT = { note: null, tags: [] };

/** Represents sets of passages as conditions. */
export class Conditions implements SetAlgebra<Condition> {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly marked: readonly MarkedGroup[],
  ) {}

  withPhrase(phrase: Phrase): Condition {
    const query = queryOfPhrase(phrase);
    return phrase.words.length > 1 ? { words: [], phrases: [query] } : { words: [query], phrases: [] };
  }

  withTerms(terms: readonly Term[]): Condition {
    const words = new Set(terms.flatMap((term) => term.words.map(lexeme)));
    const phrases = new Set(
      terms.flatMap((term) => term.phrases.map((phrase) => queryOfPhrase({ words: phrase, typing: false }))),
    );
    return words.size + phrases.size === 0 ? NONE : { words: [...words], phrases: [...phrases] };
  }

  union(all: readonly Condition[]): Condition {
    const sets = new Set(all);
    sets.delete(NONE);
    const searched = [...sets].flatMap((set) => ("sql" in set ? [] : [set]));
    const joined: Condition = {
      words: [...new Set(searched.flatMap(({ words }) => words))],
      phrases: [...new Set(searched.flatMap(({ phrases }) => phrases))],
    };
    const others = [...sets].filter((set) => "sql" in set);
    if (others.length === 0) return searched.length === 0 ? NONE : joined;
    const parts = searched.length > 0 ? [joined, ...others] : others;
    return { sql: (values) => parts.map((set) => `(${memberSql(set, values)})`).join(" OR ") };
  }

  narrowed(within: readonly Condition[], without: readonly Condition[], filters: readonly SignedFilter[]): Condition {
    const excluded = this.union(without);
    const remaining: Condition[] =
      excluded === NONE ? [] : [{ sql: (values) => `NOT (${memberSql(excluded, values)})` }];
    const passing: Condition[] = filters.length === 0 ? [] : [this.passing(filters)];
    return both([...within, ...remaining, ...passing]);
  }

  /** The passages that pass all filters. */
  passing(filters: readonly SignedFilter[]): Condition {
    return {
      sql: (values) =>
        this.failures(filters)
          .map(({ sql }) => `NOT (${sql(values)})`)
          .join(" AND ") || "true",
    };
  }

  /** For each aspect of the filters, the condition under which a passage fails it; see `failuresOf`. */
  failures(filters: readonly SignedFilter[]): { aspect: Aspect; sql: (values: Values) => string }[] {
    const aspects = [...new Set(filters.map(({ filter }) => aspectOf(filter)))];
    return aspects.map((aspect) => ({
      aspect,
      sql: (values) => {
        const own = filters.filter(({ filter }) => aspectOf(filter) === aspect);
        const sqlFor = (negated: boolean) =>
          own.filter((each) => each.negated === negated).map(({ filter }) => `(${this.filterSql(filter, values)})`);
        const [any, none] = [sqlFor(false), sqlFor(true)];
        return [...(any.length > 0 ? [`NOT (${any.join(" OR ")})`] : []), ...none].join(" OR ");
      },
    }));
  }

  /** Limits a condition to the reports of the catalogue, which may be only a part of the index. */
  readable(condition: Condition): Condition {
    const { within } = this.catalogue;
    if (within === null) return condition;
    // A user reads only a few shelves. PostgreSQL would take milliseconds to plan with the ids of thousands of reports.
    const isReadable = (values: Values) => `p.shelf = ANY(${values.add(within)}::int[])`;
    return both([condition, { sql: isReadable }]);
  }

  /** The passages of the reports that pass a test. */
  inReports(test: (report: CatalogueEntry) => boolean): Condition {
    const ids = [...this.catalogue.reports.values()].filter(test).map(({ id }) => id);
    return { sql: (values) => `p.report = ANY(${values.add(ids)}::int[])` };
  }

  private filterSql(filter: Filter, values: Values): string {
    switch (filter.field) {
      case "in": {
        const kinds = KINDS.flatMap((kind, number) => (PLACE_OF[kind] === filter.place ? [number] : []));
        return `p.kind = ANY(${values.add(kinds)}::int[])`;
      }
      case "lang":
        return `p.language = ${values.add(filter.language)}`;
      case "page":
        return `EXISTS (SELECT FROM unnest(p.pages) AS page WHERE page BETWEEN ${values.add(filter.from)} AND ${values.add(filter.to)})`;
      case "section":
        return `p.section IS NOT NULL AND p.section IN (SELECT id FROM search.sections WHERE strpos(names, ${values.add(` ${filter.words.join(" ")}`)}) > 0)`;
      case "report":
        return sqlOf(
          this.inReports(({ slug, title }) => names(slug, filter.words) || names(title, filter.words)),
          values,
        );
      case "by":
        return sqlOf(
          this.inReports(({ authors }) => authors.some((name) => names(name, filter.words))),
          values,
        );
      case "is":
        return this.markedSql((marks) => hasState(filter.state, TEXT, marks), values);
      case "tag":
        return this.markedSql((marks) => hasTag(filter.words, TEXT, marks), values);
    }
  }

  /** Only the passages in `marked` have highlights, so no other passage of the text passes a filter on them. */
  private markedSql(test: (marks: BlockMarks) => boolean, values: Values): string {
    const passing = this.marked.filter(({ marks }) => test(marks));
    return `p.number = ANY(${values.add(passing.flatMap(({ numbers }) => numbers))}::int[])`;
  }
}
