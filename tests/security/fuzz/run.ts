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

/** A request, and the problem with its response. */
interface Finding extends Pick<HostileRequest, "caller" | "method" | "path" | "headers"> {
  wrong: string;
  body: string;
}

export interface Outcome {
  /** The number of responses with each status; 0 means a closed connection. */
  statuses: Record<number, number>;
  findings: Finding[];
  /** Response times of the ordinary requests in between, in milliseconds. */
  ordinary: number[];
  /** How many bytes the server retains after each world, measured after garbage collection. */
  memory: number[];
}

interface Options {
  requests: number;
  /** The same seed always results in the same requests, apart from ids. */
  seed: number;
  /** The URL of an empty, migrated database; a temporary SQLite file by default. */
  databaseUrl?: string;
  onWorld?(sent: number): void;
}

/**
 * The number of requests per world. Some requests delete items that other requests refer to, so a new world is created
 * after this many.
 */
const PER_WORLD = 500;
/** Number of concurrent requests. */
const AT_ONCE = 8;
/** The number of hostile requests between two ordinary ones. */
const ORDINARY_EVERY = 50;
/** If a route starts a process, only every nth request to it is sent, because each one takes a second. */
const HEAVY_EVERY = 10;

/** Loaded into the server, so that it reports its retained memory. */
const PROBE = path.resolve("tests/security/fuzz/memory-probe.mjs");
/** Time limit for the server's garbage collection, in milliseconds. */
const COLLECTING = 60_000;

/** These requests are sent last, because they can remove sessions or people that the other requests need. */
const AT_THE_END = /^\/api\/(?:auth|join|me|members)\b/u;

/** Sends hostile requests to a test server and judges its responses. */
export async function fuzz({ requests, seed, databaseUrl, onWorld }: Options): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), "concord-fuzz-"));
  const DATABASE_URL = databaseUrl ?? `file:${path.join(folder, "concord.db")}`;
  const NEXTAUTH_SECRET = randomBytes(32).toString("base64url");
  // This process also signs the sessions of the world, so it needs the same secret.
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

/** Interleaves the lists, so that requests to different routes are mixed. */
function inTurn<T>(lists: readonly T[][]): T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, row) => lists.flatMap((list) => list[row] ?? [])).flat();
}

interface Scene {
  url: string;
  world: World;
  /** A user whom no hostile request refers to. */
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

/** Sends a request from the browser of another user. Such a request must always be answered. */
async function askOrdinarily({ url, bystander: { cookie }, outcome }: Scene): Promise<void> {
  const start = performance.now();
  const response = await fetch(`${url}/api/notes`, { headers: { cookie } });
  await response.text();
  outcome.ordinary.push(performance.now() - start);
  if (response.status === 200) return;
  const wrong = `a normal request was answered with ${response.status}`;
  outcome.findings.push({ wrong, caller: "annotator", method: "GET", path: "/api/notes", headers: {}, body: "" });
}

/** The number of bytes that a server started with `memory-probe.mjs` retains after garbage collection. */
async function keptBy(pid: number, file: string): Promise<number> {
  process.kill(pid, "SIGUSR2");
  for (const start = Date.now(); !existsSync(file); await sleep(50)) {
    if (Date.now() - start > COLLECTING) throw new Error("The server does not report its retained memory.");
  }
  const kept = Number(await readFile(file, "utf8"));
  await rm(file);
  return kept;
}
