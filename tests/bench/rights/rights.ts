/**
 * `npm run -s bench:rights -- [--reports 10000] [--groups 1000] [--paragraphs 10] [--postgresql | --url POSTGRESQL_URL]`:
 * measures what rights per report cost a search.
 *
 * A fifth of the reports are restricted to groups. Each user also searches a library that contains only the reports
 * that they can read, all of them open, so that both find the same. The two are asked in turn, from separate processes.
 * With SQLite, the library is searched in memory, and with PostgreSQL, in the database. With `--url`, the databases are
 * created on that server, and deleted at the end.
 */

import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { startSession } from "@/lib/accounts/sessions";
import { command } from "@/lib/cli/command.mjs";
import { migrateDatabase } from "@/lib/cli/database.mjs";
import { Failure } from "@/lib/cli/failure.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import { startPostgres } from "@/tests/support/test-postgres.mjs";
import { groupsIn, growLibrary, slugOf } from "../scale/grow";
import { percentile } from "../search/metrics";
import type { Answer, Task } from "./child";

/** How often each query is searched in each library. */
const ROUNDS = 6;
/** The number of queries of each kind, and of the reports that their words come from. */
const QUERIES = 2;
const SAMPLE = 200;
/** One report in this many is restricted. */
const RESTRICTED = 5;
/** The groups that the reader is in. */
const OWN_GROUPS = 3;

const log = createLog();

/** Where the databases are. */
interface Server {
  provider: "sqlite" | "postgresql";
  urlOf(name: string): string;
  create(name: string): Promise<void>;
  /** Copies a database that nothing uses. */
  copy(from: string, to: string): Promise<void>;
  close(): Promise<void>;
}

function sqliteIn(folder: string): Server {
  const fileOf = (name: string) => join(folder, `${name}.db`);
  return {
    provider: "sqlite",
    urlOf: (name) => `file:${fileOf(name)}`,
    create: async () => {},
    copy: (from, to) => copyFile(fileOf(from), fileOf(to)),
    close: async () => {},
  };
}

async function postgresAt(url: string): Promise<Server> {
  const server = await openDatabase(url);
  const suffix = randomBytes(4).toString("hex");
  const names = new Set<string>();
  const inServer = (name: string) => `rights_${name}_${suffix}`;
  const create = async (name: string, template: string) => {
    names.add(inServer(name));
    await server.$executeRawUnsafe(`CREATE DATABASE ${inServer(name)} TEMPLATE ${template}`);
  };
  return {
    provider: "postgresql",
    urlOf: (name) => Object.assign(new URL(url), { pathname: inServer(name) }).href,
    create: (name) => create(name, "template1"),
    copy: (from, to) => create(to, inServer(from)),
    async close() {
      for (const name of names) await server.$executeRawUnsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await closeDatabase(server);
    },
  };
}

/** The sessions of the users who search. */
interface Sessions {
  reader: string;
  owner: string;
}

async function addSession(db: Database, role: "owner" | "reader", groupIds: readonly string[]): Promise<string> {
  const id = randomUUID();
  const now = new Date();
  await db.person.create({ data: { id, name: role, email: `${id}@example.org`, role, createdAt: now } });
  for (const groupId of groupIds) await db.groupMember.create({ data: { groupId, personId: id } });
  return startSession(db, id, "bench", now);
}

/** The reports that are restricted, each to one of the groups in turn. */
function restrictedOf(count: number): { slug: string; group: number }[] {
  return Array.from({ length: Math.floor(count / RESTRICTED) }, (_, index) => {
    return { slug: slugOf((index + 1) * RESTRICTED), group: index };
  });
}

/** Restricts a fifth of the reports. No server may be running, because no event is published. */
async function restrict(db: Database, count: number, groupIds: readonly string[]): Promise<void> {
  for (const some of inBatches(restrictedOf(count))) {
    const slugs = some.map(({ slug }) => slug);
    await db.report.updateMany({ where: { slug: { in: slugs } }, data: { audience: "restricted" } });
    await db.reportGrant.createMany({
      data: some.map(({ slug, group }) => {
        return { id: randomUUID(), report: slug, groupId: groupIds[group % groupIds.length]!, right: "read" as const };
      }),
    });
  }
}

/** Deletes the reports that the reader couldn't read in the other library. */
async function removeHidden(db: Database, count: number, groups: number): Promise<void> {
  const hidden = restrictedOf(count).filter(({ group }) => group % groups >= OWN_GROUPS);
  for (const some of inBatches(hidden)) {
    const slugs = some.map(({ slug }) => slug);
    await db.report.updateMany({ where: { slug: { in: slugs } }, data: { deletedAt: new Date() } });
  }
}

function inBatches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / 500) }, (_, at) => all.slice(at * 500, (at + 1) * 500));
}

/** A process that searches one library. */
interface Searcher {
  ask(task: Task): Promise<Answer>;
  stop(): Promise<void>;
}

function startSearcher(env: NodeJS.ProcessEnv): Searcher {
  const program = ["--conditions=react-server", "--import", "tsx", "tests/bench/rights/child.ts"];
  const child = spawn(process.execPath, program, { env, stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "close");
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(task) {
      child.stdin.write(`${JSON.stringify(task)}\n`);
      const { value } = await answers.next();
      if (value === undefined) throw new Error("The process that searches has ended.");
      return JSON.parse(value);
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

/** Queries of one kind. */
interface Queries {
  kind: string;
  queries: string[];
}

/** Queries of each kind, from the words of some of the reports. */
async function queriesIn(db: Database): Promise<Queries[]> {
  const editions = await db.edition.findMany({ select: { text: true }, orderBy: { report: "asc" }, take: SAMPLE });
  const texts = editions.map(({ text }) => text);
  const times = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(text.match(/\b[a-z]{5,}\b/gu))) times.set(word, (times.get(word) ?? 0) + 1);
  }
  const words = [...times].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  const common = words.slice(0, QUERIES);
  const rare = words.slice(-QUERIES);
  const phrases = texts.flatMap((text) => text.match(/\b[a-z]{5,} [a-z]{5,}\b/u) ?? []).slice(0, QUERIES);
  // A trailing space marks a word as completely typed.
  return [
    { kind: "a rare word", queries: rare.map((word) => `${word} `) },
    { kind: "a common word", queries: common.map((word) => `${word} `) },
    { kind: "a rare and a common word", queries: rare.map((word, at) => `${word} ${common[at]} `) },
    { kind: "a phrase", queries: phrases.map((phrase) => `"${phrase}"`) },
    { kind: "a word being typed", queries: common.map((word) => word.slice(0, 3)) },
    { kind: "a misspelt word", queries: common.map((word) => `${word.slice(0, 2)}${word.slice(3)} `) },
  ];
}

type Answers = Record<"without" | "with", Answer[]>;

/** Asks both libraries in turn, in another order in every other round, and prints how long they took. */
async function compare(who: string, session: string, sets: readonly Queries[], both: Record<keyof Answers, Searcher>) {
  const all: Answers = { without: [], with: [] };
  for (const { kind, queries } of sets) {
    const answers: Answers = { without: [], with: [] };
    for (let round = -1; round < ROUNDS; round++) {
      for (const query of queries) {
        for (const which of round % 2 === 0 ? (["without", "with"] as const) : (["with", "without"] as const)) {
          const answer = await both[which].ask({ session, query });
          // The first round fills the caches.
          if (round >= 0) answers[which].push(answer);
        }
      }
    }
    print(`${who}, ${kind}`, answers);
    all.without.push(...answers.without);
    all.with.push(...answers.with);
  }
  print(`${who}, all queries`, all);
}

function print(what: string, answers: Answers): void {
  const total = (which: keyof Answers) => answers[which].reduce((sum, { ms }) => sum + ms, 0);
  const median = (which: keyof Answers) =>
    percentile(
      answers[which].map(({ ms }) => ms),
      0.5,
    );
  const hits = (which: keyof Answers) => answers[which].reduce((sum, answer) => sum + answer.hits, 0);
  if (hits("with") !== hits("without")) throw new Failure(`${what}: the two libraries have different hits.`);
  // Each pair answers the same query.
  const ratios = answers.with.map(({ ms }, index) => ms / answers.without[index]!.ms);
  log.say(
    `${what.padEnd(40)} without ${median("without").toFixed(1)} ms, with ${median("with").toFixed(1)} ms; ` +
      `pairs ${percent(percentile(ratios, 0.5))}, sum ${percent(total("with") / total("without"))}`,
  );
}

function percent(ratio: number): string {
  return `${ratio < 1 ? "−" : "+"}${Math.abs((ratio - 1) * 100).toFixed(1)} %`;
}

await command(async () => {
  const { values } = parseArgs({
    options: {
      reports: { type: "string", default: "10000" },
      groups: { type: "string", default: "1000" },
      paragraphs: { type: "string", default: "10" },
      postgresql: { type: "boolean" },
      url: { type: "string" },
    },
  });
  const [reports, groups, paragraphs] = [Number(values.reports), Number(values.groups), Number(values.paragraphs)];
  const folder = await mkdtemp(join(tmpdir(), "concord-rights-"));
  const postgres = values.postgresql ? await startPostgres() : undefined;
  const url = values.url ?? postgres?.url;
  const server = url === undefined ? sqliteIn(folder) : await postgresAt(url);
  const env = {
    ...process.env,
    // Identifies what people can read.
    ...{ DATA_DIR: folder, NEXTAUTH_SECRET: randomBytes(32).toString("base64url"), LOG_LEVEL: "silent" },
    SEARCH_ENGINE: server.provider === "postgresql" ? "postgresql" : "memory",
  };
  const searchers: Searcher[] = [];
  const searcherOf = (name: string) => {
    const searcher = startSearcher({ ...env, DATABASE_URL: server.urlOf(name) });
    searchers.push(searcher);
    return searcher;
  };
  const withOpened = async <T>(name: string, work: (db: Database) => Promise<T>) => {
    const db = await openDatabase(server.urlOf(name));
    return work(db).finally(() => closeDatabase(db));
  };
  try {
    await server.create("open");
    await migrateDatabase({ ...env, DATABASE_URL: server.urlOf("open") }, { quiet: true });
    const sessions = await log.step(`Adding ${reports} reports`, () =>
      withOpened("open", async (db): Promise<Sessions> => {
        const groupIds = await groupsIn(db, groups);
        const owner = await addSession(db, "owner", []);
        const reader = await addSession(db, "reader", groupIds.slice(0, OWN_GROUPS));
        const { id } = await db.person.findFirstOrThrow({ where: { role: "owner" } });
        await growLibrary(db, reports, id, { paragraphs, groups, restricted: 0 });
        return { owner, reader };
      }),
    );
    await log.step("Indexing", async () => {
      if (server.provider === "sqlite") return;
      const indexer = startSearcher({ ...env, DATABASE_URL: server.urlOf("open") });
      await indexer.ask({ session: sessions.owner, query: "power" });
      await indexer.stop();
    });
    await server.copy("open", "restricted");
    await withOpened("restricted", async (db) => restrict(db, reports, await groupsIn(db)));
    await server.copy("open", "readable");
    await withOpened("readable", (db) => removeHidden(db, reports, groups));

    const restricted = searcherOf("restricted");
    const sets = await withOpened("open", queriesIn);
    await compare("reader", sessions.reader, sets, { without: searcherOf("readable"), with: restricted });
    await compare("owner", sessions.owner, sets, { without: searcherOf("open"), with: restricted });

    const checks: number[] = [];
    for (let round = 0; round < 200; round++) {
      checks.push((await restricted.ask({ session: sessions.reader, query: null })).ms);
    }
    log.say(`the check alone: median ${percentile(checks, 0.5).toFixed(3)} ms`);
  } finally {
    await Promise.all(searchers.map((searcher) => searcher.stop()));
    await server.close();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return 0;
});
