import "server-only";
import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { auditBy } from "../../accounts/audit";
import { type Actor, authorize } from "../../accounts/policy";
import { COLOURS } from "../../annotations/colours";
import { findNamed, type ImportedHighlight, type ImportedReply, insertImported } from "../../annotations/imports";
import { Comparisons, saysTheSame } from "../../annotations/placing";
import { noteBody, superseded } from "../../annotations/rules";
import { type Selector, selectorOf } from "../../annotations/selector";
import { readTags } from "../../annotations/tags";
import type { Database, Transaction } from "../../db/database";
import { currentEdition } from "../../editions/editions";
import { UserError } from "../../errors";
import { changeInTurn } from "../../events/log";
import { currentLibrary, type ServedLibrary } from "../../library/library";
import { codePointsOf } from "../../report/code-points";
import { anchorTravelling, type SearchedText } from "./anchoring";
import {
  type AnchoredEntry,
  type Plan,
  type Planned,
  type PlannedNote,
  type PlannedReply,
  Planner,
} from "./import-plan";
import { type ReadFile, readAlone, readFile } from "./read-file";
import { type ImportFile, type ImportOutcome, LISTED, type ListedEntry, OUTCOMES } from "./schemas";
import { idIn, iriOf, type TravellingNote, type TravellingReply } from "./travelling";

/** The text of a report as it is served. */
interface KnownText extends SearchedText {
  report: string;
  editionId: string;
}

/** Entries that are looked up before others get a turn: looking for words takes a millisecond or two. */
const BATCH = 50;

/** UTF-16 code units of a quote that a list shows. */
const QUOTE_LENGTH = 200;

/**
 * Says what would become of a file of annotations. Nothing is stored.
 *
 * @throws UserError `forbidden` (403), and those of `readFile`
 */
export async function previewImport(db: Database, actor: Actor, file: ImportFile): Promise<ImportOutcome> {
  authorize(actor, "notes.import", null);
  const { format, entries } = readFile(file.text);
  return outcomeOf(format, await planFor(db, actor, file, (await anchored(entries, file)).entries));
}

/**
 * Imports a file of annotations: all that can be, or nothing. The same again changes nothing.
 *
 * @throws UserError as `previewImport`, and `edition-superseded` (409) where a report got a new edition meanwhile
 */
export async function importNotes(db: Database, actor: Actor, file: ImportFile): Promise<ImportOutcome> {
  authorize(actor, "notes.import", null);
  const { format, entries } = readFile(file.text);
  return outcomeOf(format, await bringIn(db, actor, entries, file));
}

/**
 * Imports an annotation that came alone, to those for whom it says it is.
 *
 * @param annotation JSON, of whatever kind
 * @returns what became of it, and its id here, also where it is here already; null where it is not
 * @throws UserError `forbidden` (403), `edition-superseded` (409)
 */
export async function importOne(
  db: Database,
  actor: Actor,
  annotation: unknown,
): Promise<Pick<Planned, "outcome" | "reason" | "id">> {
  authorize(actor, "notes.import", null);
  const { outcomes } = await bringIn(db, actor, [readAlone(annotation)], { report: null, visibility: "file" });
  return outcomes[0]!;
}

/** How a file is to be taken. */
type Taken = Pick<ImportFile, "report" | "visibility">;

async function bringIn(db: Database, actor: Actor, read: ReadFile["entries"], taken: Taken): Promise<Plan> {
  const { entries, texts } = await anchored(read, taken);
  return changeInTurn(db, async (tx) => {
    for (const { report, editionId } of texts) {
      if ((await currentEdition(tx, report))?.id !== editionId) throw superseded();
    }
    const plan = await planFor(tx, actor, taken, entries);
    const byEdition = new Map(texts.map((known) => [known.editionId, known]));
    const highlights = plan.notes.map((note) => highlightOf(actor, note, byEdition.get(note.place.editionId)!));
    const replies = repliesOf(actor, plan);
    await insertImported(tx, highlights, replies);
    const count = highlights.length + replies.length;
    if (count > 0) await auditBy(tx, actor, "notes.imported", null, { count });
    return plan;
  });
}

/** Looks for the words of notes. */
async function anchored(entries: ReadFile["entries"], { report: chosen }: Taken) {
  const textOf = knownTexts(await currentLibrary());
  const comparisons = new Comparisons();
  const found: AnchoredEntry[] = [];
  const used = new Set<KnownText>();
  for (const [index, entry] of entries.entries()) {
    if (index % BATCH === BATCH - 1) await setImmediate();
    if (entry.kind !== "note") {
      found.push(entry);
      continue;
    }
    const own = textOf(reportNamedBy(entry.source));
    const target = own ?? textOf(chosen);
    if (target) used.add(target);
    found.push({ ...entry, place: target ? placeIn(target, entry, own !== undefined, comparisons) : null });
  }
  return { entries: found, texts: [...used] };
}

/** The texts of reports by their slugs, each made ready when it is first asked for. */
function knownTexts({ reports, editions }: ServedLibrary): (slug: string | null) => KnownText | undefined {
  const known = new Map<string, KnownText>();
  return (slug) => {
    const report = reports.find((each) => each.slug === slug);
    if (!report) return undefined;
    const { text } = report;
    const editionId = editions.get(report.slug)!.id;
    const own = known.get(report.slug) ?? { report: report.slug, editionId, text, points: codePointsOf(text) };
    known.set(report.slug, own);
    return own;
  };
}

/** The slug of the report that a document is: by its name here, or by the address of it in this or another Concord. */
export function reportNamedBy(source: string): string | null {
  return URL.canParse(source) ? (/^\/r\/([^/]+)\/?$/u.exec(new URL(source).pathname)?.[1] ?? null) : source;
}

function placeIn(
  { report, editionId, ...searched }: KnownText,
  note: TravellingNote,
  isOwn: boolean,
  comparisons: Comparisons,
) {
  // In another document the position is one in another text.
  const quote = isOwn ? note.quote : { ...note.quote, position: null };
  return { report, editionId, anchor: anchorTravelling(searched, quote, comparisons, isOwn) };
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
  return new Planner(actor, there, visibility, randomUUID).plan(entries.map(checked));
}

/** An entry whose text can be a note here; else the reason why it can't. */
function checked(entry: AnchoredEntry): AnchoredEntry {
  const body = entry.kind === "reply" ? entry.body : entry.kind === "note" ? entry.note?.body : undefined;
  if (body === undefined) return entry;
  try {
    noteBody(body, entry.kind === "reply" ? "reply" : "note");
    return entry;
  } catch (error) {
    if (error instanceof UserError) return { kind: "invalid", reason: error.message, line: entry.line };
    throw error;
  }
}

function highlightOf(
  actor: Actor,
  { entry, place, id, noteId, audience }: PlannedNote,
  known: SearchedText,
): ImportedHighlight {
  const { report, editionId, anchor } = place;
  const { createdAt, updatedAt } = timesOf(entry);
  const { selector, state } = selectorFor(entry, anchor, known);
  return {
    permit: authorize(actor, "highlight.create", { authorId: actor.id, ...audience }),
    ...{ id, report, editionId, audience, selector, createdAt, updatedAt },
    anchor: "start" in anchor ? { ...anchor, state } : anchor,
    ...provenanceOf(actor, entry, id),
    colour: entry.colour ?? COLOURS[0],
    tags: readTags(entry.tags),
    note: entry.note && {
      id: noteId,
      body: noteBody(entry.note.body),
      createdAt,
      updatedAt: entry.note.modified ?? updatedAt,
      resolvedAt: entry.note.resolvedAt,
    },
  };
}

/**
 * The first selector of an imported highlight. Where its words stand in the text, it is made of those, and the highlight stands where it
 * was made; where they have changed, or are gone, it says what they were.
 */
function selectorFor(
  { quote }: TravellingNote,
  anchor: PlannedNote["place"]["anchor"],
  { text, points }: SearchedText,
) {
  const { exact, prefix, suffix, position } = quote;
  const said = selectorOf(prefix + exact + suffix, prefix.length, prefix.length + exact.length);
  if (!("start" in anchor)) {
    const start = position === null ? 0 : points.toUnits(position);
    return { selector: { ...said, start, end: start } satisfies Selector, state: "anchored" as const };
  }
  const there = selectorOf(text, anchor.start, anchor.end);
  if (saysTheSame(exact, there.quote)) return { selector: there, state: "anchored" as const };
  return { selector: { ...said, start: anchor.start, end: anchor.end }, state: "changed" as const };
}

function repliesOf(actor: Actor, { notes, replies }: Plan): ImportedReply[] {
  const created = new Map(notes.map(({ noteId, entry }) => [noteId, timesOf(entry).createdAt]));
  return replies.map(({ entry, id, report, to }: PlannedReply) => {
    const { createdAt, updatedAt } = timesOf(entry);
    const begin = to.createdAt ?? created.get(to.id) ?? createdAt;
    return {
      permit: authorize(actor, "reply.create", to),
      ...{ id, report, body: noteBody(entry.body, "reply"), updatedAt },
      // What came before the note would be a reply to another one that stood there.
      createdAt: createdAt < begin ? begin : createdAt,
      ...provenanceOf(actor, entry, id),
    };
  });
}

/** When it was made and changed; nothing is from the future. */
function timesOf({ created, modified }: TravellingNote | TravellingReply) {
  const now = new Date();
  const past = (time: Date) => (time > now ? now : time);
  const createdAt = past(created ?? modified ?? now);
  const updatedAt = past(modified ?? createdAt);
  return { createdAt, updatedAt: updatedAt < createdAt ? createdAt : updatedAt };
}

function provenanceOf(actor: Actor, { iri, creator }: TravellingNote | TravellingReply, id: string) {
  const isOwn = creator === null || creator.iri === iriOf(actor.id);
  return {
    importedFrom: iri === iriOf(id) ? null : iri,
    creatorIri: isOwn ? null : creator.iri,
    creatorName: isOwn ? null : creator.name,
  };
}

function outcomeOf(format: ImportOutcome["format"], { outcomes }: Plan): ImportOutcome {
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
  return { format, counts, entries };
}
