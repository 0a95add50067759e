import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sumOf } from "@/lib/backup/backup";
import { type CopiedTable, copyInstance } from "@/lib/backup/copy";
import { TABLES } from "@/lib/backup/tables";
import { root } from "@/lib/cli/root.mjs";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import { readSessionSecret } from "@/lib/db/session-secret";
import type { Provider } from "@/lib/db/settings";
import { makeWorld } from "../routes/world";
import { describeDatabases } from "../support/databases";
import { emptyDatabase } from "../support/empty-database";

const OTHER: Record<Provider, Provider> = { sqlite: "postgresql", postgresql: "sqlite" };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-copy-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function sums(db: Database): Promise<Record<string, unknown>> {
  return Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table.name, await sumOf(db, table)])));
}

describeDatabases("a copy into the other kind of database", ({ db, url, provider }) => {
  it("goes on where it was broken off, holds every row, and the secret that signs sessions", async () => {
    await makeWorld(db());
    await readSessionSecret(db());
    const to = await emptyDatabase(OTHER[provider], folder);
    const copy = (onTable: (copied: CopiedTable) => void) => copyInstance({ from: url(), to }, onTable);
    const breakOff = ({ name }: CopiedTable) => {
      if (name === "highlight") throw new Error("broken off");
    };
    await expect(copy(breakOff)).rejects.toThrow("broken off");
    const done: CopiedTable[] = [];
    await copy((copied) => done.push(copied));
    for (const { name, rows, found } of done) {
      const position = TABLES.findIndex((table) => table.name === name);
      expect([name, found]).toEqual([name, position <= TABLES.findIndex((t) => t.name === "highlight") ? rows : 0]);
    }
    const there = await openDatabase(to);
    expect(await sums(there)).toEqual(await sums(db()));
    expect(await there.sessionSecret.count()).toBe(1);
    await closeDatabase(there);
  });

  it("changes no row of what is there, and says that it is something else", async () => {
    await makeWorld(db());
    const to = await emptyDatabase(OTHER[provider], folder);
    const there = await openDatabase(to);
    const { id, ...person } = await db().person.findFirstOrThrow();
    for (const data of [
      { ...person, id, name: "Another" },
      { ...person, id: "another", email: "another@example.org" },
    ]) {
      await there.person.create({ data });
      const copying = copyInstance({ from: url(), to }, () => undefined);
      await expect(copying).rejects.toMatchObject({
        code: "copy-differs",
        message: expect.stringContaining('"person"'),
      });
      expect(await there.person.findUnique({ where: { id: data.id } })).toEqual(data);
      await there.person.deleteMany();
    }
    await closeDatabase(there);
  });
});

/** Runs what `npm run backup` and the others run when the folder is ready. */
async function run(args: string[], env: Record<string, string> = {}) {
  const options = ["--conditions=react-server", "--import=tsx", "lib/cli/data.ts"];
  const child = spawn(process.execPath, [...options, ...args], { cwd: root, env: { ...process.env, ...env } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (err += text));
  const [status] = await once(child, "close");
  return { status, out, err };
}

describe("the commands", () => {
  it("write a backup, restore it, and copy", { timeout: 120_000 }, async () => {
    const from = await emptyDatabase("sqlite", folder);
    const db = await openDatabase(from);
    await makeWorld(db);
    const before = await sums(db);
    await closeDatabase(db);
    const file = path.join(folder, "concord.backup");
    const written = await run(["backup", file], { DATABASE_URL: from });
    expect(written).toMatchObject({ status: 0, err: "", out: expect.stringMatching(/The backup holds \d+ rows/u) });
    const state = path.join(folder, "state");
    const restored = await run(["restore", file], { DATA_DIR: state, DATABASE_URL: "" });
    expect(restored).toMatchObject({ status: 0, err: "", out: expect.stringMatching(/All \d+ rows are back/u) });
    const to = await emptyDatabase("postgresql", folder);
    const copied = await run(["copy", "--from", `file:${state}/concord.db`, "--to", to]);
    expect(copied).toMatchObject({ status: 0, err: "", out: expect.stringContaining("Every row was copied") });
    const there = await openDatabase(to);
    // Sessions are in no backup.
    expect(before.session).toMatchObject({ rows: expect.toSatisfy((rows: number) => rows > 5) });
    expect(await sums(there)).toEqual({ ...before, session: { rows: 0, sum: "0".repeat(64) } });
    await closeDatabase(there);
  });

  it("change no database that has something, even of an older version", async () => {
    const to = await emptyDatabase("sqlite", folder);
    const db = await openDatabase(to);
    await db.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)`;
    const applied = () => db.$queryRaw`SELECT count(*) AS number FROM _prisma_migrations`;
    const before = await applied();
    const told = await run(["copy", "--from", await emptyDatabase("sqlite", folder), "--to", to]);
    expect(told).toMatchObject({ status: 1, err: expect.stringContaining("of an older version") });
    expect(await applied()).toEqual(before);
    await closeDatabase(db);
  });

  it("say how they are called", async () => {
    const told = { status: 1, out: "", err: expect.stringMatching(/^Call it in one of these ways:/u) };
    const wrong = [["backup"], ["restore", "a", "b"], ["copy", "--from", "file:a"], ["copy", "--of", "x"]];
    expect(await Promise.all(wrong.map((args) => run(args)))).toEqual(wrong.map(() => told));
  });
});
