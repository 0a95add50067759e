import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { Client } from "pg";
import { freePort, urlOf } from "../../../lib/cli/ports.mjs";
import { serve } from "../../../lib/cli/server.mjs";

type Env = NodeJS.Dict<string>;

/**
 * Starts an empty server for one test, from the same build as the other journeys.
 *
 * @param env settings, or a function that creates them if they depend on the server's URL
 */
export async function startInstance(env: Env | ((url: string) => Promise<Env>) = {}) {
  const folder = await mkdtemp(join(tmpdir(), "concord-instance-"));
  const address = { host: "127.0.0.1", port: await freePort() };
  const asked = typeof env === "function" ? await env(urlOf(address)) : env;
  const own = { DATA_DIR: folder, DATABASE_URL: await emptyDatabase(), HOST: "127.0.0.1", PUBLIC_URL: "", ...asked };
  let server = await serve(address, own);
  return {
    url: server.url,
    /** The server's settings, for commands on the server. */
    env: own,
    /** Stops the server as during an update. Its data is kept. */
    end: () => server.stop(),
    /** Restarts the server at the same address. */
    async startAgain(): Promise<void> {
      server = await serve(address, own);
    },
    /**
     * @param pages the pages that are still open. Their pending requests would fail, which is not an error in the app
     */
    async stop(...pages: Page[]): Promise<void> {
      for (const page of pages) await page.goto("about:blank");
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The URL of an empty database on the journeys' PostgreSQL server; empty with SQLite, because Concord creates the file.
 */
async function emptyDatabase(): Promise<string> {
  const { CONCORD_POSTGRES } = process.env;
  if (!CONCORD_POSTGRES) return "";
  const name = `journey_${randomUUID().replaceAll("-", "")}`;
  const client = new Client({ connectionString: CONCORD_POSTGRES.replace(/\/postgres$/u, "/template1") });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`).finally(() => client.end());
  return CONCORD_POSTGRES.replace(/\/postgres$/u, `/${name}`);
}
