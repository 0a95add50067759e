import "server-only";
import { type Actor, may } from "../accounts/policy";
import type { ComparedPart, ComparedRow } from "../anchoring/compare";
import type { compareInWorker } from "../anchoring/worker-tasks";
import type { Database } from "../db/database";
import { currentEdition, type EditionRow, editionOrdinal, editionReport, editionsOf } from "../editions/editions";
import { UserError } from "../errors";
import { pageOfBlock } from "../report/locate";
import type { Report } from "../report/model";
import type { UploadedSource } from "../sources/schemas";
import { sourceOfEdition } from "../sources/store";
import { runKeyed, type Task } from "../workers/run";
import type { Comparison, ComparisonNumbers, ComparisonRow, ListedEdition } from "./comparison-schemas";

const COMPARE: Task<typeof compareInWorker> = {
  file: "lib/anchoring/worker-tasks.ts",
  name: "compareInWorker",
  lane: "file",
  tooMuch: "too-much-work.editions",
};

/**
 * The editions of a report, newest first.
 *
 * @throws UserError `no-such-report` (404)
 */
export async function listEditions(db: Database, actor: Actor, slug: string): Promise<ListedEdition[]> {
  requireReadable(actor, slug, "no-such-report");
  const editions = await editionsOf(db, slug);
  if (editions.length === 0) throw new UserError("no-such-report");
  return editions.map(listedEdition);
}

/** An edition with its text, and the number of the report's current edition. */
interface ReadEdition {
  id: string;
  createdAt: Date;
  current: number;
  report: Report;
  source: UploadedSource | null;
}

/**
 * An edition of a report, current or earlier.
 *
 * @throws UserError `no-such-edition` (404)
 */
export async function readEdition(db: Database, actor: Actor, slug: string, ordinal: number): Promise<ReadEdition> {
  requireReadable(actor, slug, "no-such-edition");
  const [edition, current] = await Promise.all([editionOrdinal(db, slug, ordinal), currentEdition(db, slug)]);
  if (!edition || !current) throw new UserError("no-such-edition");
  const { id, createdAt } = edition;
  const [report, source] = await Promise.all([reportOf(db, id), sourceOfEdition(db, id)]);
  return { id, createdAt, current: current.ordinal, report, source };
}

/**
 * Compares two editions of a report. The comparison of a pair of editions never changes, and recent ones are cached.
 *
 * @throws UserError `no-such-edition` (404), `too-much-work` (422)
 */
export async function compareEditions(
  db: Database,
  actor: Actor,
  slug: string,
  { from, to, only }: { from: number; to: number; only?: "numbers" | undefined },
): Promise<Comparison> {
  requireReadable(actor, slug, "no-such-edition");
  const [older, newer] = await Promise.all([from, to].map((ordinal) => editionOrdinal(db, slug, ordinal)));
  if (!older || !newer) throw new UserError("no-such-edition");
  const reports = { before: await reportOf(db, older.id), after: await reportOf(db, newer.id) };
  const rows = await runKeyed(
    COMPARE,
    {
      key: { before: older.id, after: newer.id },
      input: () => ({ before: comparedText(reports.before), after: comparedText(reports.after) }),
    },
    actor.id,
  );
  return {
    ...{ from: listedEdition(older), to: listedEdition(newer), numbers: numbersOf(rows) },
    rows: only === "numbers" ? [] : rows.map((row) => shownRow(row, reports)),
  };
}

/** The answer for a report that the user can't read is the same as for one that doesn't exist. */
function requireReadable(actor: Actor, slug: string, problem: "no-such-report" | "no-such-edition"): void {
  if (!may(actor, "report.read", { report: slug })) throw new UserError(problem);
}

async function reportOf(db: Database, id: string): Promise<Report> {
  const report = await editionReport(db, id);
  if (!report) throw new UserError("no-such-edition");
  return report;
}

function listedEdition({ ordinal, createdAt, createdBy }: EditionRow): ListedEdition {
  return { ordinal, createdAt: createdAt.toISOString(), by: createdBy?.name ?? null };
}

function comparedText({ text, blocks }: Report) {
  return { text, blocks: blocks.map(({ start, end }) => ({ start, end })) };
}

function shownRow({ before, after, ...row }: ComparedRow, reports: { before: Report; after: Report }): ComparisonRow {
  const report = after === null ? reports.before : reports.after;
  const index = after ?? before ?? 0;
  const { kind: block, language } = report.blocks[index]!;
  return { ...row, block, language, page: pageOfBlock(report, index)?.page ?? null };
}

function numbersOf(rows: readonly ComparedRow[]): ComparisonNumbers {
  const count = (kind: ComparedRow["kind"]) => rows.filter((row) => row.kind === kind).length;
  const words = (kind: ComparedPart["kind"]) =>
    rows
      .flatMap(({ parts }) => parts)
      .filter((part) => part.kind === kind)
      .reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)?.length ?? 0), 0);
  return {
    ...{ changed: count("changed"), inserted: count("inserted"), deleted: count("deleted") },
    moved: rows.filter(({ isMoved }) => isMoved).length,
    ...{ wordsInserted: words("inserted"), wordsDeleted: words("deleted") },
  };
}
