import "server-only";
import type { z } from "zod";
import type { Actor } from "../accounts/policy";
import { readHighlight } from "../annotations/highlights/service";
import { config } from "../config";
import type { Database } from "../db/database";
import { editionText } from "../editions/editions";
import { UserError } from "../errors";
import { servedReport } from "../library/served-report";
import { createShare, listShares as sharesOf } from "../sharing/service";
import { pageOf } from "./paging";
import { findPassage } from "./passages";
import type { madeShare, NewApiShare, shareList } from "./schemas";

/** A page of the shares that a user can see, newest first. */
export async function listShares(
  db: Database,
  actor: Actor,
  page: { cursor?: string | undefined; limit: number },
): Promise<z.infer<typeof shareList>> {
  const { entries: shares, next } = pageOf(await sharesOf(db, actor), page, "newest-first");
  return { shares, next };
}

/**
 * Creates a link to a passage, or to the passage of a note.
 *
 * @throws UserError `share-what` unless the request names either a note or a passage, `share-unplaced` (409) for an
 *   unplaced note, `no-such-report` (404), and any error from `findPassage` or `createShare`
 */
export async function shareOf(
  db: Database,
  actor: Actor,
  { note, report, passage, ...rest }: NewApiShare,
): Promise<z.infer<typeof madeShare>> {
  const { share, path } = await createShare(db, actor, {
    ...(await passageOf(db, actor, { note, report, passage })),
    ...rest,
    highlightId: note ?? null,
  });
  return { share, url: `${config().origin}${path}` };
}

async function passageOf(
  db: Database,
  actor: Actor,
  { note, report: slug, passage }: Pick<NewApiShare, "note" | "report" | "passage">,
) {
  if (note !== undefined && slug === undefined && passage === undefined) return placeOfNote(db, actor, note);
  if (note === undefined && slug !== undefined && passage !== undefined) {
    const { report, edition } = await servedReport(actor, slug);
    return { ...findPassage(report.text, passage), quote: passage.quote, edition: edition.id };
  }
  throw new UserError("share-what");
}

async function placeOfNote(db: Database, actor: Actor, id: string) {
  const { edition, start, end } = await readHighlight(db, actor, id);
  const text = start === null || end === null ? undefined : (await editionText(db, edition))?.text;
  if (start === null || end === null || text === undefined) {
    throw new UserError("share-unplaced");
  }
  return { edition, start, end, quote: text.slice(start, end) };
}
