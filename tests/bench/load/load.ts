/**
 * `npm run -s bench:load -- [--database sqlite|postgresql] [--seconds 10] [--minutes 1] [--starts] [--json]`: measures
 * how many requests per second the app answers, compared with a handler that does nothing and one that only
 * authenticates, and how much memory it uses after minutes of work. With `--starts`, also measures the startup time for
 * different numbers of reports. Serves a copy of the app on this machine only, with the client in a separate process.
 * Designed for two cores.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { command } from "@/lib/cli/command.mjs";
import { Failure } from "@/lib/cli/failure.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { prepare } from "@/lib/cli/prepare.mjs";
import type { Provider } from "@/lib/db/settings";
import { currentEdition, editionText } from "@/lib/editions/editions";
import { seedHighlights } from "../annotations/seed";
import { REPORT } from "../instance";
import { residentMegabytes } from "../memory";
import { percentile } from "../search/metrics";
import { copyApp } from "./app-copy";
import { searching, working } from "./asked";
import { type Asked, closedLoop, type Measured, rounded } from "./closed-loop";
import { bringReports, measureStarts, type Start } from "./starts";
import { type Team, withTeam } from "./team";

/** Numbers of concurrent users. */
const PEOPLE = [1, 10, 100];

/** Initial number of highlights; every tenth has a note. */
const HIGHLIGHTS = 1_000;

/**
 * With this many users, search must have at least this share of the throughput of a handler that only authenticates.
 */
const COMPARED = { people: 10, share: 0.6 };

interface Row extends Measured {
  what: string;
  people: number;
}

interface Result {
  database: Provider;
  rows: Row[];
  /** The throughput of search, divided by the throughput of the handler that only authenticates. */
  share: number;
  /**
   * The server's resident memory while a team is working, by quarter. The first quarter is the warm-up. Null if it was
   * not measured.
   */
  memory: { minutes: number; megabytes: number[] } | null;
  starts: Start[];
}

const log = createLog(process.stderr);

await command(async () => {
  const { values } = parseArgs({
    options: {
      database: { type: "string", default: "sqlite" },
      seconds: { type: "string", default: "10" },
      minutes: { type: "string", default: "1" },
      starts: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const { database } = values;
  if (database !== "sqlite" && database !== "postgresql")
    throw new Failure(`--database takes sqlite or postgresql, not "${database}".`);
  // Keeps the server's output out of the result.
  console.log = console.error;
  await prepare({ build: false, log });
  const app = await copyApp(log);
  bringReports(app);
  const measured = await withTeam(app, database, Math.max(...PEOPLE), (team) =>
    measure(team, { seconds: readNumber(values.seconds, 600), minutes: readNumber(values.minutes, 600) }),
  );
  const starts = values.starts ? await measureStarts(app, database, log) : [];
  const result: Result = { database, ...measured, starts };
  process.stdout.write(`${values.json ? JSON.stringify(result) : toText(result)}\n`);
  return result.share >= COMPARED.share ? 0 : 1;
});

async function measure(team: Team, { seconds, minutes }: { seconds: number; minutes: number }) {
  const server = await team.start();
  try {
    const { url, pid } = server;
    // The app stores its report when it receives the first request.
    await fetch(`${url}/api/search?q=first`, { headers: { cookie: team.cookies[0] ?? "" } });
    const current = await currentEdition(team.db, REPORT);
    const edition = current && (await editionText(team.db, current.id));
    if (!edition) throw new Error(`The server has no report ${REPORT}.`);
    await seedHighlights(team.databaseUrl, HIGHLIGHTS);
    const kinds: Record<string, () => Asked> = {
      "a bare handler": () => ({ path: "/api/bench/bare" }),
      "a handler that authenticates": () => ({ path: "/api/bench/member" }),
      search: searching(edition.text),
      // Measured last, because the team's writes make searches slower.
      "a team at work": working(edition),
    };
    const rows: Row[] = [];
    for (const [what, next] of Object.entries(kinds)) {
      for (const people of PEOPLE) {
        const work = () => closedLoop(url, team.cookies.slice(0, people), seconds, next);
        rows.push({ what, people, ...(await log.step(`${what}, ${people} concurrent`, work)) });
      }
    }
    const perSecond = (kind: string) =>
      rows.find(({ what, people }) => what === kind && people === COMPARED.people)!.perSecond;
    const share = Number((perSecond("search") / perSecond("a handler that authenticates")).toFixed(2));
    const work = () => closedLoop(url, team.cookies.slice(0, COMPARED.people), 60 * minutes, working(edition));
    const growing = async () => ({ minutes, megabytes: await memoryDuring(pid, work) });
    return { rows, share, memory: minutes > 0 ? await log.step("Measuring memory", growing) : null };
  } finally {
    await server.stop();
  }
}

/** The median resident memory in each quarter of the duration of `work`. */
async function memoryDuring(pid: number, work: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  let isOver = false;
  const done = work().finally(() => {
    isOver = true;
  });
  while (!isOver) {
    samples.push(residentMegabytes(pid));
    await sleep(1_000);
  }
  await done;
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  return [0, 1, 2, 3].map((index) => rounded(percentile(samples.slice(index * quarter, (index + 1) * quarter), 0.5)));
}

function readNumber(text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new Failure(`"${text}" is not a whole number from 0 to ${most}.`);
}

function toText({ database, rows, share, memory, starts }: Result): string {
  const columns = ["", "people", "req/s", "p50 ms", "p95 ms", "p99 ms", "errors"];
  const table = rows.map(({ what, people, perSecond, p50, p95, p99, errors }) => [
    what,
    ...[people, perSecond, p50, p95, p99, errors].map(String),
  ]);
  const startColumns = ["reports", "first start s", "restart s", "memory MB"];
  const startTable = starts.map(({ reports, first, again, megabytes }) =>
    [reports, first, again, megabytes].map(String),
  );
  return [
    `Database: ${database}`,
    aligned([columns, ...table]),
    `Search with ${COMPARED.people} people: ${share} of the throughput of a handler that only authenticates (required: ${COMPARED.share})`,
    ...(memory
      ? [
          `Resident memory in each quarter of ${memory.minutes} min with a team at work: ${memory.megabytes.join(", ")} MB`,
        ]
      : []),
    ...(starts.length > 0 ? [aligned([startColumns, ...startTable])] : []),
  ].join("\n\n");
}

/** A table with the first column left-aligned and the others right-aligned. */
function aligned(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join("  "),
    )
    .join("\n");
}
