import { tokenize } from "./analysis";
import type { Collection } from "./collection";
import type { SearchDocument } from "./documents";
import { type FilterContext, failuresOf, names, PLACE_OF, passes } from "./filters";
import { type Filter, printQuery, type TopFilter } from "./query";
import { isStopWord } from "./stop-words";

/** One way to narrow a result. */
export interface Facet {
  /** What it narrows to: a place, a language, "noted" or "not-noted", the slug of a section or report. */
  value: string;
  /** The title of a section or report; null where the interface has a word for the value. */
  title: string | null;
  /** Hits there would be with it, all filters for other fields staying. */
  count: number;
  /** As it is written in a query. */
  filter: string;
  /** Where the query has it; null where it does not. */
  selected: { from: number; to: number } | null;
}

/** The ways to narrow a result. Sections and reports come in reading order, and sections only where one report is left. */
export interface Facets {
  places: Facet[];
  languages: Facet[];
  noted: Facet[];
  sections: Facet[];
  reports: Facet[];
}

/** The documents of a result that have one value of a field. */
interface Bucket {
  value: string;
  count: number;
  /** One of them. */
  sample: SearchDocument;
}

type FacetField = "in" | "lang" | "is" | "section" | "report";
const FIELDS: readonly FacetField[] = ["in", "lang", "is", "section", "report"];

const PLACES: readonly string[] = ["headings", "body", "tables", "captions", "footnotes", "notes"];
const LANGUAGES: readonly string[] = ["en", "ru", "kk"];
const NOTED: readonly string[] = ["noted", "not-noted"];

/**
 * Counts what a result could be narrowed to. The filters of a field do not touch its own counts, so that one choice can be
 * exchanged for another.
 *
 * @param candidates what was found before the outermost filters, ascending
 * @param filters the outermost filters of the query
 */
export function facetsOf(
  candidates: Uint32Array,
  filters: readonly TopFilter[],
  collection: Collection,
  context: FilterContext,
): Facets {
  const buckets = countValues(candidates, filters, collection, context);
  const facets = (field: FacetField, order?: readonly string[]): Facet[] => {
    const found = [...buckets[field].values()];
    if (order) found.sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
    const titles = found.map(({ sample }) => sample.section?.title ?? "");
    return found.map(({ value, count, sample }) => {
      const negated = value === "not-noted";
      const selected = filters.find(
        (other) =>
          other.filter.field === field &&
          other.negated === negated &&
          passes(other.filter, sample, context) !== negated,
      );
      return {
        value,
        title: field === "section" ? (sample.section?.title ?? null) : field === "report" ? sample.reportTitle : null,
        count,
        filter: `${negated ? "-" : ""}${printQuery([{ type: "filter", filter: filterFor(field, sample, titles) }]).trim()}`,
        selected: selected ? { from: selected.from, to: selected.to } : null,
      };
    });
  };
  const reports = facets("report");
  return {
    places: facets("in", PLACES),
    languages: facets("lang", LANGUAGES),
    noted: facets("is", NOTED),
    sections: reports.length > 1 ? [] : facets("section"),
    reports,
  };
}

function countValues(
  candidates: Uint32Array,
  filters: readonly TopFilter[],
  collection: Collection,
  context: FilterContext,
): Record<FacetField, Map<string, Bucket>> {
  const buckets = Object.fromEntries(FIELDS.map((field) => [field, new Map()])) as Record<
    FacetField,
    Map<string, Bucket>
  >;
  const failures = failuresOf(filters, context);
  for (const id of candidates) {
    const document = collection.document(id);
    const failed = failures(document);
    if (failed.length > 1) continue;
    for (const field of FIELDS) {
      const value = failed.length === 0 || failed[0] === field ? valueIn(field, document, context) : null;
      if (value === null) continue;
      const bucket = buckets[field].get(value);
      if (bucket) bucket.count += 1;
      else buckets[field].set(value, { value, count: 1, sample: document });
    }
  }
  return buckets;
}

function valueIn(field: FacetField, document: SearchDocument, context: FilterContext): string | null {
  switch (field) {
    case "in":
      return PLACE_OF[document.kind];
    case "lang":
      return document.language;
    case "is":
      return passes({ field: "is", state: "noted" }, document, context) ? "noted" : "not-noted";
    case "section":
      return document.section?.slug ?? null;
    case "report":
      return document.report;
  }
}

function filterFor(field: FacetField, document: SearchDocument, titles: readonly string[]): Filter {
  switch (field) {
    case "in":
      return { field, place: PLACE_OF[document.kind] };
    case "lang":
      return { field, language: document.language };
    case "is":
      return { field, state: "noted" };
    case "section":
      return { field, words: shortName(document.section?.title ?? "", titles) };
    case "report":
      return { field, words: wordsOf(document.report) };
  }
}

/** The first words of a title that name no other one, ending in a word that says something. */
function shortName(title: string, titles: readonly string[]): string[] {
  const words = wordsOf(title);
  const others = titles.filter((other) => other !== title);
  for (let count = 1; count < words.length; count++) {
    const name = words.slice(0, count);
    if (!isStopWord(name.at(-1)!) && !others.some((other) => names(other, name))) return name;
  }
  return words;
}

function wordsOf(text: string): string[] {
  return tokenize(text).map(({ word }) => word);
}
