import "server-only";
import { auditBy } from "../accounts/audit";
import type { Authorized } from "../accounts/policy";
import { CarriedBefore, carryHighlights, placeInEdition } from "../annotations/placements/placements";
import type { Database, Transaction } from "../db/database";
import { currentEdition, type Edition, editionMarkdown, storeEdition, wasStored } from "../editions/editions";
import { publish, withEventTransaction } from "../events/log";
import type { Report } from "../report/model";
import { parseReport } from "../report/parse";
import type { readReport } from "../report/worker-tasks";
import { runInWorker, type Task } from "../workers/run";

/** Whose job it is in the queue of workers, where an edition comes from a file. */
const NOBODY = "content";

const READ_REPORT: Task<typeof readReport> = {
  file: "lib/report/worker-tasks.ts",
  name: "readReport",
  lane: "file",
  isKeptElsewhere: true,
  tooMuch: "The report takes too much time or memory to read. Make several reports of it.",
};

/**
 * UTF-16 code units of Markdown that are read at once, in some tenths of a second. To read a longer one would keep the server from
 * answering for seconds, and takes a hundred times its size in memory.
 */
const READ_HERE = 100_000;

interface Addition {
  /** Who adds it in the app; nobody where it comes from a file. */
  permit?: Authorized<null, "edition.add">;
  /** Asked of the edition that is current when it is its turn, before which no other can come. */
  isWanted?(tx: Transaction, current: Edition | null): boolean | Promise<boolean>;
}

/**
 * Stores a report as its next edition and says of every highlight where it stands there: all of it, or nothing. What is
 * the current edition already changes nothing.
 *
 * @param report what `markdown` was parsed to
 * @returns the edition that is current then
 */
export async function addEdition(
  db: Database,
  report: Report,
  markdown: string,
  { permit, isWanted = () => true }: Addition = {},
): Promise<Edition> {
  const { slug, text } = report;
  // Comparing texts is slow, and all other changes wait for the transaction: there only what has changed since is compared.
  const before = new CarriedBefore();
  await carryHighlights(db, { report: slug, text }, before, { person: permit?.actor.id ?? NOBODY });
  return withEventTransaction(db, async (tx) => {
    const current = await currentEdition(tx, slug);
    const wanted = await isWanted(tx, current);
    if (current && !wanted) return current;
    const { edition, isNew } = await storeEdition(tx, report, markdown, permit?.actor.id ?? null);
    if (!isNew) return edition;
    await placeInEdition(tx, edition, before);
    const { id: subjectId, ordinal: version } = edition;
    const actorId = permit?.actor.id ?? null;
    if (permit) await auditBy(tx, permit.actor, "edition.added", subjectId, { title: edition.title, ordinal: version });
    await publish(tx, { kind: "edition.stored", report: slug, subjectId, version, actorId });
    return edition;
  });
}

/**
 * Stores what a file says as the next edition of its report, unless it was an edition before: a file that has stayed as it is while
 * the report got newer editions in the app does not undo them.
 *
 * @throws UserError `report-format` where the file is no report
 */
export async function addFromFile(db: Database, markdown: string, slug: string): Promise<Edition> {
  const report = await readMarkdown(markdown, slug);
  return addEdition(db, report, markdown, { isWanted: async (tx) => !(await wasStored(tx, slug, markdown)) });
}

/** Reads an edition again by the rules of this version of the app, and stores that as the next one if it is still current. */
export async function readAgain(db: Database, { id, report }: Edition): Promise<Edition> {
  const markdown = await editionMarkdown(db, id);
  if (markdown === null) throw new Error(`Edition ${id} of ${report} is gone.`);
  const read = await readMarkdown(markdown, report);
  return addEdition(db, read, markdown, { isWanted: (_, current) => current?.id === id });
}

function readMarkdown(markdown: string, slug: string): Report | Promise<Report> {
  if (markdown.length <= READ_HERE) return parseReport(markdown, slug);
  return runInWorker(READ_REPORT, { markdown, slug }, NOBODY);
}
