import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CopiedTable, copyInstance } from "@/lib/backup/copy";
import { root } from "@/lib/cli/root.mjs";
import { closeDatabase, openDatabase } from "@/lib/db/database";
import { readSessionSecret } from "@/lib/db/session-secret";
import type { Provider } from "@/lib/db/settings";
import { runnable } from "@/lib/workers/bundle.mjs";
import { makeWorld } from "../routes/world";
import { describeDatabases } from "../support/databases";
import { emptyDatabase } from "../support/empty-database";
import { keptSums, sums } from "./sums";

const OTHER: Record<Provider, Provider> = { sqlite: "postgresql", postgresql: "sqlite" };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-copy-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describeDatabases("a copy into another type of database", ({ db, url, provider }) => {
  it("contains every row, and the session secret", async () => {
    await makeWorld(db());
    await readSessionSecret(db());
    const to = await emptyDatabase(OTHER[provider], folder);
    const done: CopiedTable[] = [];
    await copyInstance({ from: url(), to }, (copied) => done.push(copied));
    expect(done.find(({ name }) => name === "highlight")).toMatchObject({
      rows: expect.toSatisfy((rows: number) => rows > 5),
    });
    const there = await openDatabase(to);
    expect(await sums(there)).toEqual(await sums(db()));
    expect(await there.sessionSecret.count()).toBe(1);
    await closeDatabase(there);
  });

  it("leaves nothing behind if interrupted, and can be repeated", async () => {
    await makeWorld(db());
    const to = await emptyDatabase(OTHER[provider], folder);
    const there = await openDatabase(to);
    const breakOff = ({ name }: CopiedTable) => {
      if (name === "highlight") throw new Error("broken off");
    };
    await expect(copyInstance({ from: url(), to }, breakOff)).rejects.toThrow("broken off");
    expect(await there.person.count()).toBe(0);
    await copyInstance({ from: url(), to }, () => undefined);
    expect(await sums(there)).toEqual(await sums(db()));
    await closeDatabase(there);
  });

  it("writes nothing to another team's database, and reports what it contains", async () => {
    await makeWorld(db());
    const to = await emptyDatabase(OTHER[provider], folder);
    const there = await openDatabase(to);
    const { id, ...person } = await db().person.findFirstOrThrow();
    for (const data of [
      { ...person, id, name: "Another" },
      // The second user has the same email address as the first, although addresses must be unique.
      { ...person, id: "another" },
      { ...person, id: "another", email: "another@example.org" },
    ]) {
      await there.person.create({ data });
      const before = await sums(there);
      await expect(copyInstance({ from: url(), to }, () => undefined)).rejects.toMatchObject({
        code: "not-empty",
        message: expect.stringContaining("is not empty (people: 1, notes: 0)."),
      });
      expect(await sums(there)).toEqual(before);
      await there.person.deleteMany();
    }
    await closeDatabase(there);
  });
});

/** Runs the program that `npm run backup` and the other commands start once the folder is ready. */
async function run(args: string[], env: Record<string, string> = {}) {
  const options = await runnable("lib/cli/data.ts");
  const child = spawn(process.execPath, [...options, ...args], { cwd: root, env: { ...process.env, ...env } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (err += text));
  const [status] = await once(child, "close");
  return { status, out, err };
}

describe("commands", () => {
  it("write a backup, restore it, and copy", { timeout: 120_000 }, async () => {
    const from = await emptyDatabase("sqlite", folder);
    const db = await openDatabase(from);
    await makeWorld(db);
    const [before, kept] = [await sums(db), await keptSums(db)];
    await closeDatabase(db);
    const file = path.join(folder, "concord.backup");
    const written = await run(["backup", file], { DATABASE_URL: from });
    expect(written).toMatchObject({ status: 0, err: "", out: expect.stringMatching(/The backup contains \d+ rows/u) });
    // These counts let the operator check that this is the intended database.
    const { rows: people } = before.person as { rows: number };
    const { rows: notes } = before.note as { rows: number };
    expect([people > 1, notes > 1]).toEqual([true, true]);
    expect(written.out).toContain(` rows (people: ${people}, notes: ${notes}). `);
    expect(written.out).toMatch(new RegExp(`^Database: SQLite file ${from.slice("file:".length)}\n`, "u"));
    const state = path.join(folder, "state");
    const restored = await run(["restore", file], { DATA_DIR: state, DATABASE_URL: "" });
    expect(restored).toMatchObject({
      status: 0,
      err: "",
      out: expect.stringMatching(/Restored and verified \d+ rows/u),
    });
    const to = await emptyDatabase("postgresql", folder);
    const copied = await run(["copy", "--from", `file:${state}/concord.db`, "--to", to]);
    expect(copied).toMatchObject({ status: 0, err: "", out: expect.stringContaining("All rows were copied") });
    const there = await openDatabase(to);
    // Backups contain no sessions.
    expect(before.session).toMatchObject({ rows: expect.toSatisfy((rows: number) => rows > 5) });
    expect(await sums(there)).toMatchObject({ session: { rows: 0 } });
    expect(await keptSums(there)).toEqual(kept);
    await closeDatabase(there);
  });

  it("keep only the newest backups of a folder, and record each backup in the audit log", async () => {
    const url = await emptyDatabase("sqlite", folder);
    const backups = path.join(folder, "backups");
    await mkdir(backups);
    // The last one is not part of the rotation.
    const older = ["concord-2026-01-01T00-00-00Z.backup", "concord-2026-01-02T00-00-00Z.backup", "concord.backup"];
    for (const name of older) await writeFile(path.join(backups, name), "");
    const written = await run(["backup", backups, "--keep", "2"], { DATABASE_URL: url });
    expect(written).toMatchObject({
      status: 0,
      err: "",
      out: expect.stringContaining(`Deleted older backups: ${older[0]}\n`),
    });
    const left = (await readdir(backups)).sort();
    expect(left).toEqual([older[1], expect.stringMatching(/^concord-20\d\d-\d\d-\d\dT[-\d]+Z\.backup$/u), older[2]]);
    const db = await openDatabase(url);
    const entries = await db.auditEntry.findMany({ select: { action: true, personId: true, detail: true } });
    expect(entries).toEqual([{ action: "backup.created", personId: null, detail: { encrypted: false } }]);
    await closeDatabase(db);
    for (const keep of ["0", "-1", "all"]) {
      const refused = await run(["backup", backups, `--keep=${keep}`], { DATABASE_URL: url });
      expect([refused.status, refused.err]).toEqual([1, expect.stringContaining("--keep takes the number of backups")]);
    }
    expect((await readdir(backups)).sort()).toEqual(left);
  });

  it("do not change a database that contains data, even from an older version", async () => {
    const to = await emptyDatabase("sqlite", folder);
    const db = await openDatabase(to);
    await db.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)`;
    const applied = () => db.$queryRaw`SELECT count(*) AS number FROM _prisma_migrations`;
    const before = await applied();
    const told = await run(["copy", "--from", await emptyDatabase("sqlite", folder), "--to", to]);
    expect(told).toMatchObject({ status: 1, err: expect.stringContaining("belongs to an older version") });
    expect(await applied()).toEqual(before);
    await closeDatabase(db);
  });

  it("copy nothing until both databases are known to be compatible", { timeout: 120_000 }, async () => {
    const from = await emptyDatabase("sqlite", folder);
    const to = await emptyDatabase("postgresql", folder);
    const [missing, made] = [path.join(folder, "missing.db"), path.join(folder, "made.db")];
    const client = new Client({ connectionString: to });
    await client.connect();
    await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE wiki (id integer)");
    await closeDatabase(await openDatabase(from));
    const away = "postgresql://olga:hidden@127.0.0.1:9/concord";
    for (const [args, said] of [
      [["--from", from, "--to", to], /contains another program’s tables/u],
      [["--from", from, "--to", from], /are the same database/u],
      [["--from", `file:${missing}`, "--to", from], /^The SQLite file .*missing\.db does not exist/u],
      [["--from", `file:${missing}`, "--to", `file:${made}`], /^The SQLite file .*missing\.db does not exist/u],
      [["--from", from, "--to", away], /^The PostgreSQL database concord at 127\.0\.0\.1:9 can't be reached/u],
    ] as const) {
      const { status, err } = await run(["copy", ...args]);
      expect([status, err]).toEqual([1, expect.stringMatching(said)]);
      expect(err).not.toMatch(/hidden|Prisma|\n\s+at /u);
    }
    const tables = await client.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
    await client.end();
    expect(tables.rows).toEqual([{ table_name: "wiki" }]);
    expect([missing, made].filter(existsSync)).toEqual([]);
  });

  it("copy to a file even if there is no data folder", async () => {
    const from = await emptyDatabase("sqlite", folder);
    const to = path.join(folder, "new/concord.db");
    // A folder can't be created inside a file.
    const dataDir = path.join(from.slice("file:".length), "data");
    const copied = await run(["copy", "--from", from, "--to", `file:${to}`], { DATA_DIR: dataDir, DATABASE_URL: "" });
    expect(copied).toMatchObject({ status: 0, err: "", out: expect.stringContaining(`To: SQLite file ${to}\n`) });
    expect(existsSync(to)).toBe(true);
  });

  it("move no files without a database, or without a bucket", { timeout: 60_000 }, async () => {
    const missing = { DATABASE_URL: `file:${path.join(folder, "missing.db")}` };
    const nothing = await run(["move", "--to", "s3"], missing);
    expect([nothing.status, nothing.err]).toEqual([1, expect.stringMatching(/missing\.db does not exist/u)]);
    const database = { DATABASE_URL: await emptyDatabase("sqlite", folder) };
    const nowhere = await run(["move", "--to", "s3"], database);
    expect([nowhere.status, nowhere.err]).toEqual([1, expect.stringMatching(/^There is no S3 bucket/u)]);
    const back = await run(["move", "--to", "database"], database);
    expect([back.status, back.err]).toEqual([0, ""]);
  });

  it("print their usage", async () => {
    const told = { status: 1, out: "", err: expect.stringMatching(/^Usage:/u) };
    const wrong = [["backup"], ["restore", "a", "b"], ["copy", "--from", "file:a"], ["copy", "--of", "x"]];
    expect(await Promise.all(wrong.map((args) => run(args)))).toEqual(wrong.map(() => told));
  });
});
