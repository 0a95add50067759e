/**
 * `npm run -s bench:rights -- [--reports 10000] [--groups 1000] [--postgresql]`: measures what rights per report cost a search. Searches
 * a library in memory, first while the whole team can read every report, and then with a fifth of the reports restricted
 * to groups. Each search reads the session and its rights first, as a request does.
 */

import { randomBytes, randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { canRead } from "@/lib/accounts/policy";
import { actorOfSession, startSession } from "@/lib/accounts/sessions";
import { command } from "@/lib/cli/command.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import type { Database } from "@/lib/db/database";
import { publish, withEventTransaction } from "@/lib/events/log";
import { addEdition } from "@/lib/library/add-edition";
import { libraryNow } from "@/lib/library/library";
import { readableIn } from "@/lib/library/readable-library";
import { searchLibrary } from "@/lib/library/search";
import { processSingleton } from "@/lib/process-singleton";
import { parseReport } from "@/lib/report/parse";
import { startPostgres } from "@/tests/support/test-postgres.mjs";
import { withDatabase } from "../database";
import { percentile } from "../search/metrics";

const WORDS = ["rivers", "trade", "towns", "grain", "tolls", "quays", "barges", "ledgers", "wardens", "floods"];
const QUERIES = ["rivers", "grain tolls", '"barges carry"', "wardens floods quays", "ledgr", "town-7 trade"];
/** How often each query is searched. */
const ROUNDS = 40;
/** One report in this many is restricted. */
const RESTRICTED = 5;

function markdownOf(number: number): string {
  const word = (at: number) => WORDS[(number * 7 + at * 3) % WORDS.length]!;
  const lines = Array.from(
    { length: 4 },
    (_, line) => `Barges carry ${word(line)} to town-${number % 97} by ${word(line + 5)}.`,
  );
  return `---\ntitle: Report ${number}\n---\n\n${lines.join("\n\n")}\n`;
}

async function addReports(db: Database, count: number): Promise<string[]> {
  const slugs = Array.from({ length: count }, (_, number) => `report-${number}`);
  for (const [number, slug] of slugs.entries()) {
    const markdown = markdownOf(number);
    await addEdition(db, parseReport(markdown, slug), markdown);
  }
  return slugs;
}

async function addSession(db: Database, role: "owner" | "reader", groupIds: readonly string[]): Promise<string> {
  const id = randomUUID();
  const now = new Date();
  await db.person.create({ data: { id, name: role, email: `${id}@example.org`, role, createdAt: now } });
  for (const groupId of groupIds) await db.groupMember.create({ data: { groupId, personId: id } });
  return startSession(db, id, "bench", now);
}

async function addGroups(db: Database, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await db.group.createMany({ data: ids.map((id) => ({ id, name: id, createdAt: new Date() })) });
  return ids;
}

/** Restricts some of the reports, each to one group. */
async function restrict(db: Database, slugs: readonly string[], groupIds: readonly string[]): Promise<void> {
  const restricted = slugs.filter((_, number) => number % RESTRICTED === 0);
  await withEventTransaction(db, async (tx) => {
    for (let from = 0; from < restricted.length; from += 500) {
      const some = restricted.slice(from, from + 500);
      const data = { audience: "restricted", listingVersion: { increment: 1 } } as const;
      await tx.report.updateMany({ where: { slug: { in: some } }, data });
      await tx.reportGrant.createMany({
        data: some.map((report, index) => {
          const groupId = groupIds[(from + index) % groupIds.length]!;
          return { id: randomUUID(), report, groupId, right: "read" as const };
        }),
      });
    }
    const [first = ""] = restricted;
    await publish(tx, { kind: "report.access", report: first, subjectId: first, version: 1, actorId: null });
  });
}

interface Figures {
  /** In milliseconds. */
  median: number;
  p95: number;
  hits: number;
}

async function searched(db: Database, sessionId: string): Promise<Figures> {
  const times: number[] = [];
  let hits = 0;
  const ask = async (query: string) => {
    const start = performance.now();
    const actor = (await actorOfSession(db, sessionId))!;
    const { total } = await searchLibrary(db, actor, query, { limit: 20 });
    times.push(performance.now() - start);
    hits += total;
  };
  for (const query of QUERIES) await ask(query);
  times.length = 0;
  hits = 0;
  for (let round = 0; round < ROUNDS; round++) for (const query of QUERIES) await ask(query);
  return { median: percentile(times, 0.5), p95: percentile(times, 0.95), hits: hits / ROUNDS };
}

/** The part of a request that rights per report add: the stamp, the relations, and the readable part of the library. */
async function checked(db: Database, sessionId: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS * QUERIES.length; round++) {
    const actor = (await actorOfSession(db, sessionId))!;
    const { library } = await libraryNow();
    const start = performance.now();
    await db.$queryRaw`SELECT "access" FROM "EventCounter"`;
    readableIn(library, actor);
    for (const { slug } of library.reports.slice(0, 20)) canRead(actor, slug);
    times.push(performance.now() - start);
  }
  return percentile(times, 0.5);
}

await command(async () => {
  const { values } = parseArgs({
    options: { reports: { type: "string" }, groups: { type: "string" }, postgresql: { type: "boolean" } },
  });
  const count = { reports: Number(values.reports ?? 10_000), groups: Number(values.groups ?? 1_000) };
  const { say } = createLog();
  // Identifies what people can read.
  process.env.NEXTAUTH_SECRET = randomBytes(32).toString("base64url");
  const postgres = values.postgresql ? await startPostgres() : undefined;
  const measure = async (db: Database) => {
    processSingleton("database", () => ({ opened: Promise.resolve(db) }));
    const slugs = await addReports(db, count.reports);
    const groupIds = await addGroups(db, count.groups);
    const reader = await addSession(db, "reader", groupIds.slice(0, 3));
    const owner = await addSession(db, "owner", []);
    const before = { reader: await searched(db, reader), owner: await searched(db, owner) };
    await restrict(db, slugs, groupIds);
    const after = { reader: await searched(db, reader), owner: await searched(db, owner) };
    const line = (name: string, { median, p95, hits }: Figures) =>
      say(`${name}: median ${median.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms, ${hits} hits`);
    say(`${count.reports} reports, ${count.groups} groups`);
    line("reader, every report open", before.reader);
    line("reader, a fifth restricted", after.reader);
    line("owner, every report open", before.owner);
    line("owner, a fifth restricted", after.owner);
    const check = await checked(db, reader);
    say(
      `the check of rights: median ${check.toFixed(3)} ms, ${((check / after.reader.median) * 100).toFixed(1)} % of a search`,
    );
  };
  await withDatabase("Bench", measure, postgres?.url).finally(() => postgres?.stop());
  return 0;
});
