import "server-only";
import type { z } from "zod";
import type { Actor } from "../accounts/policy";
import { config } from "../config";
import type { Database } from "../db/database";
import { searchLibrary } from "../library/search";
import type { SearchHit } from "../search/engine";
import { cursorAt, offsetIn } from "./paging";
import { printedPageOf } from "./printed-page";
import type { searchAnswer, searchParams } from "./schemas";

type SearchAnswer = z.infer<typeof searchAnswer>;

/** Searches the reports and the notes that a user can see. @throws UserError `cursor` */
export async function search(
  db: Database,
  actor: Actor,
  { q, cursor, limit, report, ...options }: z.infer<typeof searchParams>,
): Promise<SearchAnswer> {
  const offset = offsetIn(cursor);
  const only = report === undefined ? {} : { report };
  const { query, total, hits, unknown } = await searchLibrary(db, actor, q, { ...options, ...only, offset, limit });
  const end = offset + hits.length;
  return {
    ...{ query, total, hits: hits.map(hitOf), unknown: unknown.map(({ word }) => word) },
    next: end < total && hits.length > 0 ? cursorAt(end) : null,
  };
}

function hitOf({
  report,
  reportTitle,
  block,
  kind,
  section,
  page,
  pageCertain,
  note,
  start,
  ...hit
}: SearchHit): SearchAnswer["hits"][number] {
  const { text, by, tags, score } = hit;
  const ranges = hit.ranges.map(([start, end]) => ({ start, end }));
  return {
    url: `${config().origin}/r/${report}${note ? `?note=${note.highlight}` : `#${block}`}`,
    ...{ report, reportTitle, block, kind, section: section?.title ?? null },
    page: printedPageOf(page === null ? null : { page, certain: pageCertain }),
    ...{ note: note?.highlight ?? null, start, text, ranges, by, tags, score },
  };
}
