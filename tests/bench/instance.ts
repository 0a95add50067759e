import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext } from "@playwright/test";
import { migrateDatabase } from "../../lib/cli/database.mjs";
import { freePort } from "../../lib/cli/ports.mjs";
import { serve } from "../../lib/cli/server.mjs";

const OWNER = { name: "Bench", email: "bench@example.org", password: "a password of the bench" };

/** The sample report. */
export const REPORT = "russian-soft-power-in-kazakhstan";

/** A Concord instance with its own state. */
export interface Instance {
  url: string;
  /** The URL of the instance's database, an SQLite file. */
  databaseUrl: string;
  /** Stops the instance and deletes its state. */
  stop(): Promise<void>;
}

export async function startInstance(): Promise<Instance> {
  const folder = await mkdtemp(join(tmpdir(), "concord-bench-"));
  const databaseUrl = `file:${join(folder, "concord.db")}`;
  const env = { DATA_DIR: folder, DATABASE_URL: databaseUrl, HOST: "127.0.0.1", PUBLIC_URL: "" };
  // Migrates quietly, because standard output is reserved for the result. Otherwise, `serve` would migrate and print
  // its progress.
  await migrateDatabase({ ...process.env, ...env }, { quiet: true });
  const server = await serve({ host: env.HOST, port: await freePort() }, env);
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, databaseUrl, stop };
}

/** Sets up a new instance. @returns the owner's cookie */
export async function signIn(url: string): Promise<string> {
  const headers = { "Content-Type": "application/json", Origin: url };
  const answer = await fetch(`${url}/api/setup`, { method: "POST", headers, body: JSON.stringify(OWNER) });
  if (!answer.ok) throw new Error(`The setup request failed with ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** A browser context where the owner of a new instance is signed in. */
export async function setUp(browser: Browser, url: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB", viewport: { width: 1360, height: 850 } });
  const setUp = await context.request.post("/api/setup", { data: OWNER, headers: { origin: url } });
  if (!setUp.ok()) throw new Error(`The setup request failed with ${setUp.status()}: ${await setUp.text()}`);
  return context;
}
