import "server-only";
import type { Language } from "../../report/model";
import type { SearchDocument } from "../documents";
import type { Alike, FacetAspect } from "../facets";
import { type FilterContext, marksOn, type SignedFilter } from "../filters";
import { KINDS } from "../segment";
import { type Condition, type Conditions, type MarkedPassage, sqlOf, Values } from "./conditions";
import type { Catalogue } from "./index-sync";

/**
 * Upper bound for passage numbers in a report, so that all positions in a report are below those in the next report.
 */
const PLACES = 2 ** 31;

interface GroupRow {
  /** The grouping set, as an index into `SETS`. Columns that are not part of the set are null. */
  set: number;
  report: number | null;
  kind: number | null;
  language: Language | null;
  section: SearchDocument["section"];
  /** Number of the passage, if it has highlights that the user can see. */
  own: number | null;
  /** For each aspect, whether the passages fail its filters. */
  failed: boolean[];
  times: number;
  first: number;
}

/**
 * Passages are counted separately by kind and language, by report, and by section, because grouping by all columns at
 * once would yield thousands of groups in a large library.
 */
const SETS: readonly { columns: string; aspects: readonly FacetAspect[] }[] = [
  { columns: "p.kind, p.language", aspects: ["in", "lang", "noted", "visibility", "tag", "by"] },
  { columns: "p.report", aspects: ["report"] },
  { columns: "p.section", aspects: ["section"] },
];

/** The counts of the passages found, for all grouping sets. */
export interface CountedText {
  /** Number of passages that pass all filters. */
  total: number;
  alike: Alike[];
}

/** The search whose hits are counted. */
export interface Counted {
  /** The passages found before the outermost filters are applied. */
  found: Condition;
  filters: readonly SignedFilter[];
  conditions: Conditions;
  marked: readonly MarkedPassage[];
  context: FilterContext;
}

/**
 * Counts the passages found, in groups with the same values in the columns of a grouping set. There are only a few
 * passages with highlights that the user can see, so these are counted individually.
 *
 * @param bySection whether to count sections too; across many reports, there would be too many
 */
export async function countText(catalogue: Catalogue, counted: Counted, bySection: boolean): Promise<CountedText> {
  const { found, filters, conditions, marked, context } = counted;
  const values = new Values();
  const aspects = conditions.failures(filters);
  const failed = `ARRAY[${aspects.map(({ sql }) => `(${sql(values)})`).join(", ")}]::boolean[]`;
  const numbers = marked.map(({ number }) => number);
  // A passage with highlights that the user can see forms a group of its own, because its marks differ from those of
  // other passages.
  const own =
    numbers.length > 0 ? `CASE WHEN p.number = ANY(${values.add(numbers)}::int[]) THEN p.number END` : "NULL::int";
  const sets = bySection ? SETS : SETS.slice(0, -1);
  const { rows } = await catalogue.pool.query<GroupRow>(
    `SELECT set, report, kind, language, own, failed, times, first,
       (SELECT document FROM search.sections WHERE id = counted.section) AS section
     FROM (
       SELECT CASE WHEN GROUPING(p.kind) = 0 THEN 0 WHEN GROUPING(p.report) = 0 THEN 1 ELSE 2 END AS set,
         p.report, p.kind, p.language, ${bySection ? "p.section" : "NULL::int AS section"}, p.own, p.failed,
         count(*)::int AS times, min(p.number) AS first
       FROM (SELECT *, ${own} AS own, ${failed} AS failed FROM search.passages p WHERE ${sqlOf(found, values)}) AS p
       GROUP BY p.own, p.failed, GROUPING SETS (${sets.map(({ columns }) => `(${columns})`).join(", ")})
     ) AS counted`,
    values.list,
  );
  const byNumber = new Map(marked.map(({ number, document }) => [number, document]));
  let total = 0;
  const alike: Alike[] = [];
  for (const row of rows) {
    const { set, times } = row;
    const failing = aspects.filter((_, index) => row.failed[index]);
    if (set === 0 && failing.length === 0) total += times;
    const sample = (row.own !== null && byNumber.get(row.own)) || sampleOf(row, catalogue);
    if (!sample || failing.length > 1) continue;
    alike.push({
      sample,
      marks: row.own === null ? undefined : marksOn(sample, context),
      only: failing[0]?.aspect,
      times,
      place: (catalogue.reports.get(row.report ?? -1)?.place ?? 0) * PLACES + row.first,
      aspects: SETS[set]!.aspects,
    });
  }
  return { total, alike };
}

/**
 * A sample document with the values that the passages of a group share; null if this library does not contain the
 * report.
 */
function sampleOf({ report: id, kind, language, section }: GroupRow, catalogue: Catalogue): SearchDocument | null {
  const report = id === null ? null : catalogue.reports.get(id);
  if (report === undefined) return null;
  return {
    report: report?.slug ?? "",
    reportTitle: report?.title ?? "",
    block: "",
    kind: KINDS[kind ?? 0]!,
    language: language ?? "en",
    section,
    page: null,
    pageCertain: false,
    start: 0,
    text: "",
    by: report?.authors ?? [],
    tags: [],
    note: null,
  };
}

/** The position of the first note, which comes after the text of all reports. */
export function placeOfNotes({ reports }: Catalogue): number {
  return (reports.size + 1) * PLACES;
}
