/**
 * `npm run -s bench:scale -- [--reports 100,1000,3000,10000] [--instances 3] [--url POSTGRESQL_URL] [--json]`: how
 * searching, reading, importing, startup and memory grow with the number of reports, on several instances with one
 * PostgreSQL database. The library grows from one size to the next. With `--url`, it uses an empty database, or one that
 * it has filled before, and keeps it.
 */

import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { command } from "@/lib/cli/command.mjs";
import { Failure } from "@/lib/cli/failure.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { prepare } from "@/lib/cli/prepare.mjs";
import { serve } from "@/lib/cli/server.mjs";
import { connectionsTo } from "@/lib/search/postgres/schema";
import { rounded } from "../load/closed-loop";
import { type Team, withTeam } from "../load/team";
import { residentMegabytes } from "../memory";
import { percentile } from "../search/metrics";
import { groupsIn, growLibrary } from "./grow";
import { type Figure, measureLibrary } from "./measure";

const MEGABYTE = 2 ** 20;
/** The owner's index among the people, and that of a member who is in two groups. */
const [OWNER, MEMBER] = [0, 1];

/** The measurements for one number of reports. */
interface Size {
  reports: number;
  passages: number;
  /** In megabytes. */
  database: { all: number; index: number };
  /** Seconds until an instance is ready that finds the added reports without an index. */
  firstStart: number;
  /** Seconds until an instance is ready that finds everything indexed. The median of all instances. */
  start: number;
  /** Resident memory in megabytes, after starting and after all measurements. The median of all instances. */
  memory: { started: number; used: number };
  figures: Figure[];
}

const log = createLog(process.stderr);

await command(async () => {
  const { values } = parseArgs({
    options: {
      reports: { type: "string", default: "100,1000,3000,10000" },
      instances: { type: "string", default: "3" },
      url: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const [instances = 0] = readNumbers(values.instances);
  // Keeps the server's output out of the result.
  console.log = console.error;
  await prepare({ build: true, log });
  const database = values.url === undefined ? "postgresql" : { url: values.url };
  const sizes: Size[] = [];
  await withTeam({ serve }, database, 2, async (team) => {
    for (const reports of readNumbers(values.reports)) {
      const size = await measureSize(team, reports, instances);
      sizes.push(size);
      // The next size may take an hour, or fail.
      log.say(table([size]));
    }
  });
  process.stdout.write(`${values.json ? JSON.stringify(sizes) : table(sizes)}\n`);
  return 0;
});

async function measureSize(team: Team, reports: number, instances: number): Promise<Size> {
  const { db, cookies } = team;
  const people = await db.person.findMany({ orderBy: { createdAt: "desc" }, take: cookies.length });
  const idOf = (index: number) => people.find(({ name }) => name === `Person ${index}`)!.id;
  await db.person.update({ where: { id: idOf(OWNER) }, data: { role: "owner" } });
  for (const groupId of (await groupsIn(db)).slice(0, 2)) {
    const member = { groupId, personId: idOf(MEMBER) };
    await db.groupMember.upsert({ where: { groupId_personId: member }, create: member, update: {} });
  }
  // One of the reports is the sample report.
  await log.step(`Adding reports up to ${reports}`, () => growLibrary(db, reports - 1, idOf(OWNER)));

  const metricsToken = randomBytes(16).toString("hex");
  const start = async () => {
    const begun = performance.now();
    const server = await team.start({ SEARCH_ENGINE: "postgresql", METRICS_TOKEN: metricsToken });
    return { server, seconds: (performance.now() - begun) / 1_000 };
  };
  const first = await log.step(`Indexing ${reports} reports`, start);
  await first.server.stop();
  await db.$executeRaw`ANALYZE`;
  const started: Awaited<ReturnType<typeof start>>[] = [];
  try {
    for (let index = 0; index < instances; index++) started.push(await start());
    const memory = () => median(started.map(({ server }) => residentMegabytes(server.pid)));
    const atStart = memory();
    const [owner = "", member = ""] = [cookies[OWNER], cookies[MEMBER]];
    const urls = started.map(({ server }) => server.url);
    const served = { db, urls, owner, member, metricsToken, reports };
    const figures = await log.step(`Measuring ${reports} reports`, () => measureLibrary(served));
    return {
      reports,
      ...(await sizesOf(team)),
      firstStart: rounded(first.seconds),
      start: rounded(median(started.map(({ seconds }) => seconds))),
      memory: { started: Math.round(atStart), used: Math.round(memory()) },
      figures,
    };
  } finally {
    await Promise.all(started.map(({ server }) => server.stop()));
  }
}

async function sizesOf({ db }: Team): Promise<Pick<Size, "passages" | "database">> {
  const pool = await connectionsTo(db);
  const { rows } = await pool.query<{ index: string; all: string; passages: number }>(
    `SELECT pg_database_size(current_database()) AS all, (SELECT coalesce(sum(passages), 0)::int FROM search.reports) AS passages,
       (SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'search'::regnamespace AND relkind = 'r') AS index`,
  );
  const { index, all, passages } = rows[0]!;
  const megabytes = (bytes: string) => Math.round(Number(bytes) / MEGABYTE);
  return { passages, database: { all: megabytes(all), index: megabytes(index) } };
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function readNumbers(text: string): number[] {
  const numbers = text.split(",").map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number > 0)) return numbers;
  throw new Failure(`"${text}" is not a list of positive whole numbers.`);
}

function table(sizes: readonly Size[]): string {
  const line = (what: string, of: (size: Size) => string) =>
    [what.padEnd(60), ...sizes.map((size) => of(size).padStart(16))].join("");
  const kinds = sizes[0]?.figures.map(({ what }) => what.replace(/ \(.*\)$/u, "")) ?? [];
  const rate = (size: Size) =>
    size.figures.map(({ what }) => /\((\d+) a second\)/u.exec(what)?.[1]).find(Boolean) ?? "";
  return [
    line("reports", ({ reports }) => String(reports)),
    line("passages", ({ passages }) => String(passages)),
    line("database, MB (of which search index)", ({ database: { all, index } }) => `${all} (${index})`),
    line("first start, with indexing, s", ({ firstStart }) => String(firstStart)),
    line("start, s", ({ start }) => String(start)),
    line("memory per instance, MB: started, used", ({ memory: { started, used } }) => `${started}, ${used}`),
    line("searches a second, all instances", rate),
    ...kinds.map((kind, index) =>
      line(`${kind}, p50/p95 ms`, ({ figures }) => `${figures[index]!.p50}/${figures[index]!.p95}`),
    ),
  ].join("\n");
}
