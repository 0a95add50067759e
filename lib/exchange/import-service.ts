import "server-only";
import { randomUUID } from "node:crypto";
import { auditBy } from "../accounts/audit";
import { knownPeople } from "../accounts/people";
import { type Actor, authorize } from "../accounts/policy";
import type { Anchor } from "../anchoring/anchor";
import { type Scene, sceneOfEdition } from "../annotations/areas/scene";
import { describedBy } from "../annotations/areas/words";
import {
  findNamed,
  type ImportedHighlight,
  type ImportedPlace,
  type ImportedReply,
  insertImported,
  insertWritten,
  placeImported,
} from "../annotations/highlights/imports";
import { saveOnce } from "../annotations/highlights/save-once";
import { superseded } from "../annotations/rules";
import type { Database, Transaction } from "../db/database";
import { currentEdition, type EditionText, figurePlaces, textsOf } from "../editions/editions";
import { wordsOnPages } from "../editions/pages";
import { UserError } from "../errors";
import type { Say } from "../errors/fill";
import { sentenceOf } from "../errors/sentence";
import { withEventTransaction } from "../events/log";
import type { RawBody } from "../json-body";
import type { ListedReport } from "../library/library";
import { readableLibrary } from "../library/readable-library";
import { codePointsOf } from "../report/code-points";
import { discardSource, readableSource, requirePendingSource, withSourceFile } from "../sources/store";
import { inFigure } from "../word-boxes/figures";
import type { FigurePlace } from "../word-boxes/model";
import { runInWorker, runKeyed } from "../workers/run";
import type { SearchedText } from "./anchoring";
import { applyEdits } from "./apply-edits";
import { OUTCOMES } from "./formats";
import { type AnchoredEntry, type AnchoredNote, type Place, type Plan, type Planned, Planner } from "./import-plan";
import { highlightOf, importedPlaceOf, repliesOf } from "./import-rows";
import { ANCHOR_QUOTES, READ_ALONE, READ_IMPORT, READ_PDF_NOTES } from "./in-worker";
import { idIn, idsWithin, isOwn } from "./portable";
import type { ReadFile } from "./read-file";
import { type ImportFile, type ImportOutcome, LISTED, type ListedEntry } from "./schemas";
import { occursAny, reportWith } from "./which-report";
import type { ReadImport } from "./worker-tasks";

/** A report's current text. */
interface KnownText extends SearchedText {
  report: string;
  editionId: string;
}

/**
 * Maximum number of reports that the notes in one file can be about, because an import holds all of their texts in
 * memory.
 */
const MAX_REPORTS = 200;

/** Length of the quotes in lists, in UTF-16 code units. */
const QUOTE_LENGTH = 200;

/**
 * Previews the import of a file of annotations. Nothing is stored.
 *
 * @param body JSON of `importFile`
 * @throws UserError `forbidden` (403), `import-too-many-reports` (413), and any error from `readImport`
 */
export async function previewImport(
  db: Database,
  actor: Actor,
  body: RawBody,
  say: Say = sentenceOf,
): Promise<ImportOutcome> {
  authorize(actor, "notes.import", null);
  const read = await readBody(db, actor, body);
  const { taken } = read;
  const { entries } = await anchored(db, actor, { key: body.hash, read: read.entries }, taken);
  const plan = await planFor(db, actor, taken, entries);
  return { ...outcomeOf(read, plan, say), ...(await whereElse(db, actor, plan, entries, taken)) };
}

/**
 * Imports a file of annotations. What is new is stored in one transaction, and changes to existing notes one by one.
 * Importing the same file again changes nothing.
 *
 * @param body JSON of `importFile`
 * @throws any error from `previewImport`, and UserError `edition-superseded` or `import-changed` (409) if a report got a
 *   new edition, or a note was changed, during the import
 */
export async function importNotes(
  db: Database,
  actor: Actor,
  body: RawBody,
  say: Say = sentenceOf,
): Promise<ImportOutcome> {
  authorize(actor, "notes.import", null);
  const read = await readBody(db, actor, body);
  const { source } = read.taken;
  const sent = { key: body.hash, read: read.entries };
  const plan = await bringIn(db, actor, sent, read.taken, (tx, found) => insertFrom(tx, actor, found));
  await applyEdits(db, actor, plan.edits);
  if (source !== undefined) await discardSource(db, actor, source);
  return outcomeOf(read, plan, say);
}

async function readBody(db: Database, actor: Actor, { chunks, hash }: RawBody): Promise<ReadImport> {
  const read = await runKeyed(READ_IMPORT, { key: hash, input: () => chunks }, actor.id);
  const { source } = read.taken;
  if (source === undefined) return read;
  await requirePendingSource(db, actor, source);
  const { name, size } = await readableSource(db, actor, source);
  const pdf = await withSourceFile(db, { id: source, size }, (file) =>
    runKeyed(READ_PDF_NOTES, { key: source, input: async () => ({ file: await file(), name }) }, actor.id),
  );
  return { ...read, ...pdf };
}

/**
 * Stores a single annotation for the audience that it names. If the user created it, it becomes an ordinary note or
 * reply. Otherwise, it is imported.
 *
 * @param annotation JSON of any shape
 * @returns its outcome and its id here; the id is null if it was not stored
 * @throws UserError `forbidden` (403), `annotation-exists` (409) if it already exists and was not created by the same
 *   save, `save-key` (409), `edition-superseded` (409)
 */
export async function takeAnnotation(
  db: Database,
  actor: Actor,
  annotation: unknown,
): Promise<Pick<Planned, "outcome" | "reason" | "id">> {
  authorize(actor, "notes.import", null);
  const { outcomes } = await bringIn(
    db,
    actor,
    { key: annotation, read: [await runInWorker(READ_ALONE, annotation, actor.id)] },
    { report: null, visibility: "file" },
    async (tx, found) => {
      const { entry, outcome, id } = found.plan.outcomes[0]!;
      if (id === null) return;
      await saveOnce(tx, actor, id, async () => {
        if (outcome === "duplicate" || found.plan.places.length > 0) {
          throw new UserError("annotation-exists");
        }
        if ("creator" in entry && isOwn(actor, entry)) await insertWritten(tx, found.highlights, found.replies);
        else await insertFrom(tx, actor, found);
      });
    },
  );
  return outcomes[0]!;
}

/** Imports private notes whose places in an edition are known, in the transaction that stores the edition. */
export async function insertPlaced(
  tx: Transaction,
  actor: Actor,
  { id: editionId, report, text }: EditionText,
  entries: readonly AnchoredEntry[],
): Promise<void> {
  authorize(actor, "notes.import", null);
  const known = { report, editionId, text, points: codePointsOf(text) };
  await insertFrom(tx, actor, await rowsFor(tx, actor, { report, visibility: "private" }, entries, [known]));
}

type Taken = Pick<ImportFile, "report" | "visibility" | "deletions">;

/** The entries, and a short cache key that identifies them. */
interface Sent {
  key: unknown;
  read: ReadFile["entries"];
}

/** Rows to store, and the plan from which they come. */
interface Found {
  plan: Plan;
  highlights: ImportedHighlight[];
  places: ImportedPlace[];
  replies: ImportedReply[];
}

async function bringIn(
  db: Database,
  actor: Actor,
  sent: Sent,
  taken: Taken,
  insert: (tx: Transaction, found: Found) => Promise<void>,
): Promise<Plan> {
  const { entries, reports } = await anchored(db, actor, sent, taken);
  const texts: KnownText[] = [];
  for (const report of reports) texts.push(await knownText(db, report));
  return withEventTransaction(db, async (tx) => {
    for (const { report, editionId } of texts) {
      if ((await currentEdition(tx, report))?.id !== editionId) throw superseded();
    }
    const found = await rowsFor(tx, actor, taken, entries, texts);
    await insert(tx, found);
    return found.plan;
  });
}

async function rowsFor(
  tx: Transaction,
  actor: Actor,
  taken: Taken,
  entries: readonly AnchoredEntry[],
  texts: readonly KnownText[],
): Promise<Found> {
  const plan = await planFor(tx, actor, taken, entries);
  const byEdition = new Map(texts.map((known) => [known.editionId, known]));
  const highlights = plan.notes.map((note) => highlightOf(actor, note, byEdition.get(note.place.editionId)!));
  const places = plan.places.map((placed) => importedPlaceOf(actor, placed, byEdition.get(placed.place.editionId)!));
  return { plan, highlights, places, replies: repliesOf(actor, plan) };
}

/** Stores entries that were created elsewhere. */
async function insertFrom(tx: Transaction, actor: Actor, { highlights, places, replies }: Found): Promise<void> {
  await insertImported(tx, highlights, replies);
  await placeImported(tx, places);
  const count = highlights.length + places.length + replies.length;
  if (count > 0) await auditBy(tx, actor, "notes.imported", null, { count });
}

/** Anchors notes report by report. A worker gets one text at a time, so that other jobs get a turn in between. */
async function anchored(db: Database, actor: Actor, { key, read }: Sent, { report: chosen }: Taken) {
  const { bySlug } = await readableLibrary(actor);
  const shelved = (slug: string | null) => (slug === null ? undefined : bySlug.get(slug));
  const sought = new Map<ListedReport, { index: number; isOwn: boolean }[]>();
  for (const [index, entry] of read.entries()) {
    if (entry.kind !== "note") continue;
    const own = shelved(reportNamedBy(entry.source));
    const report = own ?? shelved(chosen);
    if (!report) continue;
    const others = sought.get(report);
    if (others) others.push({ index, isOwn: own !== undefined });
    else sought.set(report, [{ index, isOwn: own !== undefined }]);
  }
  if (sought.size > MAX_REPORTS) {
    throw new UserError("import-too-many-reports", { max: MAX_REPORTS });
  }
  const places = new Map<number, { place: NonNullable<AnchoredNote["place"]>; words: string | undefined }>();
  for (const [report, notes] of sought) {
    const anchors = await anchorsIn(db, actor, report, { key, read }, notes);
    const figures = notes.some(({ index }) => marksPage(read[index]!)) ? await figurePlaces(db, report.edition.id) : [];
    for (const [at, { index, isOwn }] of notes.entries()) {
      const { anchor, words } = anchors[at]!;
      const area = areaIn(read[index]!, anchor, figures, words);
      places.set(index, { place: { report: report.slug, editionId: report.edition.id, isOwn, anchor, area }, words });
    }
  }
  const entries = read.map((entry, index): AnchoredEntry => {
    if (entry.kind !== "note") return entry;
    const { place = null, words = entry.quote.exact } = places.get(index) ?? {};
    return { ...entry, quote: { ...entry.quote, exact: words }, place };
  });
  return { entries, reports: [...sought.keys()] };
}

const NO_SCENE: Pick<Scene, "pictures" | "hash"> = { pictures: [], hash: null };

/** The anchors of notes in the text of a report. */
function anchorsIn(
  db: Database,
  actor: Actor,
  { edition }: ListedReport,
  { key, read }: Sent,
  notes: readonly { index: number; isOwn: boolean }[],
) {
  const input = async () => {
    const quotes = notes.flatMap(({ index, isOwn }) => {
      const entry = read[index]!;
      if (entry.kind !== "note") return [];
      // The position refers to the text of another document, so ignore it.
      const quote = isOwn ? entry.quote : { ...entry.quote, position: null };
      return [{ quote, pages: entry.pages, area: entry.markedArea, isOwn }];
    });
    const hasPages = quotes.some(({ pages, area, quote }) => pages || area || quote.page !== undefined);
    const words = hasPages ? await wordsOnPages(db, edition.id) : [];
    const hasAreas = quotes.some(({ area }) => area);
    const { pictures, hash } = hasAreas ? await sceneOfEdition(db, edition.id) : NO_SCENE;
    return { text: await currentText(db, edition), words, quotes, pictures, hash };
  };
  return runKeyed(ANCHOR_QUOTES, { key: [key, edition.id, notes], input }, actor.id);
}

/** Whether an entry marks an area of a page. */
function marksPage(entry: ReadFile["entries"][number]): boolean {
  return entry.kind === "note" && entry.markedArea !== undefined && "page" in entry.markedArea.area;
}

/**
 * The area to create for an entry; null if it marks none, or one without a place. As in the app, an area inside a figure
 * is one of its picture.
 */
function areaIn(
  entry: ReadFile["entries"][number],
  anchor: Anchor,
  figures: readonly FigurePlace[],
  words = "",
): Place["area"] {
  if (entry.kind !== "note" || !entry.markedArea || !("start" in anchor)) return null;
  const { area, description } = entry.markedArea;
  const otherwise = "page" in area ? String(area.page + 1) : "";
  return {
    area: "page" in area ? (inFigure(area, figures) ?? area) : area,
    description: description || describedBy(words || entry.note?.body || otherwise),
  };
}

async function knownText(db: Database, { slug, edition }: ListedReport): Promise<KnownText> {
  const text = await currentText(db, edition);
  return { report: slug, editionId: edition.id, text, points: codePointsOf(text) };
}

async function currentText(db: Database, { id }: ListedReport["edition"]): Promise<string> {
  return (await textsOf(db, [id])).get(id) ?? "";
}

/**
 * The slug of the report that a document IRI names. The IRI is either a bare slug or the URL of a report in any Concord
 * instance.
 */
export function reportNamedBy(source: string): string | null {
  return URL.canParse(source) ? (/^\/r\/([^/]+)\/?$/u.exec(new URL(source).pathname)?.[1] ?? null) : source;
}

async function planFor(
  db: Database | Transaction,
  actor: Actor,
  taken: Taken,
  entries: readonly AnchoredEntry[],
): Promise<Plan> {
  const names = entries.flatMap((entry) => {
    if (entry.kind === "removed") return [entry.iri];
    if (entry.kind === "note") return [entry.iri, entry.alias];
    return entry.kind === "reply" ? [entry.iri, entry.alias, entry.to] : [];
  });
  const iris = [...new Set(names.filter((name) => name !== null))];
  const there = await findNamed(db, iris, idIn);
  const creators = entries.flatMap((entry) => ("creator" in entry && entry.creator?.iri) || []);
  const people = await knownPeople(db, creators.flatMap(idsWithin));
  return new Planner(actor, { ...there, people }, taken, randomUUID).plan(entries);
}

/**
 * Suggests a report for notes whose documents are not reports here, if no report has been chosen for them or none of
 * their quotes occur in the chosen one.
 */
async function whereElse(
  db: Database,
  actor: Actor,
  { outcomes }: Plan,
  entries: readonly AnchoredEntry[],
  { report }: Taken,
): Promise<Pick<ImportOutcome, "isWrongReport" | "better">> {
  const library = await readableLibrary(actor);
  const foreign = entries.filter((entry, index): entry is AnchoredNote & { line: number } => {
    if (entry.kind !== "note") return false;
    return report === null ? outcomes[index]?.outcome === "elsewhere" : entry.place?.isOwn !== true;
  });
  const quotes = foreign.map(({ quote }) => quote.exact);
  const isAnyHere = foreign.some(({ place }) => place !== null && place.anchor.state !== "orphan");
  if (foreign.length === 0 || isAnyHere) return { isWrongReport: false, better: null };
  const chosen = report === null ? undefined : library.bySlug.get(report);
  if (chosen && (await occursAny(db, chosen, quotes, actor.id))) return { isWrongReport: false, better: null };
  return { isWrongReport: chosen !== undefined, better: await reportWith(db, library, quotes, report, actor.id) };
}

function outcomeOf(
  { format, missing }: Pick<ReadFile, "format" | "missing">,
  { outcomes }: Plan,
  say: Say,
): ImportOutcome {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as ImportOutcome["counts"];
  const entries: ListedEntry[] = [];
  for (const [index, { entry, outcome, reason, here }] of outcomes.entries()) {
    counts[outcome] += 1;
    if (counts[outcome] > LISTED) continue;
    const { line } = entry;
    const by = "creator" in entry ? (entry.creator?.name ?? null) : null;
    const own = entry.kind === "note" ? entry.quote.exact : entry.kind === "reply" ? entry.body : null;
    const quote = own ?? here?.words ?? null;
    entries.push({
      outcome,
      number: index + 1,
      line,
      isReply: entry.kind === "reply" || here?.isReply === true,
      quote: quote?.slice(0, QUOTE_LENGTH) ?? null,
      by,
      reason: reason && say(reason),
    });
  }
  return { format, counts, entries, missing, isWrongReport: false, better: null };
}
