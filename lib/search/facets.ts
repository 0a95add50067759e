import { tokenize } from "./analysis";
import type { Collection } from "./collection";
import type { SearchDocument, Visibility } from "./documents";
import {
  type Aspect,
  aspectOf,
  type BlockMarks,
  type FilterContext,
  failuresOf,
  isNoted,
  marksOn,
  names,
  PLACE_OF,
  passes,
  tagsOf,
  visibilityOf,
} from "./filters";
import { type Filter, printQuery, type TopFilter } from "./query";
import { isStopWord } from "./stop-words";

/** A value by which a result can be filtered. */
export interface Facet {
  /**
   * The value to filter by: a place, a language, "noted" or "not-noted", an audience, a lower-case tag or name, or the
   * slug of a section or report.
   */
  value: string;
  /** The title of a section or report, or a tag or name as written; null if the UI supplies the label. */
  title: string | null;
  /** Number of hits that this filter would give together with the filters of all other aspects. */
  count: number;
  /** The filter in query syntax. */
  filter: string;
  /** The position of the filter in the query; null if the query does not contain it. */
  selected: { from: number; to: number } | null;
}

/**
 * The filters offered for a result. Sections and reports are in reading order. Sections are offered only if a single
 * report is left. Tags and authors of notes are ordered by frequency. Of tags, authors and reports, only the most
 * frequent are offered.
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

/** Matching documents that have the same value in every aspect. */
export interface Alike {
  /** Any one of the documents. */
  sample: SearchDocument;
  /** The highlights on the documents. */
  marks: BlockMarks | undefined;
  /** The only aspect whose filters the documents fail, if any. The documents count only for that aspect. */
  only: Aspect | undefined;
  /** Number of documents. */
  times: number;
  /** Position of the first of these documents among all documents. It determines the order of sections and reports. */
  place: number;
  /**
   * The aspects to count; all of them if absent. Other entries may count the same documents for the remaining aspects.
   */
  aspects?: readonly FacetAspect[];
}

/** The matching documents that share one value of an aspect. */
interface Bucket extends Pick<Alike, "sample" | "place"> {
  value: string;
  title: string | null;
  count: number;
}

const FACETS = [
  "in",
  "lang",
  "noted",
  "section",
  "report",
  "visibility",
  "tag",
  "by",
] as const satisfies readonly Aspect[];
export type FacetAspect = (typeof FACETS)[number];

/** Maximum number of tags, of authors and of reports offered, in addition to the selected ones. */
const MAX_NAMES = 20;
const LIMITED: readonly FacetAspect[] = ["tag", "by", "report"];

const ORDERS: Partial<Record<FacetAspect, readonly string[]>> = {
  in: ["headings", "body", "tables", "captions", "figures", "footnotes", "notes"],
  lang: ["en", "ru", "kk"],
  noted: ["noted", "not-noted"],
  visibility: ["private", "team", "group"],
};

/**
 * Counts the hits for each possible filter. An aspect's own filters do not affect its counts, so that one selection can
 * be replaced by another.
 *
 * @param found the documents that match before the outermost filters are applied, except those that fail the filters of
 *   several
 *   aspects and therefore count for none of them
 * @param filters the outermost filters of the query
 */
export function facetsOf(found: Iterable<Alike>, filters: readonly TopFilter[], context: FilterContext): Facets {
  const buckets = Object.fromEntries(FACETS.map((aspect) => [aspect, new Map()])) as Buckets;
  for (const alike of found) countAlike(buckets, alike);
  const selecting = (aspect: FacetAspect, bucket: Bucket): TopFilter | undefined => {
    const negated = isNegated(bucket);
    return filters.find(
      (other) =>
        aspectOf(other.filter) === aspect &&
        other.negated === negated &&
        isSelectedBy(other.filter, negated, bucket, context),
    );
  };
  const facets = (aspect: FacetAspect): Facet[] => {
    const all = [...buckets[aspect].values()];
    const offered = LIMITED.includes(aspect) ? commonest(all, (bucket) => !!selecting(aspect, bucket)) : all;
    const values = offered.sort((a, b) => a.place - b.place);
    const order = ORDERS[aspect];
    if (order) values.sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value));
    const titles = values.map(({ title }) => title ?? "");
    return values.map((bucket) => {
      const { value, title, count } = bucket;
      const selected = selecting(aspect, bucket);
      const filter = printQuery([{ type: "filter", filter: filterFor(aspect, bucket, titles) }]).trim();
      return {
        ...{ value, title, count },
        filter: `${isNegated(bucket) ? "-" : ""}${filter}`,
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
    tags: facets("tag").sort(byFrequency),
    people: facets("by").sort(byFrequency),
    sections: reports.length > 1 ? [] : facets("section"),
    reports,
  };
}

function isNegated({ value }: Bucket): boolean {
  return value === "not-noted";
}

/** The most frequent values, and the selected ones. */
function commonest(buckets: readonly Bucket[], isSelected: (bucket: Bucket) => boolean): Bucket[] {
  if (buckets.length <= MAX_NAMES) return [...buckets];
  return buckets.toSorted(byFrequency).filter((bucket, index) => index < MAX_NAMES || isSelected(bucket));
}

function byFrequency(a: Pick<Bucket, "count" | "value">, b: Pick<Bucket, "count" | "value">): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}

type Buckets = Record<FacetAspect, Map<string, Bucket>>;

/**
 * Groups the documents that match before the outermost filters are applied. The documents in a group have the same
 * values in every aspect.
 *
 * @param candidates document numbers, ascending
 */
export function alikeAmong(
  candidates: Uint32Array,
  filters: readonly TopFilter[],
  collection: Collection,
  context: FilterContext,
): Alike[] {
  const failures = failuresOf(filters, collection, context);
  const found: Alike[] = [];
  /** Documents without highlights, by failed aspect, then by model. */
  const unmarked = new Map<Aspect | undefined, Map<number, Alike>>();
  for (const id of candidates) {
    const sample = collection.document(id);
    const marks = marksOn(sample, context);
    const failed = failures(id);
    if (failed.length > 1) continue;
    const [only] = failed;
    const byModel = unmarked.get(only) ?? new Map<number, Alike>();
    unmarked.set(only, byModel);
    const model = collection.models[id]!;
    const known = marks ? undefined : byModel.get(model);
    if (known) {
      known.times += 1;
      continue;
    }
    const alike = { sample, marks, only, times: 1, place: id };
    found.push(alike);
    if (!marks) byModel.set(model, alike);
  }
  return found;
}

function countAlike(buckets: Buckets, { sample, marks, only, times, place, aspects = FACETS }: Alike): void {
  for (const aspect of aspects) {
    if (only !== undefined && only !== aspect) continue;
    for (const { value, title } of valuesIn(aspect, sample, marks)) {
      const bucket = buckets[aspect].get(value);
      if (bucket) {
        bucket.count += times;
        bucket.place = Math.min(bucket.place, place);
      } else buckets[aspect].set(value, { value, title, count: times, sample, place });
    }
  }
}

type Value = Pick<Bucket, "value" | "title">;

/** A document's values for an aspect. */
function valuesIn(aspect: FacetAspect, document: SearchDocument, marks: BlockMarks | undefined): readonly Value[] {
  switch (aspect) {
    case "in":
      return [{ value: PLACE_OF[document.kind], title: null }];
    case "lang":
      return [{ value: document.language, title: null }];
    case "noted":
      return [{ value: isNoted(document, marks) ? "noted" : "not-noted", title: null }];
    case "section":
      return document.section ? [{ value: document.section.slug, title: document.section.title }] : NONE;
    case "report":
      return [{ value: document.report, title: document.reportTitle }];
    case "visibility":
      return visibilityOf(document, marks).map((value) => ({ value, title: null }));
    case "tag":
      return named(tagsOf(document, marks));
    case "by":
      // Authors of reports are not offered as a filter on the text of reports.
      return document.note ? named(document.by) : NONE;
  }
}

const NONE: readonly Value[] = [];

/** Several highlights on a block may have the same tag in different case. */
function named(names: readonly string[]): readonly Value[] {
  if (names.length === 0) return NONE;
  return [...new Map(names.map((name) => [name.toLowerCase(), name]))].map(([value, title]) => ({ value, title }));
}

/**
 * Whether a query's filter selects a bucket's value. A document may have several tags or authors, so the filter is
 * compared with the bucket's value.
 */
function isSelectedBy(
  filter: Filter,
  negated: boolean,
  { value, title, sample }: Bucket,
  context: FilterContext,
): boolean {
  if (filter.field === "tag" || filter.field === "by") return names(title ?? value, filter.words);
  // Only filters with the same sign get here, and those on notes offer a single value for each.
  if (filter.field === "is") return filter.state === "noted" || filter.state === value;
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

/**
 * The shortest sequence of words at the start of a title that occurs in no other title and does not end in a stop word.
 */
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
