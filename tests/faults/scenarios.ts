import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Failure } from "@/lib/cli/failure.mjs";
import { closeDatabase, openDatabase } from "@/lib/db/database";
import type { Provider } from "@/lib/db/settings";
import { App, REPORT, withPlace, withPostgres } from "./app";
import { Writers } from "./writers";

const run = promisify(execFile);

const WRITERS = 4;

/** The result of a scenario. */
export interface Outcome {
  name: string;
  /** What happened, and how often. */
  counts: Record<string, number>;
  /** The problems that were found. */
  faults: string[];
}

/** Waits until a condition is met. @returns whether it was met within half a minute */
async function becomes(isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const start = Date.now(); Date.now() - start < 30_000; await sleep(20)) if (await isSo()) return true;
  return false;
}

function counted(writers: Writers): Record<string, number> {
  return { sent: writers.sent.size, acknowledged: writers.acknowledged.size };
}

/** Kills the app with `kill -9` repeatedly while people write. */
export async function kills(provider: Provider, times: number): Promise<Outcome> {
  const faults: string[] = [];
  let counts: Record<string, number> = {};
  await withPlace(provider, async (folder, databaseUrl) => {
    const app = await App.start(folder, databaseUrl);
    const writers = await Writers.of(app);
    for (let time = 1; time <= times; time++) {
      const before = writers.acknowledged.size;
      writers.start(WRITERS);
      await becomes(() => writers.acknowledged.size > before);
      await sleep(Math.random() * 300);
      await app.kill();
      await writers.stop();
      await app.startAgain();
      await writers.sendAgain();
      faults.push(...(await writers.faults()).map((fault) => `after kill ${time}: ${fault}`));
    }
    const again = writers.refused.get("no answer") ?? 0;
    counts = { kills: times, ...counted(writers), "sent again": again };
    await app.stop();
  });
  return { name: `kill -9 (${provider})`, counts, faults };
}

/** Pages that need the database. */
const PAGES = ["/", `/r/${REPORT}`, "/notes", "/settings", "/team", "/collections", "/deleted"];

/**
 * Problems with pages while the database is unavailable. Each page must show the appropriate error message, and its
 * response must say when to retry.
 */
async function untoldPages(app: App): Promise<string[]> {
  const faults: string[] = [];
  for (const path of PAGES) {
    const response = await app.open(path);
    const text = await response.text();
    if (response.status !== 503) faults.push(`${path} answers ${response.status}`);
    else if (!response.headers.has("retry-after")) faults.push(`${path} has no Retry-After header`);
    if (!text.includes("<p>The database can’t be reached right now"))
      faults.push(`${path} does not show the error message`);
  }
  return faults;
}

/** Number of concurrent requests. */
const CROWD = 2_000;

/**
 * Sends far more concurrent requests than the server can handle. Each must be answered, or rejected immediately with a
 * message, and the next request must succeed.
 */
export async function overload(provider: Provider): Promise<Outcome> {
  const faults: string[] = [];
  let counts: Record<string, number> = {};
  await withPlace(provider, async (folder, databaseUrl) => {
    const app = await App.start(folder, databaseUrl);
    const crowd = Array.from({ length: CROWD }, async (_, number) => {
      const isPage = number % 10 === 0;
      const response = await (isPage ? app.open("/notes") : app.ask(`/api/search?q=power+${number}`));
      const text = await response.text();
      const { status, headers } = response;
      if (status === 200) return "answered";
      if (status !== 503) return `answered with ${status}`;
      if (!headers.has("retry-after")) return "refused without Retry-After";
      return text.includes(isPage ? "<p>" : '"message":"') ? "refused" : "refused without a message";
    });
    const became = await Promise.all(crowd.map((one) => one.catch(() => "not answered")));
    for (const what of became) counts[what] = (counts[what] ?? 0) + 1;
    for (const what of Object.keys(counts)) if (what !== "answered" && what !== "refused") faults.push(what);
    if (!counts.answered) faults.push("no request was answered");
    if (!counts.refused) faults.push("no request was refused");
    if (!(await app.open("/notes")).ok) faults.push("the next request is not answered");
    await app.stop();
  });
  counts = { "sent simultaneously": CROWD, ...counts };
  return { name: `overload (${provider})`, counts, faults };
}

/** Crashes and restarts the database while people write. The app is not restarted. */
export async function outages(times: number): Promise<Outcome> {
  const faults: string[] = [];
  let counts: Record<string, number> = {};
  await withPostgres(async (folder, postgres) => {
    const app = await App.start(folder, postgres.url);
    const writers = await Writers.of(app);
    const isReady = async () => (await app.ask("/api/health")).ok;
    for (let time = 1; time <= times; time++) {
      const before = writers.acknowledged.size;
      writers.start(WRITERS);
      await becomes(() => writers.acknowledged.size > before);
      await postgres.crash();
      if (!(await becomes(async () => !(await isReady())))) faults.push(`outage ${time}: reports that it is ready`);
      if (!(await app.ask("/api/health/live")).ok) faults.push(`outage ${time}: reports that it is not alive`);
      faults.push(...(await untoldPages(app)).map((fault) => `outage ${time}: ${fault}`));
      await postgres.startAgain();
      if (!(await becomes(isReady))) faults.push(`outage ${time}: is not ready again`);
      await writers.stop();
      await writers.sendAgain();
      faults.push(...(await writers.faults()).map((fault) => `after outage ${time}: ${fault}`));
    }
    const told = writers.refused.get("database-away") ?? 0;
    for (const why of writers.refused.keys()) {
      if (!["database-away", "no answer"].includes(why)) faults.push(`unexpected reason "${why}"`);
    }
    counts = { outages: times, ...counted(writers), "refused because the database is unavailable": told };
    await app.stop();
  });
  return { name: "crash of the database (postgresql)", counts, faults };
}

/** Size of the disk that fills up, in megabytes. */
const DISK = 48;

/** Fills the disk while people write, frees space again, and then makes it read-only. The app is not restarted. */
export async function disk(): Promise<Outcome> {
  const faults: string[] = [];
  let counts: Record<string, number> = {};
  await withPlace("sqlite", async (folder) => {
    const volume = join(folder, "volume");
    await run("mkdir", [volume]);
    await run("mount", ["-t", "tmpfs", "-o", `size=${DISK}m`, "tmpfs", volume]);
    try {
      const app = await App.start(volume, `file:${join(volume, "concord.db")}`);
      const writers = await Writers.of(app);
      const filler = join(volume, "filler");
      const seen = (code: string) => (writers.refused.get(code) ?? 0) > 0;

      writers.start(WRITERS);
      const { bavail, bsize } = await statfs(volume);
      await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - 500_000)));
      if (!(await becomes(() => seen("disk-full")))) faults.push("full disk: no request is refused because of it");
      if (!(await app.ask("/api/search?q=trade")).ok) faults.push("full disk: searches fail");
      await rm(filler);
      const before = writers.acknowledged.size;
      if (!(await becomes(() => writers.acknowledged.size > before)))
        faults.push("full disk: no writes after space has been freed");
      await writers.stop();
      await writers.sendAgain();
      faults.push(...(await writers.faults()).map((fault) => `after the full disk: ${fault}`));
      counts = { ...counted(writers), "refused because the disk is full": writers.refused.get("disk-full") ?? 0 };
      await app.stop();

      await run("mount", ["-o", "remount,ro", volume]);
      const sentence = await sentenceOf(() => app.startAgain());
      if (!/can't write to its data folder|can’t write to its database/u.test(sentence))
        faults.push(`read-only folder: the message is "${sentence}"`);
      await run("mount", ["-o", "remount,rw", volume]);
      await app.startAgain();
      faults.push(...(await writers.faults()).map((fault) => `after the read-only folder: ${fault}`));
      await app.stop();
    } finally {
      await run("umount", [volume]);
    }
  });
  return { name: "full disk, read-only folder (sqlite)", counts, faults };
}

/** SQLite's page size in bytes. */
const PAGE = 4_096;

/** First bytes of table and index pages (SQLite's file format, 1.6). */
const TREE_PAGES = [2, 5, 10, 13];

/**
 * Overwrites the last table or index page in the database file. The pages after it may be free or contain the rest of a
 * long text. SQLite has no checksums, so damage to those pages cannot be detected.
 */
export async function damage(): Promise<Outcome> {
  const faults: string[] = [];
  await withPlace("sqlite", async (folder, databaseUrl) => {
    const app = await App.start(folder, databaseUrl);
    const writers = await Writers.of(app);
    writers.start(WRITERS);
    await becomes(() => writers.acknowledged.size > 20);
    await writers.stop();
    await app.stop();
    // The last connection to close checkpoints the WAL into the file. Otherwise, pages in the WAL would hide the
    // damage.
    await closeDatabase(await openDatabase(databaseUrl));
    const file = databaseUrl.slice("file:".length);
    const bytes = await readFile(file);
    let at = bytes.length - PAGE;
    while (!TREE_PAGES.includes(bytes[at] ?? 0)) at -= PAGE;
    randomBytes(PAGE).copy(bytes, at);
    await writeFile(file, bytes);
    const sentence = await sentenceOf(() => app.startAgain());
    if (!/is damaged .*the restore command/su.test(sentence)) faults.push(`the message is "${sentence}"`);
    await app.stop();
  });
  return { name: "damaged last page (sqlite)", counts: { starts: 1 }, faults };
}

/** The error message that the server shows when it fails to start. */
async function sentenceOf(start: () => Promise<void>): Promise<string> {
  try {
    await start();
    return "none: the server started";
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}
