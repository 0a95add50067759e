/**
 * The container and annotations of the Web Annotation Protocol (W3C Recommendation, 23 February 2017). A user's
 * annotations are the highlights that they can see, with their notes, and the replies.
 */
import "server-only";
import type { Actor } from "../accounts/policy";
import { firstContexts } from "../annotations/highlights/imports";
import { idOfSave } from "../annotations/highlights/own-ids";
import { readUnder } from "../annotations/highlights/read-service";
import type { NoteFilter } from "../annotations/notes/note-filter";
import { NO_FILTER } from "../annotations/notes/note-filter";
import { notFound } from "../annotations/rules";
import type { HighlightView, ReplyView } from "../annotations/schemas";
import { config } from "../config";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { type Problem, problem } from "../errors/problem";
import { CONTEXT } from "../exchange/annotation-rules";
import { takeAnnotation } from "../exchange/import-service";
import { type OutgoingReport, outgoing, placeInFile } from "../exchange/outgoing";
import { readOutgoing } from "../exchange/outgoing-report";
import { iriOf } from "../exchange/portable";
import { annotationOf } from "../exchange/write-annotation";
import { findNotes } from "../library/all-notes";
import { currentLibrary, type ServedLibrary } from "../library/library";
import { openReports } from "../library/served-report";
import { tagOf } from "./preconditions";

/** A JSON-LD document and its entity tag. */
export interface Tagged {
  json: object;
  tag: string;
}

/** An annotation in the container: a highlight with its note, or a reply. */
export interface Contained {
  view: HighlightView;
  /** Null for the highlight itself. */
  reply: ReplyView | null;
}

/** Annotations per page. */
const PAGE = 100;

const ALL: NoteFilter & { query: string; report: null } = { ...NO_FILTER, query: "", report: null };

/** The URL of the container. It ends with a slash, and annotation URLs are below it (section 4). */
export function containerAddress(): string {
  return `${config().origin}/api/annotations/`;
}

/** The URL of an annotation. */
export function annotationUrl({ view, reply }: Contained): string {
  return `${containerAddress()}${reply?.id ?? view.id}`;
}

/** The canonical IRI of an annotation: the one it was imported with, or ours. */
export function canonicalOf({ view, reply }: Contained): string {
  const { id, origin } = reply ?? view;
  return origin?.iri ?? iriOf(id);
}

/** The container's description, with the URLs of its pages (section 4.1.3). */
export async function readContainer(db: Database, actor: Actor): Promise<Tagged> {
  const { contained } = await containedFor(db, actor);
  const id = containerAddress();
  const json = {
    "@context": [CONTEXT, "http://www.w3.org/ns/ldp.jsonld"],
    ...{ id, type: ["BasicContainer", "AnnotationCollection"], label: "Notes", total: contained.length },
    ...{ first: pageAddress(0), last: pageAddress(lastPage(contained.length)) },
  };
  return { json, tag: tagOf([json, contained.map(contentTag)]) };
}

/**
 * A page of the container, with its annotations in order of creation.
 *
 * @param page from 0
 * @throws UserError `no-such-page` (404)
 */
export async function readPage(db: Database, actor: Actor, page: number): Promise<Tagged> {
  const { library, contained } = await containedFor(db, actor);
  const last = lastPage(contained.length);
  if (page > last) throw new UserError("no-such-page");
  const startIndex = page * PAGE;
  const items = contained.slice(startIndex, startIndex + PAGE);
  const slugs = items.map(({ view }) => view.report);
  const json = {
    "@context": CONTEXT,
    ...{ id: pageAddress(page), type: "AnnotationPage" },
    partOf: { id: containerAddress(), total: contained.length },
    startIndex,
    ...(page > 0 && { prev: pageAddress(page - 1) }),
    ...(page < last && { next: pageAddress(page + 1) }),
    items: await written(db, items, await outgoingReports(db, library, slugs)),
  };
  return { json, tag: tagOf(json) };
}

/** An annotation by its id. @throws UserError `not-found` (404) */
export async function readContained(db: Database, actor: Actor, id: string): Promise<Contained> {
  const view = await readUnder(db, actor, id);
  if (view.id === id) return { view, reply: null };
  const reply = view.note?.replies.find((each) => each.id === id);
  if (!reply) throw notFound();
  return { view, reply };
}

/** An annotation as sent to clients (section 3). */
export async function write(db: Database, contained: Contained): Promise<Tagged> {
  const report = await outgoingReportOf(db, contained.view.report);
  const [annotation] = await written(db, [contained], new Map([[contained.view.report, report]]));
  return { json: { "@context": CONTEXT, ...annotation }, tag: annotationTag(contained, report) };
}

/**
 * Creates an annotation (section 5.1). The annotation always gets one of our ids, and its previous id is kept as an
 * IRI. Repeating the same save returns the existing annotation.
 *
 * @throws UserError `not-an-annotation` (415), `annotation-…` for an invalid annotation, and any error from
 *   `takeAnnotation`
 */
export async function createAnnotation(
  db: Database,
  actor: Actor,
  sent: { id?: unknown; type?: unknown },
): Promise<Contained> {
  if (![sent.type].flat().includes("Annotation")) {
    throw new UserError("not-an-annotation");
  }
  const { outcome, reason, id } = await takeAnnotation(db, actor, { ...sent, id: sent.id ?? iriOf(idOfSave(actor)) });
  if (id === null) throw refusal(outcome, reason);
  return readContained(db, actor, id);
}

/** The error for a rejected annotation. */
export function refusal(outcome: string, reason: Problem | null): UserError {
  switch (outcome) {
    case "forbidden":
      return new UserError("annotation-forbidden", { reason: reason ?? problem("entry.forbidden") });
    case "elsewhere":
      return new UserError("annotation-elsewhere");
    case "unsupported":
      return new UserError("annotation-unsupported", { reason: reason ?? problem("entry.unsupported") });
    default:
      return new UserError("annotation-invalid", { reason: reason ?? problem("entry.invalid") });
  }
}

/** The entity tag of an annotation, which changes whenever any of its content does, or its place in the report's file. */
export function annotationTag(contained: Contained, report: OutgoingReport): string {
  const tag = contentTag(contained);
  return contained.reply ? tag : tagOf([tag, placeInFile(contained.view, report)]);
}

function contentTag({ view, reply }: Contained): string {
  if (reply) return replyTag(view.id, reply);
  const { may: _, note, ...said } = view;
  return tagOf([said, note && { body: note.body, updatedAt: note.updatedAt }]);
}

/**
 * The entity tag of a reply's annotation.
 * @param highlight id of the reply's highlight
 */
export function replyTag(highlight: string, reply: ReplyView): string {
  return tagOf([{ ...reply, may: null }, highlight]);
}

async function containedFor(db: Database, actor: Actor) {
  const { library, asked } = await findNotes(db, actor, ALL);
  const contained = asked
    .flatMap(({ highlight: view }): Contained[] => [
      { view, reply: null },
      ...(view.note?.replies ?? []).map((reply) => ({ view, reply })),
    ])
    .sort(byTime);
  return { library, contained };
}

function byTime(a: Contained, b: Contained): number {
  const [one, other] = [a.reply ?? a.view, b.reply ?? b.view];
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

function lastPage(total: number): number {
  return Math.max(0, Math.ceil(total / PAGE) - 1);
}

function pageAddress(page: number): string {
  return `${containerAddress()}?page=${page}`;
}

/** The report with this slug, on which the entity tags of its annotations depend. @throws UserError `not-found` (404) */
export async function outgoingReportOf(db: Database, slug: string): Promise<OutgoingReport> {
  const report = (await outgoingReports(db, await currentLibrary(), [slug])).get(slug);
  if (!report) throw notFound();
  return report;
}

async function outgoingReports(
  db: Database,
  library: ServedLibrary,
  slugs: readonly string[],
): Promise<Map<string, OutgoingReport>> {
  const reports = new Map<string, OutgoingReport>();
  for (const [slug, served] of await openReports(library, slugs)) {
    reports.set(slug, await readOutgoing(db, served, `${config().origin}/r/${slug}`));
  }
  return reports;
}

/** The annotations as JSON-LD, without `@context`, which the page provides. */
async function written(
  db: Database,
  contained: readonly Contained[],
  reports: ReadonlyMap<string, OutgoingReport>,
): Promise<object[]> {
  const unplaced = contained.flatMap(({ view }) => (view.start === null ? [view.id] : []));
  const contexts = await firstContexts(db, unplaced);
  return contained.map((each) => {
    const { view, reply } = each;
    const report = reports.get(view.report);
    if (!report) throw notFound();
    const { note, replies } = outgoing(view, report, { words: "current", context: contexts.get(view.id) });
    const entry = reply ? replies[view.note?.replies.findIndex(({ id }) => id === reply.id) ?? -1]! : note;
    const from = (reply ?? view).origin?.iri;
    return {
      ...annotationOf(entry),
      id: annotationUrl(each),
      canonical: canonicalOf(each),
      // The IRI that the annotation was imported with (section 5.1).
      ...(from && { via: from }),
      ...(reply && { target: annotationUrl({ view, reply: null }) }),
    };
  });
}
