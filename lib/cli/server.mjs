// @ts-check
/** The production server, as a child process. */
import { get } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { migrateDatabase } from "./database.mjs";
import { Failure } from "./failure.mjs";
import { urlOf } from "./ports.mjs";
import { program } from "./root.mjs";
import { launch } from "./run.mjs";

/** Next's own greeting, which would say the address a second time, in other words. */
const BANNER = /^\s*(▲ Next\.js.*|- (Local|Network|Environments):.*|✓ (Starting|Ready|Running next\.config).*)?$/;

const POLL = 50;
const PATIENCE = 60_000;

/**
 * Brings the database up to date, starts the server and waits until it answers.
 * @param {{ host: string, port: number }} address
 * @param {NodeJS.Dict<string>} [env] added to ours
 */
export async function serve(address, env = {}) {
  await migrateDatabase({ ...process.env, ...env });
  const next = [program("next/dist/bin/next"), "start", "-H", address.host, "-p", String(address.port)];
  const { child, ended } = launch(process.execPath, next, {
    env: { ...process.env, HOST: address.host, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout) {
    createInterface({ input: child.stdout }).on("line", (line) => BANNER.test(line) || console.log(line));
  }

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
