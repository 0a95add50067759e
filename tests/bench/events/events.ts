/**
 * `npm run -s bench:events -- [--seconds 60] [--listeners 300] [--writers 20] [--churn SECONDS] [--json]`: measures how
 * long changes take to reach listeners, and checks whether each listener receives every change once and in order. With
 * `--churn`, measures whether the server's memory use stays constant while listeners come and go. Starts a server with
 * its own state on this machine.
 */

import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import type { HighlightView } from "@/lib/annotations/schemas";
import { command } from "@/lib/cli/command.mjs";
import { migrateDatabase } from "@/lib/cli/database.mjs";
import { createLog } from "@/lib/cli/log.mjs";
import { freePort } from "@/lib/cli/ports.mjs";
import { prepare } from "@/lib/cli/prepare.mjs";
import { serve } from "@/lib/cli/server.mjs";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import { currentEdition, editionText } from "@/lib/editions/editions";
import { residentMegabytes } from "../memory";
import { addPerson } from "../people";
import { percentile } from "../search/metrics";
import { StreamListener } from "./listener";

const REPORT = "russian-soft-power-in-kazakhstan";

/** Every nth writer changes a private item, which must stay hidden from everyone else. */
const PRIVATE_EVERY = 5;

/** Upper limits for the options, because this is a benchmark and not a stress test. */
const MOST = { seconds: 600, listeners: 500, writers: 50 };

/** Listeners that connect and disconnect together. */
const CROWD = 50;

interface Team {
  url: string;
  pid: number;
  cookies: string[];
  db: Database;
}

/** Starts a server with users, and deletes its data when `work` has finished. */
async function withTeam<T>(people: number, work: (team: Team) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "concord-events-"));
  const secret = randomBytes(32).toString("base64url");
  const DATABASE_URL = `file:${join(folder, "concord.db")}`;
  const env = { DATA_DIR: folder, DATABASE_URL, NEXTAUTH_SECRET: secret, HOST: "127.0.0.1", PUBLIC_URL: "" };
  // Needed to decrypt event log positions.
  process.env.NEXTAUTH_SECRET = secret;
  await migrateDatabase({ ...process.env, ...env }, { quiet: true });
  const server = await serve({ host: "127.0.0.1", port: await freePort() }, env);
  const db = await openDatabase(DATABASE_URL);
  try {
    const cookies: string[] = [];
    for (let i = 0; i < people; i++) cookies.push(await addPerson(db, secret, i));
    return await work({ url: server.url, pid: server.pid, cookies, db });
  } finally {
    await closeDatabase(db);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function send<T>(url: string, cookie: string, method: string, path: string, body: unknown): Promise<T> {
  const headers = { cookie, origin: url, "content-type": "application/json" };
  const response = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path} responded with ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** A writer that changes the colour of one highlight once a second. */
async function write(
  { url, db }: Team,
  cookie: string,
  { index, writers, seconds }: { index: number; writers: number; seconds: number },
  sent: Map<string, number>,
): Promise<{ id: string; isPrivate: boolean }> {
  const isPrivate = index % PRIVATE_EVERY === PRIVATE_EVERY - 1;
  const current = await currentEdition(db, REPORT);
  const edition = current && (await editionText(db, current.id));
  if (!edition) throw new Error(`The server has no report ${REPORT}.`);
  const start = edition.text.indexOf("Kazakhstan", 2_000 * index);
  const selector = selectorOf(edition.text, start, start + "Kazakhstan".length);
  const visibility = isPrivate ? "private" : "team";
  const made = {
    id: randomUUID(),
    edition: edition.id,
    ...selector,
    start,
    end: start + 10,
    colour: 1,
    visibility,
    note: null,
  };
  const beganAt = performance.now();
  const { id } = await send<HighlightView>(url, cookie, "POST", `/api/reports/${REPORT}/highlights`, made);
  sent.set(`${id} 1`, beganAt);
  // Spreads the writers evenly over each second.
  await sleep((1_000 * index) / writers);
  const begun = performance.now();
  for (let version = 1; version <= seconds; version++) {
    sent.set(`${id} ${version + 1}`, performance.now());
    const change = { version, colour: (version % 4) + 1 };
    await send<HighlightView>(url, cookie, "PATCH", `/api/highlights/${id}`, change);
    await sleep(Math.max(0, begun + version * 1_000 - performance.now()));
  }
  return { id, isPrivate };
}

async function measureDelays(options: { seconds: number; listeners: number; writers: number }) {
  const { seconds, listeners: count, writers } = options;
  return withTeam(count + writers, async (team) => {
    const listeners = team.cookies.slice(0, count).map((cookie) => new StreamListener(team.url, cookie));
    await Promise.all(listeners.map(({ ready }) => ready));
    const sent = new Map<string, number>();
    const cookies = team.cookies.slice(count);
    const written = await Promise.all(
      cookies.map((cookie, index) => write(team, cookie, { index, writers, seconds }, sent)),
    );
    // Anything that arrives later counts as missed.
    await sleep(5_000);
    for (const listener of listeners) listener.leave();

    const shown = written.filter(({ isPrivate }) => !isPrivate).map(({ id }) => id);
    const expected = shown.length * (seconds + 1);
    const result = { expected: expected * count, missed: 0, repeated: 0, outOfOrder: 0, notTheirs: 0 };
    const delays: number[] = [];
    for (const { heard } of listeners) {
      const theirs = heard.filter(({ id }) => shown.includes(id));
      const numbers = theirs.map(({ number }) => number);
      result.notTheirs += heard.length - theirs.length;
      result.missed += expected - new Set(numbers).size;
      result.repeated += numbers.length - new Set(numbers).size;
      result.outOfOrder += numbers.filter((number, index) => index > 0 && number <= numbers[index - 1]!).length;
      for (const { id, version, at } of theirs) delays.push(at - (sent.get(`${id} ${version}`) ?? at));
    }
    const [p50, p95] = [0.5, 0.95].map((share) => rounded(percentile(delays, share)));
    return { ...options, ...result, delay: { p50, p95, max: rounded(delays.reduce((a, b) => Math.max(a, b), 0)) } };
  });
}

/** Lets listeners come and go, and samples the server's memory once a second. */
async function measureMemory(seconds: number) {
  return withTeam(CROWD, async ({ url, pid, cookies }) => {
    const samples: number[] = [];
    let connections = 0;
    const end = performance.now() + seconds * 1_000;
    while (performance.now() < end) {
      const crowd = cookies.map((cookie) => new StreamListener(url, cookie));
      await Promise.all(crowd.map(({ ready }) => ready));
      connections += crowd.length;
      for (const listener of crowd) listener.leave();
      samples.push(residentMegabytes(pid));
      await sleep(1_000);
    }
    const quarter = Math.max(1, Math.floor(samples.length / 4));
    const of = (from: number) => rounded(percentile(samples.slice(from, from + quarter), 0.5));
    // The first quarter is the server's warm-up.
    return { seconds, connections, megabytes: { second: of(quarter), third: of(2 * quarter), last: of(3 * quarter) } };
  });
}

function rounded(value: number): number {
  return Number(value.toFixed(1));
}

function readNumber(text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new Error(`"${text}" is not a whole number from 0 to ${most}.`);
}

await command(async () => {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "60" },
      listeners: { type: "string", default: "300" },
      writers: { type: "string", default: "20" },
      churn: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  // Keeps the server's output out of the result.
  console.log = console.error;
  await prepare({ build: true, log: createLog(process.stderr) });
  const result =
    values.churn === undefined
      ? await measureDelays({
          seconds: readNumber(values.seconds, MOST.seconds),
          listeners: readNumber(values.listeners, MOST.listeners),
          writers: readNumber(values.writers, MOST.writers),
        })
      : await measureMemory(readNumber(values.churn, MOST.seconds));
  process.stdout.write(`${values.json ? JSON.stringify(result) : toText(result)}\n`);
  return 0;
});

function toText(result: Awaited<ReturnType<typeof measureDelays>> | Awaited<ReturnType<typeof measureMemory>>): string {
  if ("megabytes" in result) {
    const { second, third, last } = result.megabytes;
    return `${result.connections} connections in ${result.seconds} s; resident memory in each quarter: ${second}, ${third}, ${last} MB`;
  }
  const { listeners, writers, seconds, expected, missed, repeated, outOfOrder, notTheirs, delay } = result;
  return [
    `${listeners} listeners, ${writers} writers, ${seconds} s: ${expected} messages expected`,
    `missed ${missed}, repeated ${repeated}, out of order ${outOfOrder}, for other users ${notTheirs}`,
    `delay from sending a change to receiving it: p50 ${delay.p50} ms, p95 ${delay.p95} ms, max ${delay.max} ms`,
  ].join("\n");
}
