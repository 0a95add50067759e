import "server-only";
import type { Language } from "../../report/model";
import type { SearchDocument } from "../documents";
import type { Alike, FacetAspect } from "../facets";
import type { SignedFilter } from "../filters";
import { KINDS } from "../segment";
import { type Condition, type Conditions, sqlOf, Values } from "./conditions";
import type { Catalogue } from "./index-sync";
import type { MarkedGroup } from "./marked";

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
  /** Index of the passages' group in `Counted.marked`; null if they have no highlights that the user can see. */
  marks: number | null;
  /** For each aspect, a bit that tells whether the passages fail its filters. */
  failed: number;
  times: number;
  first: number;
}

/**
 * Passages are counted separately by kind and language, by report, and by section, because grouping by all columns at
 * once would yield thousands of groups in a large library.
 */
const SETS: readonly { columns: string; aspects: readonly FacetAspect[] }[] = [
  { columns: "p.kind, p.language, p.marks", aspects: ["in", "lang", "noted", "visibility", "tag", "by"] },
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
  marked: readonly MarkedGroup[];
}

/**
 * Counts the passages found, in groups with the same values in the columns of a grouping set.
 *
 * @param bySection whether to count sections too; across many reports, there would be too many
 */
export async function countText(catalogue: Catalogue, counted: Counted, bySection: boolean): Promise<CountedText> {
  const { found, filters, conditions, marked } = counted;
  const values = new Values();
  const aspects = conditions.failures(filters);
  const failed = aspects.map(({ sql }, index) => `CASE WHEN ${sql(values)} THEN ${2 ** index} ELSE 0 END`);
  const sets = bySection ? SETS : SETS.slice(0, -1);
  const numbers = values.add(marked.flatMap((group) => group.numbers));
  const groups = values.add(marked.flatMap((group, index) => group.numbers.map(() => index)));
  // OFFSET 0 keeps PostgreSQL from moving the filters into GROUP BY, where it compares each passage with every number
  // of a list instead of looking it up.
  const { rows } = await catalogue.pool.query<GroupRow>(
    `SELECT set, report, kind, language, marks, failed, times, first,
       (SELECT document FROM search.sections WHERE id = counted.section) AS section
     FROM (
       SELECT CASE WHEN GROUPING(p.kind) = 0 THEN 0 WHEN GROUPING(p.report) = 0 THEN 1 ELSE 2 END AS set,
         p.report, p.kind, p.language, ${bySection ? "p.section" : "NULL::int AS section"}, p.marks, p.failed,
         count(*)::int AS times, min(p.number) AS first
       FROM (
         SELECT p.number, p.report, p.kind, p.language, p.section, own.marks, ${failed.join(" + ") || 0} AS failed
         FROM search.passages p
         LEFT JOIN unnest(${numbers}::int[], ${groups}::int[]) AS own (number, marks) ON own.number = p.number
         WHERE ${sqlOf(found, values)} OFFSET 0
       ) AS p
       GROUP BY p.failed, GROUPING SETS (${sets.map(({ columns }) => `(${columns})`).join(", ")})
     ) AS counted`,
    values.list,
  );
  let total = 0;
  const alike: Alike[] = [];
  for (const row of rows) {
    const { set, times } = row;
    const failing = aspects.filter((_, index) => row.failed & (2 ** index));
    if (set === 0 && failing.length === 0) total += times;
    const sample = sampleOf(row, catalogue);
    if (!sample || failing.length > 1) continue;
    alike.push({
      sample,
      marks: row.marks === null ? undefined : marked[row.marks]!.marks,
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
