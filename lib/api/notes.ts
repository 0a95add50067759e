import "server-only";
import type { z } from "zod";
import type { Actor } from "../accounts/policy";
import { writerOf } from "../annotations/attribution";
import { idOfSave } from "../annotations/highlights/own-ids";
import { highlightUnder } from "../annotations/highlights/read-service";
import { selectorOf } from "../annotations/highlights/selector";
import { createHighlight, deleteKnownHighlight, readHighlight } from "../annotations/highlights/service";
import { reviseHighlight } from "../annotations/notes/revision-service";
import type { HighlightView } from "../annotations/schemas";
import { config } from "../config";
import type { Database } from "../db/database";
import { findNotes } from "../library/all-notes";
import { currentLibrary } from "../library/library";
import type { AskedNotes } from "../library/notes-schemas";
import { openReports, type ServedReport, servedReport } from "../library/served-report";
import { blockIndexAt, pageAt } from "../report/locate";
import { UNIT } from "../word-boxes/model";
import { pageOf } from "./paging";
import { findPassage } from "./passages";
import { tagOf } from "./preconditions";
import { printedPageOf } from "./printed-page";
import type { ApiNote, NewApiNote, NoteChange, noteList } from "./schemas";

/** A note as returned by the API, and its entity tag. */
export interface TaggedNote {
  note: ApiNote;
  tag: string;
}

/** A page of the notes that a user can see and that match a filter, in order of creation. */
export async function listNotes(
  db: Database,
  actor: Actor,
  asked: AskedNotes,
  page: { cursor?: string | undefined; limit: number },
): Promise<z.infer<typeof noteList>> {
  const found = await findNotes(db, actor, asked);
  const { entries, next } = pageOf(
    found.asked.map(({ highlight }) => highlight),
    page,
  );
  const open = await openReports(
    found.library,
    entries.map(({ report }) => report),
  );
  return { total: found.asked.length, notes: entries.map((view) => noteOf(open.get(view.report), view)), next };
}

/** @throws UserError `not-found` (404) */
export async function readNote(db: Database, actor: Actor, id: string): Promise<TaggedNote> {
  return tagged(await readHighlight(db, actor, id));
}

/**
 * Creates a highlight, with or without a note. An identical request returns the existing highlight.
 *
 * @throws UserError `no-such-report` (404), and any error from `findPassage` or `createHighlight`
 */
export async function createNote(
  db: Database,
  actor: Actor,
  { id, report: slug, passage, text: note, ...rest }: NewApiNote,
): Promise<TaggedNote> {
  const { report, edition } = await servedReport(actor, slug);
  const { start, end } = findPassage(report.text, passage);
  const wanted = { ...rest, ...selectorOf(report.text, start, end), edition: edition.id, note };
  return tagged(await createHighlight(db, actor, slug, { id: id ?? idOfSave(actor), ...wanted }));
}

/**
 * @param requireTag throws if the current tag isn't the expected one
 * @throws UserError `not-found` (404), whatever `requireTag` throws, and any error from `reviseHighlight`
 */
export async function changeNote(
  db: Database,
  actor: Actor,
  id: string,
  requireTag: (tag: string) => void,
  { text, resolved, ...change }: NoteChange,
): Promise<TaggedNote> {
  const check = await checkOf(db, actor, id, requireTag);
  return tagged(await reviseHighlight(db, actor, id, check, { ...change, note: text, isResolved: resolved }));
}

/**
 * Deletes a note with its highlight; both can be restored in the app.
 * @throws any error from `changeNote`
 */
export async function deleteNote(
  db: Database,
  actor: Actor,
  id: string,
  requireTag: (tag: string) => void,
): Promise<void> {
  return deleteKnownHighlight(db, actor, id, await checkOf(db, actor, id, requireTag));
}

/** @throws UserError `not-found` (404) */
async function checkOf(
  db: Database,
  actor: Actor,
  id: string,
  requireTag: (tag: string) => void,
): Promise<(view: HighlightView) => void> {
  const { report } = await highlightUnder(db, actor, id);
  const open = await openReports(await currentLibrary(), [report]);
  return (view) => requireTag(noteTag(open.get(report), view));
}

async function tagged(view: HighlightView): Promise<TaggedNote> {
  const open = await openReports(await currentLibrary(), [view.report]);
  const served = open.get(view.report);
  return { note: noteOf(served, view), tag: noteTag(served, view) };
}

/**
 * A note's entity tag, which is the same for everyone who can see the note. It changes with the note's page, because a
 * PDF with page numbers can be added to the report, and removed again.
 */
function noteTag(served: ServedReport | undefined, view: HighlightView): string {
  const { may: _, note, ...said } = view;
  const replies = note?.replies.map((reply) => ({ ...reply, may: null }));
  return tagOf([said, note && { ...note, may: null, replies }, placeOf(served, view)]);
}

function noteOf(served: ServedReport | undefined, view: HighlightView): ApiNote {
  const { id, report, edition, start, end, state, quote, colour, visibility, groupId, tags, note } = view;
  const { author, origin, createdAt, updatedAt } = view;
  const replies = (note?.replies ?? []).map((reply) => {
    const { id, body, visibility, groupId, author, origin, createdAt, updatedAt } = reply;
    const writer = writerOf(reply);
    return { id, text: body, visibility, groupId, author, origin, writer, createdAt, updatedAt };
  });
  const times = [updatedAt, note?.updatedAt ?? updatedAt, ...replies.map((reply) => reply.updatedAt)];
  return {
    id,
    url: `${config().origin}/r/${report}?note=${id}`,
    ...{ report, edition, start, end, state, quote, area: areaOf(view), description: view.description },
    ...placeOf(served, view),
    ...{ colour, visibility, groupId, tags, text: note?.body ?? null },
    resolved: Boolean(note?.resolved),
    resolvedAt: note?.resolved?.at ?? null,
    resolvedBy: note?.resolved?.by ?? null,
    ...{ replies, author, origin, writer: writerOf(view), createdAt },
    updatedAt: times.reduce((latest, each) => (each > latest ? each : latest)),
  };
}

/** The area that a highlight marks, without the unit in which it is stored. */
function areaOf({ area }: HighlightView): ApiNote["area"] {
  if (!area) return null;
  const part = (edge: number) => Number((edge / UNIT).toFixed(5));
  return {
    page: "page" in area ? area.page + 1 : null,
    picture: "picture" in area ? area.picture : null,
    ...{ left: part(area.x0), top: part(area.y0), right: part(area.x1), bottom: part(area.y1) },
  };
}

/** The section and page where a passage begins; null if the report got a new edition during the request. */
function placeOf(
  served: ServedReport | undefined,
  { edition, start }: HighlightView,
): Pick<ApiNote, "section" | "page"> {
  if (!served || start === null || served.edition.id !== edition) return { section: null, page: null };
  const { report } = served;
  const section = report.sections[report.blocks[blockIndexAt(report, start)]?.section ?? -1];
  return { section: section?.title ?? null, page: printedPageOf(pageAt(report, start)) };
}
