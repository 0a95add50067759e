import "server-only";
import { setImmediate } from "node:timers/promises";
import { auditBy } from "../accounts/audit";
import { type Actor, authorize } from "../accounts/policy";
import { firstContexts } from "../annotations/highlights/imports";
import type { Database } from "../db/database";
import { UserError } from "../errors";
import { findNotes } from "../library/all-notes";
import type { AskedNotes } from "../library/notes-schemas";
import { openReport } from "../library/served-report";
import { pack } from "../workers/packed";
import { runKeyed } from "../workers/run";
import { CONTEXT } from "./annotation-rules";
import { withPictures } from "./area-pictures";
import { BACKUP_FORMAT, BACKUP_VERSION, backupOf } from "./backup";
import { type ExportFormat, isPdfFormat } from "./formats";
import { WRITE_DOCX } from "./in-worker";
import { type OutgoingReport, outgoing } from "./outgoing";
import { readOutgoing } from "./outgoing-report";
import { annotatedPdf } from "./pdf/export-pdf";
import type { PortableReply } from "./portable";
import type { ReadableNote } from "./prose";
import { annotationOf, type OutgoingNote } from "./write-annotation";
import { csvOf } from "./write-csv";
import type { NoteInWord } from "./write-docx";
import { markdownOf } from "./write-markdown";

/** A file that is sent as a stream, so that a long download starts immediately. */
export interface ExportedFile {
  name: string;
  type: string;
  body: ReadableStream<Uint8Array>;
  /** The number of highlights that have no place on the pages; null if the format has no pages. */
  unplaced: number | null;
}

type Notes = Awaited<ReturnType<typeof findNotes>>;

type Parts = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** URLs needed for an export. */
interface Place {
  /** The URL of this instance, without a trailing slash. */
  origin: string;
  /** The URL of the export itself. It is used as the id of the annotation collection. */
  address: string;
}

const FILES: Readonly<Record<Exclude<ExportFormat, "pdf" | "pdf-print">, { ending: string; type: string }>> = {
  markdown: { ending: "md", type: "text/markdown; charset=utf-8" },
  csv: { ending: "csv", type: "text/csv; charset=utf-8" },
  docx: { ending: "docx", type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
  jsonld: { ending: "jsonld", type: `application/ld+json; profile="${CONTEXT}"` },
  backup: { ending: "json", type: "application/json" },
};

/**
 * Exports the notes that a user can see and that match the user's filters. It works like the list of all notes, but
 * without pagination.
 *
 * @throws UserError `forbidden` (403), `pdf-export` (400, 409 or 503), `too-much-work` (422)
 */
export async function exportNotes(
  db: Database,
  actor: Actor,
  asked: AskedNotes & { ids?: readonly string[] | undefined },
  format: ExportFormat,
  place: Place,
): Promise<ExportedFile> {
  authorize(actor, "notes.export", null);
  const notes = await findNotes(db, actor, asked);
  await auditBy(db, actor, "notes.exported", null, { format, count: notes.asked.length });
  const named = (ending: string) => `${asked.report ?? "concord"}-notes.${ending}`;
  if (isPdfFormat(format)) {
    const report = asked.report === null ? undefined : notes.library.bySlug.get(asked.report);
    if (!report) throw new UserError("pdf-export.no-report");
    const pdf = await annotatedPdf(db, actor, report, readable(notes, place), format === "pdf-print");
    return { name: named("pdf"), type: "application/pdf", ...pdf };
  }
  const { ending, type } = FILES[format];
  return { name: named(ending), type, body: streamOf(await partsOf(db, actor, notes, format, place)), unplaced: null };
}

async function partsOf(
  db: Database,
  actor: Actor,
  notes: Notes,
  format: keyof typeof FILES,
  place: Place,
): Promise<Parts> {
  switch (format) {
    case "markdown":
      return markdownOf(readable(notes, place));
    case "csv":
      return csvOf(readable(notes, place));
    case "docx":
      return [await wordOf(await withPictures(db, actor, readable(notes, place)), actor)];
    case "jsonld":
      return collectionOf(db, notes, await contextsOf(db, notes), place);
    case "backup":
      return backupFileOf(db, notes, await contextsOf(db, notes));
  }
}

async function wordOf(notes: readonly NoteInWord[], actor: Actor): Promise<Uint8Array> {
  const { parts, hash } = await pack(notes);
  return runKeyed(WRITE_DOCX, { key: hash, input: () => parts }, actor.id);
}

function readable({ library, asked }: Notes, { origin }: Place): ReadableNote[] {
  const reports = new Map(library.reports.map(({ slug, meta }) => [slug, { ...meta, slug }]));
  return asked.map(({ highlight, document }) => ({
    highlight,
    report: reports.get(highlight.report)!,
    section: document.section?.title ?? null,
    page: document.page === null ? null : { page: document.page, certain: document.pageCertain },
    link: `${origin}/r/${highlight.report}?note=${highlight.id}`,
  }));
}

function contextsOf(db: Database, { asked }: Notes) {
  return firstContexts(
    db,
    asked.flatMap(({ highlight }) => (highlight.start === null ? [highlight.id] : [])),
  );
}

type Contexts = Awaited<ReturnType<typeof contextsOf>>;

/** An AnnotationCollection whose first page contains all annotations (sections 5.1 and 5.2 of the W3C model). */
async function* collectionOf(
  db: Database,
  notes: Notes,
  contexts: Contexts,
  { origin, address }: Place,
): AsyncGenerator<string> {
  const total = notes.asked.reduce((sum, { highlight: { note } }) => sum + 1 + (note?.replies.length ?? 0), 0);
  const collection = { "@context": CONTEXT, id: address, type: "AnnotationCollection", label: "Notes", total };
  const page = { id: `${address}#page`, type: "AnnotationPage", partOf: address, startIndex: 0 };
  const entries = outgoingEntries(db, notes, contexts, "current", (slug) => `${origin}/r/${slug}`, annotationOf);
  yield* listIn(collection, ["first", page], "items", entries);
}

async function* backupFileOf(db: Database, notes: Notes, contexts: Contexts): AsyncGenerator<string> {
  const head = { format: BACKUP_FORMAT, version: BACKUP_VERSION };
  yield* listIn(
    head,
    null,
    "entries",
    outgoingEntries(db, notes, contexts, "first", (slug) => slug, backupOf),
  );
}

/** Each note, followed by its replies. */
async function* outgoingEntries(
  db: Database,
  { library, asked }: Notes,
  contexts: Contexts,
  words: "current" | "first",
  sourceOf: (slug: string) => string,
  write: (entry: OutgoingNote | PortableReply) => object,
): AsyncGenerator<object> {
  // Notes are grouped by report, so only one report is loaded at a time.
  let at: OutgoingReport | undefined;
  for (const { highlight } of asked) {
    const slug = highlight.report;
    if (at?.report.slug !== slug) {
      at = await readOutgoing(db, await openReport(library.bySlug.get(slug)!), sourceOf(slug));
    }
    const { note, replies } = outgoing(highlight, at, { words, context: contexts.get(highlight.id) });
    yield write(note);
    for (const reply of replies) yield write(reply);
  }
}

/**
 * A JSON object that ends with a long list, whose entries are written one per line. The list is the object's last
 * member, or the last member of an object nested in it.
 */
async function* listIn(
  head: object,
  within: readonly [key: string, object] | null,
  key: string,
  entries: AsyncIterable<object>,
): AsyncGenerator<string> {
  const open = (object: object) => JSON.stringify(object).slice(0, -1);
  yield within ? `${open(head)},"${within[0]}":${open(within[1])},"${key}":[` : `${open(head)},"${key}":[`;
  let separator = "\n";
  for await (const entry of entries) {
    yield separator + JSON.stringify(entry);
    separator = ",\n";
  }
  yield within ? "\n]}}\n" : "\n]}\n";
}

/** Number of bytes to buffer before sending them. */
const CHUNK = 64 * 1024;

/** Streams parts on demand, several at a time, yielding to the event loop in between. */
function streamOf(parts: Parts): ReadableStream<Uint8Array> {
  const iterator = eachOf(parts);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      await setImmediate();
      let text = "";
      for (;;) {
        const { done, value } = await iterator.next();
        if (typeof value === "string") text += value;
        if (value instanceof Uint8Array) controller.enqueue(value);
        if (!done && text.length < CHUNK) continue;
        if (text !== "") controller.enqueue(encoder.encode(text));
        if (done) controller.close();
        return;
      }
    },
  });
}

async function* eachOf(parts: Parts): AsyncGenerator<string | Uint8Array, undefined> {
  yield* parts;
}
