import "server-only";
import type { Actor } from "../accounts/policy";
import { hasSameWords } from "../anchoring/same-words";
import { highlightUnder } from "../annotations/highlights/read-service";
import { deleteKnownHighlight } from "../annotations/highlights/service";
import { reviseHighlight } from "../annotations/notes/revision-service";
import { deleteKnownReply, reviseReply } from "../annotations/replies/reply-service";
import type { ReplyView } from "../annotations/schemas";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { reportNamedBy } from "../exchange/import-service";
import { READ_ALONE } from "../exchange/in-worker";
import { idIn, type PortableNote } from "../exchange/portable";
import { servedReport } from "../library/served-report";
import { runInWorker } from "../workers/run";
import {
  annotationTag,
  annotationUrl,
  type Contained,
  canonicalOf,
  outgoingReportOf,
  readContained,
  refusal,
  replyTag,
} from "./annotations";

type RequireTag = (tag: string) => void;

/**
 * Replaces the state of an annotation (section 5.3): its text and tags, and its audience and colour if the request sets
 * them. Its passage and origin stay unchanged.
 *
 * @param requireTag throws if the current tag isn't the expected one
 * @throws UserError `not-found` (404), whatever `requireTag` throws, `annotation-…` for an invalid annotation,
 *   `annotation-fixed` (409) for a change to its id or passage, and any error from the services
 */
export async function replaceAnnotation(
  db: Database,
  actor: Actor,
  id: string,
  requireTag: RequireTag,
  sent: object,
): Promise<Contained> {
  const current = await readContained(db, actor, id);
  const own = { id: annotationUrl(current), canonical: canonicalOf(current) };
  const said = await runInWorker(READ_ALONE, { ...own, ...sent }, actor.id);
  if (said.kind !== "note" && said.kind !== "reply") throw refusal(said.kind, said.reason);
  const hasOwnNames = said.iri === own.canonical && said.alias !== null && idIn(said.alias) === id;
  if (!hasOwnNames) throw new UserError("annotation-fixed.names");
  if (current.reply) {
    if (said.kind !== "reply" || idIn(said.to) !== current.view.id) throw new UserError("annotation-fixed.parent");
    const highlight = current.view.id;
    const check = (reply: ReplyView) => requireTag(replyTag(highlight, reply));
    await reviseReply(db, actor, { id: highlight, reply: id }, check, said.body);
  } else {
    if (said.kind !== "note" || !(await isAbout(actor, said, current))) {
      throw new UserError("annotation-fixed.passage");
    }
    const { audience, tags, note, colour } = said;
    const report = await outgoingReportOf(db, current.view.report);
    await reviseHighlight(db, actor, id, (view) => requireTag(annotationTag({ view, reply: null }, report)), {
      ...(colour !== null && { colour }),
      ...audience,
      ...{ tags, note: note?.body ?? null },
    });
  }
  return readContained(db, actor, id);
}

/**
 * Deletes an annotation (section 5.4); it can be restored in the app.
 * @throws any error from `replaceAnnotation`
 */
export async function deleteAnnotation(db: Database, actor: Actor, id: string, requireTag: RequireTag): Promise<void> {
  const { id: highlight, report: slug } = await highlightUnder(db, actor, id);
  if (highlight === id) {
    const report = await outgoingReportOf(db, slug);
    await deleteKnownHighlight(db, actor, id, (view) => requireTag(annotationTag({ view, reply: null }, report)));
    return;
  }
  const check = (reply: ReplyView) => requireTag(replyTag(highlight, reply));
  await deleteKnownReply(db, actor, { id: highlight, reply: id }, check);
}

/** Whether a note quotes the highlight's current or original passage. */
async function isAbout(
  actor: Actor,
  { quote: { exact }, source }: PortableNote,
  { view }: Contained,
): Promise<boolean> {
  const { report } = await servedReport(actor, view.report);
  const words = view.start === null || view.end === null ? view.quote : report.text.slice(view.start, view.end);
  return reportNamedBy(source) === view.report && (hasSameWords(exact, words) || hasSameWords(exact, view.quote));
}
