// @ts-check
/** The production server, as a child process. */
import { get } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { migrateDatabase } from "./database.mjs";
import { Failure } from "./failure.mjs";
import { urlOf } from "./ports.mjs";
import { root } from "./root.mjs";
import { launch } from "./run.mjs";

const SERVER = join(root, "lib/cli/app-server.mjs");

const POLL = 50;
const PATIENCE = 60_000;

/**
 * Brings the database up to date, starts the server and waits until it answers.
 * @param {{ host: string, port: number }} address
 * @param {NodeJS.Dict<string>} [env] added to ours
 */
export async function serve(address, env = {}) {
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
  for (const start = Date.now(); Date.now() - start < PATIENCE; await sleep(POLL)) {
    if (child.exitCode !== null || child.signalCode)
      throw new Failure(`The server ended at once (exit status ${await ended}).`);
    if (await answers(url)) return { url, ended, stop, pid: child.pid ?? 0 };
  }
  await stop();
  throw new Failure(`The server did not answer at ${url} within ${PATIENCE / 1_000} seconds.`);
}

/**
 * Whether something answers at `url`, whatever it says.
 * @param {string} url
 * @returns {Promise<boolean>}
 */
function answers(url) {
  return new Promise((resolve) => {
    const request = get(url, { signal: AbortSignal.timeout(PATIENCE) }, (response) => {
      response.resume();
      resolve(true);
    });
    request.on("error", () => resolve(false));
  });
}
