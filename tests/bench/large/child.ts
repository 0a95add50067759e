/**
 * Runs one step of the benchmark in a separate process, so that the measured memory is what the app uses for this step.
 * Takes a task as JSON and the database from DATABASE_URL, and prints figures as JSON.
 */

import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/accounts/policy";
import { actorOfSession, startSession } from "@/lib/accounts/sessions";
import type { Database } from "@/lib/db/database";
import { getDatabase } from "@/lib/db/own-database";
import { addEdition } from "@/lib/library/add-edition";
import { currentLibrary } from "@/lib/library/library";
import { prepareLibrary } from "@/lib/library/preparation";
import { searchLibrary } from "@/lib/library/search";
import { servedReport } from "@/lib/library/served-report";
import { parseReport } from "@/lib/report/parse";
import { connectionsTo } from "@/lib/search/postgres/schema";
import { percentile } from "../search/metrics";
import { querySets } from "./queries";
import { GeneratedReports } from "./reports";

export type Task =
  /** Stores the generated reports that have not been stored yet. */
  | { step: "store"; from: number; to: number }
  /** Builds the index as the app does at startup. */
  | { step: "index" }
  /** Runs queries and opens reports as the app does. */
  | { step: "ask" };

export interface Asked {
  name: string;
  p50: number;
  p95: number;
}

/** The indexing time in milliseconds, or the measurements of the queries. */
export interface Figures {
  ms: number;
  /** Resident memory after the queries, in bytes. */
  memory: number;
  database: { index: number; all: number };
  passages: number;
  asked: Asked[];
}

/** Number of reports to open, which is smaller than the app's cache. */
const OPENED = 25;

/** Number of hits that the app requests at first. */
const SHOWN = 20;

async function store(db: Database, from: number, to: number): Promise<void> {
  const reports = new GeneratedReports();
  for (let number = 1; number <= to; number++) {
    const { slug, markdown } = reports.next();
    if (number > from) await addEdition(db, parseReport(markdown, slug), markdown);
  }
}

async function ask(db: Database): Promise<Asked[]> {
  const actor = await anOwner(db);
  const asked: Asked[] = [];
  for (const { name, queries } of await querySets(await connectionsTo(db))) {
    asked.push(await timed(name, queries, (query) => searchLibrary(db, actor, query, { limit: SHOWN })));
  }
  return asked;
}

async function anOwner(db: Database): Promise<Actor> {
  const id = randomUUID();
  const now = new Date();
  await db.person.create({ data: { id, name: "Bench", email: `${id}@example.org`, role: "owner", createdAt: now } });
  const actor = await actorOfSession(db, await startSession(db, id, "bench", now));
  if (!actor) throw new Error("The new session has already ended.");
  return actor;
}

async function open(actor: Actor): Promise<Asked[]> {
  const { reports } = await currentLibrary();
  const apart = Math.ceil(reports.length / OPENED);
  const unread = reports.filter((_, index) => index % apart === 0);
  return [
    await timed("opening a report for the first time", unread, ({ slug }) => servedReport(actor, slug)),
    await timed("opening it again", unread, ({ slug }) => servedReport(actor, slug)),
  ];
}

async function timed<T>(name: string, things: readonly T[], use: (thing: T) => Promise<unknown>): Promise<Asked> {
  const times: number[] = [];
  for (const thing of things) {
    const start = performance.now();
    await use(thing);
    times.push(performance.now() - start);
  }
  return { name, p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

async function sizes(db: Database): Promise<Pick<Figures, "database" | "passages">> {
  const pool = await connectionsTo(db);
  const { rows } = await pool.query<{ index: string; all: string; passages: number }>(
    `SELECT pg_database_size(current_database()) AS all, (SELECT coalesce(sum(passages), 0)::int FROM search.reports) AS passages,
       (SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'search'::regnamespace AND relkind = 'r') AS index`,
  );
  const { index, all, passages } = rows[0]!;
  return { database: { index: Number(index), all: Number(all) }, passages };
}

const task: Task = JSON.parse(process.argv[2] ?? "");
const db = await getDatabase();
const start = performance.now();
const asked: Asked[] = [];
if (task.step === "store") await store(db, task.from, task.to);
else await prepareLibrary();
const ms = performance.now() - start;
if (task.step === "ask") asked.push(...(await ask(db)));
// Measured before opening reports, because open reports take extra memory, regardless of the size of the library.
const memory = process.memoryUsage().rss;
if (task.step === "ask") asked.push(...(await open(await anOwner(db))));
const figures = { ms, memory, asked, ...(task.step === "store" ? {} : await sizes(db)) };
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit();
