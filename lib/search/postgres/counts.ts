import "server-only";
import type { Language } from "../../report/model";
import type { SearchDocument } from "../documents";
import type { Alike, FacetAspect } from "../facets";
import { type FilterContext, marksOn, type SignedFilter } from "../filters";
import { KINDS } from "../segment";
import { type Condition, type Conditions, type MarkedPassage, sqlOf, Values } from "./conditions";
import type { Catalogue } from "./index-sync";

/** Places of passages of a report, at most: whatever stands in the next one has a higher place. */
const PLACES = 2 ** 31;

interface GroupRow {
  /** Which of `SETS` it belongs to; of what that does not group by, the row has null. */
  set: number;
  report: number | null;
  kind: number | null;
  language: Language | null;
  section: SearchDocument["section"];
  /** Number of the passage, where it is one on which the person sees highlights. */
  own: number | null;
  /** Whether they fail the filters of each aspect. */
  failed: boolean[];
  times: number;
  first: number;
}

/**
 * Passages are counted by kind and language, by report, and by section: each set tells of its own aspects. All of these at once would tell
 * apart thousands of groups in a large library.
 */
const SETS: readonly { columns: string; aspects: readonly FacetAspect[] }[] = [
  { columns: "p.kind, p.language", aspects: ["in", "lang", "noted", "visibility", "tag", "by"] },
  { columns: "p.report", aspects: ["report"] },
  { columns: "p.section", aspects: ["section"] },
];

/** What is found of a text, in each set. */
export interface CountedText {
  /** Passages that pass all filters. */
  total: number;
  alike: Alike[];
}

/** What is to be counted. */
export interface Counted {
  /** What was found before the outermost filters. */
  found: Condition;
  filters: readonly SignedFilter[];
  conditions: Conditions;
  marked: readonly MarkedPassage[];
  context: FilterContext;
}

/**
 * Counts the passages that were found, with those together that no aspect tells apart. Those on which the person sees highlights are
 * few, and come one by one.
 *
 * @param bySection whether sections are counted too, which in many reports would be very many
 */
export async function countText(catalogue: Catalogue, counted: Counted, bySection: boolean): Promise<CountedText> {
  const { found, filters, conditions, marked, context } = counted;
  const values = new Values();
  const aspects = conditions.failures(filters);
  const failed = `ARRAY[${aspects.map(({ sql }) => `(${sql(values)})`).join(", ")}]::boolean[]`;
  const numbers = marked.map(({ number }) => number);
  // Which of its own highlights a passage has tells it apart from all others.
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

/** A document that has what the passages of a group have in common; null where their report is not of this shelf. */
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

/** The place of the first of some notes, behind all text. */
export function placeOfNotes({ reports }: Catalogue): number {
  return (reports.size + 1) * PLACES;
}
