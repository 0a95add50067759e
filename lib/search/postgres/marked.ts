import "server-only";
import type { BlockMarks, MarkedBlocks } from "../filters";
import type { Catalogue, CatalogueEntry } from "./index-sync";

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
  const marked = [...catalogue.reports.values()].filter(({ slug }) => marks.get(slug)?.size);
  await readBlocks(catalogue, marked, marks);
  const groups = new Map<string, MarkedGroup>();
  for (const { slug, blocks } of marked) {
    for (const [block, own] of marks.get(slug)!) {
      const key = JSON.stringify([own.isNoted, [...own.tags], [...own.visibility]]);
      const group = groups.get(key) ?? { marks: own, numbers: [] };
      groups.set(key, group);
      group.numbers.push(...(blocks.get(block) ?? []));
    }
  }
  return [...groups.values()];
}

/** Reads the numbers of the passages in the marked blocks that haven't been read yet. */
async function readBlocks({ pool }: Catalogue, marked: readonly CatalogueEntry[], marks: MarkedBlocks): Promise<void> {
  const missing = marked.flatMap((report) =>
    [...marks.get(report.slug)!.keys()].flatMap((block) => (report.blocks.has(block) ? [] : { report, block })),
  );
  if (missing.length === 0) return;
  const { rows } = await pool.query<BlockRow>(
    `SELECT number, report, block FROM search.texts
     WHERE (report, block) IN (SELECT * FROM unnest($1::int[], $2::text[]))`,
    [missing.map(({ report }) => report.id), missing.map(({ block }) => block)],
  );
  const numbers = new Map<string, number[]>();
  for (const { number, report, block } of rows) {
    const key = `${report} ${block}`;
    const others = numbers.get(key);
    if (others) others.push(number);
    else numbers.set(key, [number]);
  }
  for (const { report, block } of missing) report.blocks.set(block, numbers.get(`${report.id} ${block}`) ?? []);
}
