import "server-only";
import { randomUUID } from "node:crypto";
import { auditBy } from "../../accounts/audit";
import { knownPeople } from "../../accounts/people";
import { type Actor, authorize } from "../../accounts/policy";
import {
  findNamed,
  type ImportedHighlight,
  type ImportedPlace,
  type ImportedReply,
  insertImported,
  insertWritten,
  placeImported,
} from "../../annotations/imports";
import { superseded } from "../../annotations/rules";
import { saveOnce } from "../../annotations/save-once";
import type { Database, Transaction } from "../../db/database";
import { currentEdition } from "../../editions/editions";
import { UserError } from "../../errors";
import { changeInTurn } from "../../events/log";
import { currentLibrary, type ServedLibrary } from "../../library/library";
import { openReport } from "../../library/served-report";
import { codePointsOf } from "../../report/code-points";
import { runInWorker } from "../../workers/run";
import type { SearchedText } from "./anchoring";
import { type AnchoredEntry, type AnchoredNote, type Plan, type Planned, Planner } from "./import-plan";
import { highlightOf, importedPlaceOf, repliesOf } from "./import-rows";
import { ANCHOR_QUOTES, READ_ALONE, READ_FILE } from "./in-worker";
import type { ReadFile } from "./read-file";
import { type ImportFile, type ImportOutcome, LISTED, type ListedEntry, OUTCOMES } from "./schemas";
import { idIn, idsWithin, isOwn } from "./travelling";
import { occursAny, reportWith } from "./which-report";
import type { Quotes } from "./worker-tasks";

/** The text of a report as it is served. */
interface KnownText extends SearchedText {
  report: string;
  editionId: string;
}

/** UTF-16 code units of a quote that a list shows. */
const QUOTE_LENGTH = 200;

/**
 * Says what would become of a file of annotations. Nothing is stored.
 *
 * @throws UserError `forbidden` (403), and those of `readFile`
 */
export async function previewImport(db: Database, actor: Actor, file: ImportFile): Promise<ImportOutcome> {
  authorize(actor, "notes.import", null);
  const read = await runInWorker(READ_FILE, file.text, actor.id);
  const { entries } = await anchored(actor, read.entries, file);
  const plan = await planFor(db, actor, file, entries);
  return { ...outcomeOf(read, plan), ...(await whereElse(db, plan, entries, file)) };
}

/**
 * Imports a file of annotations: all that can be, or nothing. The same again changes nothing.
 *
 * @throws UserError as `previewImport`, and `edition-superseded` (409) where a report got a new edition meanwhile
 */
export async function importNotes(db: Database, actor: Actor, file: ImportFile): Promise<ImportOutcome> {
  authorize(actor, "notes.import", null);
  const read = await runInWorker(READ_FILE, file.text, actor.id);
  return outcomeOf(read, await bringIn(db, actor, read.entries, file, (tx, found) => insertFrom(tx, actor, found)));
}

/**
 * Takes an annotation that came alone, for those for whom it says it is. What the person has written themself is a note or a reply like
 * any other; what somebody else has written is imported.
 *
 * @param annotation JSON, of whatever kind
 * @returns what became of it, and its id here; null where it was not taken
 * @throws UserError `forbidden` (403), `annotation-exists` (409) where it is here already, and not by the same save, `save-key` (409),
 *   `edition-superseded` (409)
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
    [await runInWorker(READ_ALONE, annotation, actor.id)],
    { report: null, visibility: "file" },
    async (tx, found) => {
      const { entry, outcome, id } = found.plan.outcomes[0]!;
      if (id === null) return;
      await saveOnce(tx, actor, id, async () => {
        if (outcome === "duplicate" || outcome === "placed") {
          throw new UserError("annotation-exists", "This annotation is here already.", 409);
        }
        if ("creator" in entry && isOwn(actor, entry)) await insertWritten(tx, found.highlights, found.replies);
        else await insertFrom(tx, actor, found);
      });
    },
  );
  return outcomes[0]!;
}

/** How a file is to be taken. */
type Taken = Pick<ImportFile, "report" | "visibility">;

/** What is to be stored, and what of all that came. */
interface Found {
  plan: Plan;
  highlights: ImportedHighlight[];
  places: ImportedPlace[];
  replies: ImportedReply[];
}

async function bringIn(
  db: Database,
  actor: Actor,
  read: ReadFile["entries"],
  taken: Taken,
  insert: (tx: Transaction, found: Found) => Promise<void>,
): Promise<Plan> {
  const { entries, texts } = await anchored(actor, read, taken);
  return changeInTurn(db, async (tx) => {
    for (const { report, editionId } of texts) {
      if ((await currentEdition(tx, report))?.id !== editionId) throw superseded();
    }
    const plan = await planFor(tx, actor, taken, entries);
    const byEdition = new Map(texts.map((known) => [known.editionId, known]));
    const highlights = plan.notes.map((note) => highlightOf(actor, note, byEdition.get(note.place.editionId)!));
    const places = plan.places.map((placed) => importedPlaceOf(actor, placed, byEdition.get(placed.place.editionId)!));
    await insert(tx, { plan, highlights, places, replies: repliesOf(actor, plan) });
    return plan;
  });
}

/** Stores what somebody brings in from elsewhere. */
async function insertFrom(tx: Transaction, actor: Actor, { highlights, places, replies }: Found): Promise<void> {
  await insertImported(tx, highlights, replies);
  await placeImported(tx, places);
  const count = highlights.length + places.length + replies.length;
  if (count > 0) await auditBy(tx, actor, "notes.imported", null, { count });
}

/** Looks for the words of notes. */
async function anchored(actor: Actor, entries: ReadFile["entries"], { report: chosen }: Taken) {
  const textOf = knownTexts(await currentLibrary());
  const used = new Map<KnownText, number>();
  const quotes: Quotes["quotes"][number][] = [];
  const targets: ({ known: KnownText; isOwn: boolean } | undefined)[] = [];
  for (const entry of entries) {
    if (entry.kind !== "note") {
      targets.push(undefined);
      continue;
    }
    const own = await textOf(reportNamedBy(entry.source));
    const known = own ?? (await textOf(chosen));
    const isOwn = own !== undefined;
    targets.push(known && { known, isOwn });
    if (!known) continue;
    if (!used.has(known)) used.set(known, used.size);
    // In another document the position is one in another text.
    const quote = isOwn ? entry.quote : { ...entry.quote, position: null };
    quotes.push({ quote, text: used.get(known)!, isOwn });
  }
  const texts = [...used.keys()];
  const anchors =
    quotes.length === 0
      ? []
      : await runInWorker(ANCHOR_QUOTES, { texts: texts.map(({ text }) => text), quotes }, actor.id);
  const nextAnchor = anchors.values();
  const found = entries.map((entry, index): AnchoredEntry => {
    if (entry.kind !== "note") return entry;
    const target = targets[index];
    if (!target) return { ...entry, place: null };
    const { report, editionId } = target.known;
    return { ...entry, place: { report, editionId, isOwn: target.isOwn, anchor: nextAnchor.next().value! } };
  });
  return { entries: found, texts };
}

/** The texts of reports by their slugs, each made ready when it is first asked for. */
function knownTexts({ bySlug }: ServedLibrary): (slug: string | null) => Promise<KnownText | undefined> {
  const known = new Map<string, KnownText>();
  return async (slug) => {
    const shelved = slug === null ? undefined : bySlug.get(slug);
    if (!shelved) return undefined;
    const before = known.get(shelved.slug);
    if (before) return before;
    const { report, edition } = await openReport(shelved);
    const { text } = report;
    const own = { report: report.slug, editionId: edition.id, text, points: codePointsOf(text) };
    known.set(report.slug, own);
    return own;
  };
}

/** The slug of the report that a document is: by its name here, or by the address of it in this or another Concord. */
export function reportNamedBy(source: string): string | null {
  return URL.canParse(source) ? (/^\/r\/([^/]+)\/?$/u.exec(new URL(source).pathname)?.[1] ?? null) : source;
}

async function planFor(
  db: Database | Transaction,
  actor: Actor,
  { visibility }: Taken,
  entries: readonly AnchoredEntry[],
): Promise<Plan> {
  const names = entries.flatMap((entry) => {
    if (entry.kind === "note") return [entry.iri, entry.alias];
    return entry.kind === "reply" ? [entry.iri, entry.alias, entry.to] : [];
  });
  const iris = [...new Set(names.filter((name) => name !== null))];
  const there = await findNamed(db, iris, idIn);
  const creators = entries.flatMap((entry) => ("creator" in entry && entry.creator?.iri) || []);
  const people = await knownPeople(db, creators.flatMap(idsWithin));
  return new Planner(actor, { ...there, people }, visibility, randomUUID).plan(entries);
}

/**
 * Looks for notes on documents that are no reports here: where no report is chosen for them, or where none of them has its words in the
 * one that is.
 */
async function whereElse(
  db: Database,
  { outcomes }: Plan,
  entries: readonly AnchoredEntry[],
  { report }: Taken,
): Promise<Pick<ImportOutcome, "isWrongReport" | "better">> {
  const library = await currentLibrary();
  const foreign = entries.filter((entry, index): entry is AnchoredNote & { line: number } => {
    if (entry.kind !== "note") return false;
    return report === null ? outcomes[index]?.outcome === "elsewhere" : entry.place?.isOwn !== true;
  });
  const quotes = foreign.map(({ quote }) => quote.exact);
  const isAnyHere = foreign.some(({ place }) => place !== null && place.anchor.state !== "orphan");
  if (foreign.length === 0 || isAnyHere) return { isWrongReport: false, better: null };
  const chosen = report === null ? undefined : library.bySlug.get(report);
  if (chosen && occursAny((await openReport(chosen)).report.text, quotes))
    return { isWrongReport: false, better: null };
  return { isWrongReport: chosen !== undefined, better: await reportWith(db, library, quotes, report) };
}

function outcomeOf({ format, missing }: Pick<ReadFile, "format" | "missing">, { outcomes }: Plan): ImportOutcome {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as ImportOutcome["counts"];
  const entries: ListedEntry[] = [];
  for (const [index, { entry, outcome, reason }] of outcomes.entries()) {
    counts[outcome] += 1;
    if (counts[outcome] > LISTED) continue;
    const { line } = entry;
    const by = "creator" in entry ? (entry.creator?.name ?? null) : null;
    const quote = entry.kind === "note" ? entry.quote.exact : entry.kind === "reply" ? entry.body : null;
    entries.push({
      outcome,
      number: index + 1,
      line,
      isReply: entry.kind === "reply",
      quote: quote?.slice(0, QUOTE_LENGTH) ?? null,
      by,
      reason,
    });
  }
  return { format, counts, entries, missing, isWrongReport: false, better: null };
}
