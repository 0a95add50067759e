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

/** Between two questions whether it is ready, in milliseconds: a twentieth of what it has taken, within these. */
const ASK = { least: 50, most: 1_000 };
/** How long it may say nothing of what it does, in milliseconds. */
const PATIENCE = 60_000;
/** Between two sentences that are told, in milliseconds. */
const TELL = 5_000;

/**
 * Brings the database up to date, starts the server and waits until it is ready, however long that takes: a large library is read and
 * indexed first.
 * @param {{ host: string, port: number }} address
 * @param {NodeJS.Dict<string>} [env] added to ours
 * @param {(sentence: string) => void} [tell] is told now and then what it is doing meanwhile
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
    // The channel carries nothing: its end tells the server that we are gone.
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
      throw new Failure(`The server ended (exit status ${await ended}).`);
    answer = await askIfReady(url);
    if (answer?.isReady) return { url, ended, stop, pid: child.pid ?? 0 };
    if (answer?.isWorking) working = Date.now();
    if (!answer || Date.now() - told < TELL) continue;
    told = Date.now();
    tell(answer.sentence);
  }
  await stop();
  const why = answer?.sentence ?? "It did not answer.";
  throw new Failure(`The server at ${url} was not ready within ${PATIENCE / 1_000} seconds. ${why}`);
}

/** @param {number} start */
function untilNext(start) {
  return Math.min(ASK.most, Math.max(ASK.least, (Date.now() - start) / 20));
}

/**
 * Asks a server whether it is ready.
 * @param {string} url
 * @returns {Promise<{ isReady: boolean, isWorking: boolean, sentence: string } | null>} and what it does before it is, or what is amiss; null
 *   where it does not answer
 */
function askIfReady(url) {
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
