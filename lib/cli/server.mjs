// @ts-check
/** The production server, as a child process. */
import { get } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { migrateDatabase } from "./database.mjs";
import { Failure } from "./failure.mjs";
import { urlOf } from "./ports.mjs";
import { root } from "./root.mjs";
import { launch } from "./run.mjs";

const SERVER = join(root, "lib/cli/app-server.mjs");

/** Milliseconds between readiness checks: a twentieth of the time elapsed so far, within these limits. */
const ASK = { least: 50, most: 1_000 };
/** How long the server may go without reporting progress, in milliseconds. */
const PATIENCE = 60_000;
/** Interval between progress messages, in milliseconds. */
const TELL = 5_000;

/**
 * Migrates the database, starts the server and waits until it is ready. There is no time limit, because loading and
 * indexing a large library takes a long time.
 * @param {{ host: string, port: number }} address
 * @param {NodeJS.Dict<string>} [env] variables to add to our environment
 * @param {(sentence: string) => void} [tell] called from time to time with a sentence about what the server is doing
 */
export async function serve(address, env = {}, tell = () => {}) {
  await migrateDatabase(env, { forServer: true });
  const { child, ended } = launch(process.execPath, [SERVER, address.host, String(address.port)], {
    env: {
      ...process.env,
      HOST: address.host,
      PORT: String(address.port),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      ...env,
    },
    // No messages are sent over the IPC channel. When it closes, the server notices that this process has died.
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });

  const url = urlOf(address);
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const start = Date.now();
  let [working, told] = [start, start];
  let answer = null;
  for (; Date.now() - working < PATIENCE; await sleep(untilNext(start))) {
    if (child.exitCode !== null || child.signalCode)
      throw new Failure(`The server stopped (exit status ${await ended}).`);
    answer = await askIfReady(url);
    if (answer?.isReady) return { url, ended, stop, pid: child.pid ?? 0 };
    if (answer?.isWorking) working = Date.now();
    if (!answer || Date.now() - told < TELL) continue;
    told = Date.now();
    tell(answer.sentence);
  }
  await stop();
  const why = answer?.sentence ?? "It did not respond.";
  throw new Failure(`The server at ${url} was not ready within ${PATIENCE / 1_000} seconds. ${why}`);
}

/** @param {number} start */
function untilNext(start) {
  return Math.min(ASK.most, Math.max(ASK.least, (Date.now() - start) / 20));
}

/**
 * Checks whether a server is ready.
 * @param {string} url
 * @returns {Promise<{ isReady: boolean, isWorking: boolean, sentence: string } | null>} null if it doesn't respond; if
 *   it isn't ready, `sentence` says what it is doing or what is wrong
 */
export function askIfReady(url) {
  return new Promise((resolve) => {
    const request = get(`${url}/api/health`, { signal: AbortSignal.timeout(PATIENCE) }, async (response) => {
      try {
        const { error } = JSON.parse(await text(response));
        const isReady = response.statusCode === 200;
        resolve({ isReady, isWorking: error?.code === "preparing", sentence: error?.message ?? "" });
      } catch {
        resolve(null);
      }
    });
    request.on("error", () => resolve(null));
  });
}
