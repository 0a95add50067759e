// @ts-check
/** The production server, as a child process. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { migrateDatabase } from "./database.mjs";
import { Failure } from "./failure.mjs";
import { urlOf } from "./ports.mjs";
import { root } from "./root.mjs";
import { launch } from "./run.mjs";

const SERVER = join(root, "lib/cli/app-server.mjs");

const POLL = 50;
/** How long it may say nothing, in milliseconds. */
const PATIENCE = 60_000;
/** Between two sentences of what it is doing, in milliseconds. */
const TELL = 5_000;

/**
 * Brings the database up to date, starts the server and waits until it is ready, however long that takes: a large library is read and
 * indexed first.
 * @param {{ host: string, port: number }} address
 * @param {NodeJS.Dict<string>} [env] added to ours
 * @param {(sentence: string) => void} [tell] is told now and then what it is doing meanwhile
 */
export async function serve(address, env = {}, tell = () => {}) {
  await migrateDatabase({ ...process.env, ...env });
  const { child, ended } = launch(process.execPath, [SERVER, address.host, String(address.port)], {
    env: {
      ...process.env,
      HOST: address.host,
      PORT: String(address.port),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      ...env,
    },
    stdio: ["ignore", "inherit", "inherit"],
  });

  const url = urlOf(address);
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const start = Date.now();
  let [heard, told] = [start, start];
  for (; Date.now() - heard < PATIENCE; await sleep(POLL)) {
    if (child.exitCode !== null || child.signalCode)
      throw new Failure(`The server ended at once (exit status ${await ended}).`);
    const answer = await askIfReady(url);
    if (answer === null) continue;
    heard = Date.now();
    if (answer.preparing === null) return { url, ended, stop, pid: child.pid ?? 0 };
    if (heard - told < TELL) continue;
    told = heard;
    tell(answer.preparing);
  }
  await stop();
  throw new Failure(`The server did not answer at ${url} for ${PATIENCE / 1_000} seconds.`);
}

/**
 * Asks a server whether it is ready.
 * @param {string} url
 * @returns {Promise<{ preparing: string | null } | null>} what it does before it is, in a sentence; what else is amiss it will tell whoever
 *   asks for something. Null where it does not answer.
 */
async function askIfReady(url) {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(PATIENCE) });
    const { error } = await response.json();
    return { preparing: error?.code === "preparing" ? error.message : null };
  } catch {
    return null;
  }
}
