import "server-only";
import type { Language } from "../report/model";
import type { SearchDocument } from "../search/documents";
import type { Alike } from "../search/facets";
import { type FilterContext, marksOn, type SignedFilter } from "../search/filters";
import { KINDS } from "../search/segment";
import { type Condition, type Conditions, type MarkedPassage, sqlOf, Values } from "./conditions";
import type { Catalogue } from "./shelf";

/** Places of passages of a report, at most: whatever stands in the next one has a higher place. */
const PLACES = 2 ** 31;

interface GroupRow {
  report: number;
  kind: number;
  language: Language;
  section: SearchDocument["section"];
  /** Whether they fail the filters of each aspect. */
  failed: boolean[];
  times: number;
  first: number;
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
 * @param bySection whether sections are told apart too, which in many reports would be very many
 */
export async function countAlike(catalogue: Catalogue, counted: Counted, bySection: boolean): Promise<Alike[]> {
  const { found, filters, conditions, marked, context } = counted;
  const values = new Values();
  const aspects = conditions.failures(filters);
  const failed = `ARRAY[${aspects.map(({ sql }) => `(${sql(values)})`).join(", ")}]::boolean[]`;
  const section = bySection ? "p.section" : "NULL::int";
  const numbers = marked.map(({ number }) => number);
  // Which of its own highlights a passage has tells it apart from all others.
  const own =
    numbers.length > 0 ? `CASE WHEN p.number = ANY(${values.add(numbers)}::int[]) THEN p.number END` : "NULL::int";
  const { rows } = await catalogue.pool.query<GroupRow & { own: number | null }>(
    `SELECT report, kind, language, own, failed, times, first,
       (SELECT document FROM search.sections WHERE id = of.section) AS section
     FROM (
       SELECT p.report, p.kind, p.language, ${section} AS section, ${own} AS own, ${failed} AS failed,
         count(*)::int AS times, min(p.number) AS first
       FROM search.passages p WHERE ${sqlOf(found, values)}
       GROUP BY 1, 2, 3, 4, 5, 6
     ) AS of`,
    values.list,
  );
  const byNumber = new Map(marked.map(({ number, document }) => [number, document]));
  return rows.flatMap((row): Alike[] => {
    const report = catalogue.reports.get(row.report);
    const failing = aspects.filter((_, index) => row.failed[index]);
    if (!report || failing.length > 1) return [];
    const sample = (row.own !== null && byNumber.get(row.own)) || {
      ...{ report: report.slug, reportTitle: report.title, by: report.authors },
      ...{ kind: KINDS[row.kind]!, language: row.language, section: row.section },
      ...{ block: "", page: null, pageCertain: false, start: 0, text: "", tags: [], note: null },
    };
    return [
      {
        sample,
        marks: row.own === null ? undefined : marksOn(sample, context),
        only: failing[0]?.aspect,
        times: row.times,
        place: report.place * PLACES + row.first,
      },
    ];
  });
}

/** The place of the first of some notes, behind all text. */
export function placeOfNotes({ reports }: Catalogue): number {
  return (reports.size + 1) * PLACES;
}
