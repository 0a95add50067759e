import "server-only";
import type { BlockMarks, MarkedBlocks } from "../filters";
import type { Catalogue } from "./index-sync";

/** The passages whose highlights give them the same marks, so that filters and facets treat them alike. */
export interface MarkedGroup {
  marks: BlockMarks;
  /** The numbers of the passages. */
  numbers: number[];
}

interface BlockRow {
  number: number;
  report: number;
  block: string;
}

/**
 * The passages with highlights that the user can see, grouped by their marks. Thousands of passages have only a few
 * different marks.
 */
export async function markedGroups(catalogue: Catalogue, marks: MarkedBlocks): Promise<MarkedGroup[]> {
  const { pool, reports } = catalogue;
  const marked = [...reports.values()].filter(({ slug }) => marks.get(slug)?.size);
  if (marked.length === 0) return [];
  const blocks = marked.flatMap(({ id, slug }) =>
    Array.from(marks.get(slug)!.keys(), (block) => ({ report: id, block })),
  );
  const { rows } = await pool.query<BlockRow>(
    `SELECT number, report, block FROM search.texts
     WHERE (report, block) IN (SELECT * FROM unnest($1::int[], $2::text[]))`,
    [blocks.map(({ report }) => report), blocks.map(({ block }) => block)],
  );
  const groups = new Map<string, MarkedGroup>();
  for (const { number, report, block } of rows) {
    const own = marks.get(reports.get(report)!.slug)!.get(block)!;
    const key = JSON.stringify([own.isNoted, [...own.tags], [...own.visibility]]);
    const group = groups.get(key) ?? { marks: own, numbers: [] };
    groups.set(key, group);
    group.numbers.push(number);
  }
  return [...groups.values()];
}
