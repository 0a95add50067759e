import "server-only";
import type { SearchDocument } from "../search/documents";
import type { Term } from "../search/expansion";
import {
  type Aspect,
  aspectOf,
  type FilterContext,
  names,
  PLACE_OF,
  passes,
  type SignedFilter,
} from "../search/filters";
import type { SetAlgebra } from "../search/matching";
import type { Phrase } from "../search/phrase-lookup";
import type { Filter } from "../search/query";
import { KINDS } from "../search/segment";
import { lexeme } from "./lexemes";
import type { Catalogue, CatalogueEntry } from "./shelf";

/** The values of a statement, which stand beside its text: nothing that somebody typed becomes part of it. */
export class Values {
  readonly list: unknown[] = [];

  /** @returns how the statement names the value */
  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

/**
 * Which passages are asked for: a query of PostgreSQL's text search, which its index answers, or a condition on the rows of
 * `search.passages`, called `p`.
 */
export type Condition = { query: string } | { sql: (values: Values) => string };

const NONE: Condition = { sql: () => "false" };
const ALL: Condition = { sql: () => "true" };

/** As it stands behind WHERE. */
export function sqlOf(condition: Condition, values: Values): string {
  return "query" in condition ? `p.words @@ ${values.add(condition.query)}::tsquery` : condition.sql(values);
}

/** As it stands among others: what the index does not answer by itself would read the words of every passage. */
function memberSql(condition: Condition, values: Values): string {
  if ("sql" in condition) return condition.sql(values);
  return `p.number IN (SELECT number FROM search.passages WHERE words @@ ${values.add(condition.query)}::tsquery)`;
}

/** The passages that all conditions ask for. */
export function both(conditions: readonly Condition[]): Condition {
  const queries = conditions.flatMap((condition) => ("query" in condition ? [`(${condition.query})`] : []));
  const others = conditions.filter((condition) => !("query" in condition));
  if (others.length === 0 && queries.length > 0) return { query: queries.join(" & ") };
  if (conditions.length === 0) return ALL;
  return {
    sql: (values) =>
      [...(queries.length > 0 ? [{ query: queries.join(" & ") }] : []), ...others]
        .map((condition) => `(${sqlOf(condition, values)})`)
        .join(" AND "),
  };
}

/** A phrase in a query. Its words stand side by side, as their places say. */
export function queryOfPhrase({ words, typing }: Phrase): string {
  return `(${words.map((word, place) => lexeme(word) + (typing && place === words.length - 1 ? ":*" : "")).join(" <-> ")})`;
}

/** A passage on which the person sees highlights. */
export interface MarkedPassage {
  number: number;
  document: SearchDocument;
}

/** Sets of passages as conditions. */
export class Conditions implements SetAlgebra<Condition> {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly marked: readonly MarkedPassage[],
    private readonly context: FilterContext,
  ) {}

  withPhrase(phrase: Phrase): Condition {
    return { query: queryOfPhrase(phrase) };
  }

  withTerms(terms: readonly Term[]): Condition {
    const queries = terms.flatMap(({ words, phrases }) => [
      ...words.map(lexeme),
      ...phrases.map((phrase) => queryOfPhrase({ words: phrase, typing: false })),
    ]);
    return queries.length === 0 ? NONE : { query: [...new Set(queries)].join(" | ") };
  }

  union(all: readonly Condition[]): Condition {
    const sets = all.filter((set) => set !== NONE);
    if (sets.length === 0) return NONE;
    const queries = sets.flatMap((set) => ("query" in set ? [`(${set.query})`] : []));
    if (queries.length === sets.length) return { query: queries.join(" | ") };
    return { sql: (values) => sets.map((set) => `(${memberSql(set, values)})`).join(" OR ") };
  }

  narrowed(within: readonly Condition[], without: readonly Condition[], filters: readonly SignedFilter[]): Condition {
    const excluded: Condition[] = without.map((set) => ({ sql: (values) => `NOT (${memberSql(set, values)})` }));
    const passing: Condition[] = filters.length === 0 ? [] : [this.passing(filters)];
    return both([...within, ...excluded, ...passing]);
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

  /** For each aspect of the filters, the condition under which a passage fails them; see `failuresOf`. */
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

  /** The passages of some reports. */
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
      case "tag": {
        // Nothing else of the text has highlights to go by.
        const numbers = this.marked.filter(({ document }) => passes(filter, document, this.context));
        return `p.number = ANY(${values.add(numbers.map(({ number }) => number))}::int[])`;
      }
    }
  }
}
