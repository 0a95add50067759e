import { tokenize } from "./analysis";
import type { Collection } from "./collection";
import type { SearchDocument, Visibility } from "./documents";
import {
  type Aspect,
  aspectOf,
  type FilterContext,
  failuresOf,
  isNoted,
  names,
  PLACE_OF,
  passes,
  tagsOf,
  visibilityOf,
} from "./filters";
import { type Filter, printQuery, type TopFilter } from "./query";
import { isStopWord } from "./stop-words";

/** One way to narrow a result. */
export interface Facet {
  /** What it narrows to: a place, a language, "noted" or "not-noted", who sees it, a tag or a name in small letters, the slug of a section or report. */
  value: string;
  /** The title of a section or report, or a tag or a name as it is written; null where the interface has a word for the value. */
  title: string | null;
  /** Hits there would be with it, all filters for other aspects staying. */
  count: number;
  /** As it is written in a query. */
  filter: string;
  /** Where the query has it; null where it does not. */
  selected: { from: number; to: number } | null;
}

/**
 * The ways to narrow a result. Sections and reports come in reading order, and sections only where one report is left; the commonest
 * tags and writers of notes first.
 */
export interface Facets {
  places: Facet[];
  languages: Facet[];
  noted: Facet[];
  visibility: Facet[];
  tags: Facet[];
  people: Facet[];
  sections: Facet[];
  reports: Facet[];
}

/** The documents of a result that have one value of an aspect. */
interface Bucket {
  value: string;
  title: string | null;
  count: number;
  /** One of them. */
  sample: SearchDocument;
}

const ONE_VALUE = ["in", "lang", "noted", "section", "report"] as const satisfies readonly Aspect[];
type OneValue = (typeof ONE_VALUE)[number];
const NAMED = ["visibility", "tag", "by"] as const satisfies readonly Aspect[];
type Named = (typeof NAMED)[number];
type FacetAspect = OneValue | Named;

/** Tags and writers that are offered at most, beside those that are chosen. */
const MAX_NAMES = 20;

const ORDERS: Partial<Record<FacetAspect, readonly string[]>> = {
  in: ["headings", "body", "tables", "captions", "footnotes", "notes"],
  lang: ["en", "ru", "kk"],
  noted: ["noted", "not-noted"],
  visibility: ["private", "team", "group"],
};

/**
 * Counts what a result could be narrowed to. The filters of an aspect do not touch its own counts, so that one choice can be
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
  const facets = (aspect: FacetAspect): Facet[] => {
    const found = [...buckets[aspect].values()];
    const order = ORDERS[aspect];
    if (order) found.sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
    const titles = found.map(({ title }) => title ?? "");
    return found.map((bucket) => {
      const { value, title, count } = bucket;
      const negated = value === "not-noted";
      const selected = filters.find(
        (other) =>
          aspectOf(other.filter) === aspect &&
          other.negated === negated &&
          isSelectedBy(other.filter, negated, bucket, context),
      );
      return {
        ...{ value, title, count },
        filter: `${negated ? "-" : ""}${printQuery([{ type: "filter", filter: filterFor(aspect, bucket, titles) }]).trim()}`,
        selected: selected ? { from: selected.from, to: selected.to } : null,
      };
    });
  };
  const reports = facets("report");
  return {
    places: facets("in"),
    languages: facets("lang"),
    noted: facets("noted"),
    visibility: facets("visibility"),
    tags: commonest(facets("tag")),
    people: commonest(facets("by")),
    sections: reports.length > 1 ? [] : facets("section"),
    reports,
  };
}

function commonest(facets: Facet[]): Facet[] {
  return facets
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .filter(({ selected }, index) => selected || index < MAX_NAMES);
}

function countValues(
  candidates: Uint32Array,
  filters: readonly TopFilter[],
  collection: Collection,
  context: FilterContext,
): Record<FacetAspect, Map<string, Bucket>> {
  const buckets = Object.fromEntries([...ONE_VALUE, ...NAMED].map((aspect) => [aspect, new Map()])) as Record<
    FacetAspect,
    Map<string, Bucket>
  >;
  const failures = failuresOf(filters, context);
  for (const id of candidates) {
    const document = collection.document(id);
    const failed = failures(document);
    if (failed.length > 1) continue;
    for (const aspect of failed.length === 0 ? ONE_VALUE : ONE_VALUE.filter((each) => each === failed[0])) {
      const value = valueIn(aspect, document, context);
      if (value !== null) count(buckets[aspect], value, titleIn(aspect, document), document);
    }
    for (const aspect of failed.length === 0 ? NAMED : NAMED.filter((each) => each === failed[0])) {
      for (const name of namesIn(aspect, document, context)) {
        count(buckets[aspect], name.toLowerCase(), aspect === "visibility" ? null : name, document);
      }
    }
  }
  return buckets;
}

function count(buckets: Map<string, Bucket>, value: string, title: string | null, sample: SearchDocument): void {
  const bucket = buckets.get(value);
  if (bucket) bucket.count += 1;
  else buckets.set(value, { value, title, count: 1, sample });
}

/** The value of an aspect in which a document has one at most. */
function valueIn(aspect: OneValue, document: SearchDocument, context: FilterContext): string | null {
  switch (aspect) {
    case "in":
      return PLACE_OF[document.kind];
    case "lang":
      return document.language;
    case "noted":
      return isNoted(document, context) ? "noted" : "not-noted";
    case "section":
      return document.section?.slug ?? null;
    case "report":
      return document.report;
  }
}

function titleIn(aspect: OneValue, { section, reportTitle }: SearchDocument): string | null {
  if (aspect === "section") return section?.title ?? null;
  return aspect === "report" ? reportTitle : null;
}

/** The values of an aspect in which a document may have several. In a large library most have none, so that is told at once. */
function namesIn(aspect: Named, document: SearchDocument, context: FilterContext): readonly string[] {
  switch (aspect) {
    case "visibility":
      return document.note || context.marks.size > 0 ? [...visibilityOf(document, context)] : NO_NAMES;
    case "tag": {
      const tags = tagsOf(document, context);
      // Several highlights on a block may write a tag differently.
      return tags.length < 2 ? tags : [...new Map(tags.map((tag) => [tag.toLowerCase(), tag])).values()];
    }
    case "by":
      // Who wrote the reports is no way to narrow what stands in them.
      return document.note ? document.by : NO_NAMES;
  }
}

const NO_NAMES: readonly string[] = [];

/** Whether a filter is what the query has of a bucket's value: of the values of one document, a tag or a name is only one. */
function isSelectedBy(
  filter: Filter,
  negated: boolean,
  { value, title, sample }: Bucket,
  context: FilterContext,
): boolean {
  if (filter.field === "tag" || filter.field === "by") return names(title ?? value, filter.words);
  if (filter.field === "is" && filter.state !== "noted") return filter.state === value;
  return passes(filter, sample, context) !== negated;
}

function filterFor(aspect: FacetAspect, { value, title, sample }: Bucket, titles: readonly string[]): Filter {
  switch (aspect) {
    case "in":
      return { field: "in", place: PLACE_OF[sample.kind] };
    case "lang":
      return { field: "lang", language: sample.language };
    case "noted":
      return { field: "is", state: "noted" };
    case "visibility":
      return { field: "is", state: value as Visibility };
    case "tag":
      return { field: "tag", words: wordsOf(title ?? value) };
    case "by":
      return { field: "by", words: wordsOf(title ?? value) };
    case "section":
      return { field: "section", words: shortName(title ?? "", titles) };
    case "report":
      return { field: "report", words: wordsOf(sample.report) };
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
