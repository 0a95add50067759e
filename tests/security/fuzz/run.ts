import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { migrateDatabase } from "@/lib/cli/database.mjs";
import { freePort } from "@/lib/cli/ports.mjs";
import { serve } from "@/lib/cli/server.mjs";
import { closeDatabase, openDatabase } from "@/lib/db/database";
import { makeWorld, type World } from "../../integration/routes/world";
import { type Caller, makeCaller } from "../../integration/support/people";
import { whatIsWrong } from "./judge";
import { type HostileRequest, hostileRoutes, requestsTo, requestsToPages } from "./requests";
import { send } from "./send";

/** A request and what is wrong with its answer. */
interface Finding extends Pick<HostileRequest, "caller" | "method" | "path" | "headers"> {
  wrong: string;
  body: string;
}

export interface Outcome {
  /** How many requests were answered with each status; 0 where the connection was ended. */
  statuses: Record<number, number>;
  findings: Finding[];
  /** Milliseconds that ordinary requests took in between. */
  ordinary: number[];
  /** Bytes that the server kept in memory after each world, when everything that nobody needed any more was collected. */
  memory: number[];
}

interface Options {
  requests: number;
  /** The same number makes the same requests, but for the ids in them. */
  seed: number;
  /** Of an empty database that is up to date; an SQLite file of its own where it is not given. */
  databaseUrl?: string;
  onWorld?(sent: number): void;
}

/** Requests to one world. Some take away what others are about, so another one is made then. */
const PER_WORLD = 500;
/** Sent at the same time. */
const AT_ONCE = 8;
/** Between two ordinary requests. */
const ORDINARY_EVERY = 50;
/** Every so many of those to routes that start a process is sent: they take a second each. */
const HEAVY_EVERY = 10;

/** Loaded into the server, which says by it what memory it keeps. */
const PROBE = path.resolve("tests/security/fuzz/memory-probe.mjs");
/** How long the server may take to collect what nobody needs, in milliseconds. */
const COLLECTING = 60_000;

/** After these there is a session less, or a person, of those who would ask for the rest. */
const AT_THE_END = /^\/api\/(?:auth|join|me|members)\b/u;

/** Sends hostile requests to a server of its own and judges what it answers. */
export async function fuzz({ requests, seed, databaseUrl, onWorld }: Options): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), "concord-fuzz-"));
  const DATABASE_URL = databaseUrl ?? `file:${path.join(folder, "concord.db")}`;
  const NEXTAUTH_SECRET = randomBytes(32).toString("base64url");
  // Sessions of the world are signed with it here too.
  process.env.NEXTAUTH_SECRET = NEXTAUTH_SECRET;
  const memoryFile = path.join(folder, "memory");
  const env = {
    ...{ DATA_DIR: folder, DATABASE_URL, NEXTAUTH_SECRET, HOST: "127.0.0.1", PUBLIC_URL: "", TRUST_PROXY: "1" },
    ...{ NODE_OPTIONS: `--import=${pathToFileURL(PROBE)}`, MEMORY_FILE: memoryFile },
  };
  await migrateDatabase({ ...process.env, ...env }, { quiet: true });
  const server = await serve({ host: "127.0.0.1", port: await freePort() }, env);
  const db = await openDatabase(DATABASE_URL);
  const outcome: Outcome = { statuses: {}, findings: [], ordinary: [], memory: [] };
  try {
    const modules = await routeModules();
    for (let sent = 0; sent < requests; ) {
      const world = await makeWorld(db);
      const bystander = await makeCaller(db, "annotator", "bystander");
      const made = requestsFor(modules, world, { seed: seed + sent, count: Math.min(PER_WORLD, requests - sent) });
      await sendAll({ url: server.url, world, bystander, outcome }, made);
      outcome.memory.push(await keptBy(server.pid, memoryFile));
      sent += made.length;
      onWorld?.(sent);
    }
    return outcome;
  } finally {
    await closeDatabase(db);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function routeModules(): Promise<[string, Record<string, unknown>][]> {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?:^|\/)route\.ts$/u.test(file),
  );
  return Promise.all(
    files
      .sort()
      .map(
        async (file) =>
          [`/${path.dirname(file)}`, await import(path.resolve("app", file))] as [string, Record<string, unknown>],
      ),
  );
}

function requestsFor(
  modules: [string, Record<string, unknown>][],
  world: World,
  { seed, count }: { seed: number; count: number },
): HostileRequest[] {
  const routes = hostileRoutes(modules);
  const samples = ({ isLast }: { isLast: boolean }) =>
    routes
      .filter(({ route }) => AT_THE_END.test(route) === isLast)
      .map((each, index) => {
        const isHeavy = each.route.startsWith("/api/editions");
        const numRuns = Math.ceil(count / (routes.length * (isHeavy ? HEAVY_EVERY : 1)));
        return fc.sample(requestsTo(each, world), { seed: seed + index, numRuns });
      });
  const pages = fc.sample(requestsToPages, { seed, numRuns: Math.ceil(count / 20) });
  return [...inTurn([...samples({ isLast: false }), pages]), ...inTurn(samples({ isLast: true }))];
}

/** One of each list, and so on, so that requests to all routes meet. */
function inTurn<T>(lists: readonly T[][]): T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, row) => lists.flatMap((list) => list[row] ?? [])).flat();
}

interface Scene {
  url: string;
  world: World;
  /** Nobody's request is about them. */
  bystander: Caller;
  outcome: Outcome;
}

async function sendAll(scene: Scene, made: readonly HostileRequest[]): Promise<void> {
  let next = 0;
  const sender = async (own: number) => {
    for (let index = next++; index < made.length; index = next++) {
      const hostile = made[index] as HostileRequest;
      await sendOne(scene, hostile, `198.51.100.${own}`);
      if (index % ORDINARY_EVERY === 0) await askOrdinarily(scene);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, own) => sender(own)));
}

async function sendOne({ url, world, outcome }: Scene, hostile: HostileRequest, address: string): Promise<void> {
  const answered = await send(url, world, hostile, address).catch((error: Error) => error);
  const status = answered instanceof Error ? -1 : (answered?.status ?? 0);
  outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
  const wrong = answered instanceof Error ? answered.message : answered && whatIsWrong(hostile, answered);
  if (!wrong) return;
  const { caller, method, headers, body } = hostile;
  outcome.findings.push({
    wrong,
    caller,
    method,
    path: hostile.path.slice(0, 500),
    headers,
    body: body?.toString().slice(0, 500) ?? "",
  });
}

/** As somebody else's browser would. Nothing that others send may take the app from them. */
async function askOrdinarily({ url, bystander: { cookie }, outcome }: Scene): Promise<void> {
  const start = performance.now();
  const response = await fetch(`${url}/api/notes`, { headers: { cookie } });
  await response.text();
  outcome.ordinary.push(performance.now() - start);
  if (response.status === 200) return;
  const wrong = `an ordinary request was answered with ${response.status}`;
  outcome.findings.push({ wrong, caller: "annotator", method: "GET", path: "/api/notes", headers: {}, body: "" });
}

/** Bytes that a server keeps which was started with `memory-probe.mjs`, after everything else was collected. */
async function keptBy(pid: number, file: string): Promise<number> {
  process.kill(pid, "SIGUSR2");
  for (const start = Date.now(); !existsSync(file); await sleep(50)) {
    if (Date.now() - start > COLLECTING) throw new Error("The server does not say what memory it keeps.");
  }
  const kept = Number(await readFile(file, "utf8"));
  await rm(file);
  return kept;
}
