import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it, test } from "vitest";
import { derivePostgresql } from "@/lib/cli/generate.mjs";
import { root } from "@/lib/cli/root.mjs";
import { closeDatabase, openDatabase } from "@/lib/db/database";
import { migrate, pendingMigrations } from "@/lib/db/migrate";
import { differenceAsSql, fromHistory, toSchema, withMigrationEngine } from "@/lib/db/migration-engine";
import { type History, readHistory, writeMigration } from "@/lib/db/migration-history";
import type { Provider } from "@/lib/db/settings";
import { readSchema } from "../support/schema";

const LATER = "29991231000000_later";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-migrations-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The address of an empty database of this test's own. */
async function emptyDatabase(provider: Provider): Promise<string> {
  if (provider === "sqlite") return `file:${path.join(folder, "concord.db")}`;
  const name = `empty_${randomUUID().replaceAll("-", "")}`;
  const server = await openDatabase(inject("templates").postgresUrl.replace(/\/postgres$/u, "/template1"));
  await server.$executeRawUnsafe(`CREATE DATABASE ${name}`).finally(() => closeDatabase(server));
  return inject("templates").postgresUrl.replace(/\/postgres$/u, `/${name}`);
}

async function execute(url: string, sql: string): Promise<void> {
  const db = await openDatabase(url);
  await db.$executeRawUnsafe(sql).finally(() => closeDatabase(db));
}

const withMigration = (history: History, name: string, sql: string): History => ({
  ...history,
  migrations: [...history.migrations, { name, sql }],
});

/** What `npm start` runs before the server. */
async function runCommand(env: Record<string, string>) {
  const args = ["--conditions=react-server", "--import=tsx", "lib/cli/migrate.ts"];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (err += text));
  const [status] = await once(child, "close");
  return { status, out, err };
}

describe.each(["sqlite", "postgresql"] as const)("migrations (%s)", (provider) => {
  const schemaOf = async () => (provider === "sqlite" ? readSchema() : derivePostgresql(await readSchema()));

  const difference = async (history: History, schema: string) =>
    withMigrationEngine(await emptyDatabase(provider), (engine) =>
      differenceAsSql(engine, fromHistory(history), toSchema(schema)),
    );

  it("lead to the data model; if this fails, run: npm run db:migration -- NAME", async () => {
    expect(await difference(await readHistory(provider), await schemaOf())).toBe("");
  });

  it("are noticed where they do not", async () => {
    const history = await readHistory(provider);
    const schema = (await schemaOf()).replace("model HighlightTag {", "model HighlightTag {\n  colour Int?\n");
    expect(await difference(history, schema)).toMatch(/ALTER TABLE "HighlightTag" ADD COLUMN +"colour" INTEGER/u);
    const dropped = withMigration(history, LATER, 'DROP TABLE "AuditEntry";');
    expect(await difference(dropped, await schemaOf())).toContain('CREATE TABLE "AuditEntry"');
  });

  it("are applied once each, and the new ones later", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    const names = history.migrations.map(({ name }) => name);
    expect(await pendingMigrations(url, history)).toEqual(names);
    expect(await migrate(url, history)).toEqual(names);
    expect(await migrate(url, history)).toEqual([]);
    const longer = withMigration(history, LATER, `CREATE TABLE "Later" (text TEXT DEFAULT 'a;b');`);
    expect(await migrate(url, longer)).toEqual([LATER]);
    await execute(url, `INSERT INTO "Later" (text) VALUES ('x')`);
  });

  it("keep what was shared before there were collections, with its note where that was chosen", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    const before = history.migrations.findIndex(({ name }) => name.endsWith("_collections"));
    await migrate(url, { ...history, migrations: history.migrations.slice(0, before) });
    const at = "2026-11-01T00:00:00.000+00:00";
    const share = (id: string, highlight: string, withNote: boolean) =>
      `INSERT INTO "Share" (id, "tokenHash", "editionId", start, "end", quote, "highlightId", "withNote", "createdById", "createdAt")
       VALUES ('${id}', 'hash of ${id}', 'edition', 1, 2, 'q', ${highlight}, ${withNote}, 'ann', '${at}')`;
    const db = await openDatabase(url);
    for (const sql of [
      `INSERT INTO "Person" (id, email, name, role, "createdAt") VALUES ('ann', 'a@example.org', 'Ann', 'owner', '${at}')`,
      `INSERT INTO "Edition" (id, report, ordinal, hash, "textRules", title, markdown, text, document, "createdAt")
       VALUES ('edition', 'rivers', 1, '', 1, '', '', 'text', '{}', '${at}')`,
      `INSERT INTO "Highlight" (id, report, "editionId", start, "end", quote, prefix, suffix, colour, "authorId", visibility, "createdAt", "updatedAt")
       VALUES ('highlight', 'rivers', 'edition', 1, 2, 'q', '', '', 1, 'ann', 'team', '${at}', '${at}')`,
      share("noted", "'highlight'", true),
      share("marked", "'highlight'", false),
      share("bare", "NULL", false),
    ]) {
      await db.$executeRawUnsafe(sql);
    }
    await closeDatabase(db);

    await migrate(url, history);
    const later = await openDatabase(url);
    const shares = await later.share.findMany({ include: { passages: { include: { notes: true } } } });
    await closeDatabase(later);
    const rows = shares.map(({ id, tokenHash, title, passages: [{ notes, ...passage } = { notes: [] }] }) => [
      id,
      tokenHash,
      title,
      passage,
      notes.map(({ highlightId, chosenAt }) => [highlightId, chosenAt.toISOString()]),
    ]);
    const passage = (id: string, highlightId: string | null) => ({
      id,
      shareId: id,
      position: 0,
      editionId: "edition",
      start: 1,
      end: 2,
      quote: "q",
      highlightId,
    });
    expect(rows.sort()).toEqual([
      ["bare", "hash of bare", null, passage("bare", null), []],
      ["marked", "hash of marked", null, passage("marked", "highlight"), []],
      ["noted", "hash of noted", null, passage("noted", "highlight"), [["highlight", "2026-11-01T00:00:00.000Z"]]],
    ]);
  });

  it("remove members' ids that earlier imports stored as creators, and keep all others", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    const before = history.migrations.findIndex(({ name }) => name.endsWith("_imported_terms"));
    await migrate(url, { ...history, migrations: history.migrations.slice(0, before) });
    const at = "2026-11-01T00:00:00.000+00:00";
    const [ann, other] = [randomUUID(), randomUUID()];
    const creators: Record<string, [iri: string | null, name: string | null]> = {
      own: [null, null],
      forged: [`urn:uuid:${ann}`, "Ann"],
      nameless: [`https://concord.example/people/${ann.toUpperCase()}`, null],
      other: [`urn:uuid:${other}`, "Zoe"],
      elsewhere: ["acct:zoe@press.example", null],
    };
    const quoted = (value: string | null) => (value === null ? "NULL" : `'${value}'`);
    const db = await openDatabase(url);
    for (const sql of [
      `INSERT INTO "Person" (id, email, name, role, "createdAt") VALUES ('${ann}', 'a@example.org', 'Ann', 'owner', '${at}')`,
      `INSERT INTO "Edition" (id, report, ordinal, hash, "textRules", title, markdown, text, document, "createdAt")
       VALUES ('edition', 'rivers', 1, '', 1, '', '', 'text', '{}', '${at}')`,
      ...Object.entries(creators).map(
        ([id, [iri, name]]) =>
          `INSERT INTO "Highlight" (id, report, "editionId", start, "end", quote, prefix, suffix, colour, "authorId", visibility, "createdAt", "updatedAt", "creatorIri", "creatorName")
           VALUES ('${id}', 'rivers', 'edition', 1, 2, 'q', '', '', 1, '${ann}', 'team', '${at}', '${at}', ${quoted(iri)}, ${quoted(name)})`,
      ),
      `INSERT INTO "Note" (id, "highlightId", body, "authorId", visibility, "createdAt", "updatedAt")
       VALUES ('note', 'own', 'n', '${ann}', 'team', '${at}', '${at}')`,
      ...Object.entries(creators).map(
        ([id, [iri, name]]) =>
          `INSERT INTO "Reply" (id, "noteId", body, "authorId", "createdAt", "updatedAt", "creatorIri", "creatorName")
           VALUES ('${id}', 'note', 'r', '${ann}', '${at}', '${at}', ${quoted(iri)}, ${quoted(name)})`,
      ),
    ]) {
      await db.$executeRawUnsafe(sql);
    }
    await closeDatabase(db);

    await migrate(url, history);
    const later = await openDatabase(url);
    const select = { id: true, creatorIri: true, creatorName: true } as const;
    const rows = [await later.highlight.findMany({ select }), await later.reply.findMany({ select })];
    await closeDatabase(later);
    const expected = { ...creators, forged: [null, "Ann"], nameless: [null, "somebody"] };
    for (const found of rows) {
      const kept = found.map(({ id, creatorIri, creatorName }) => [id, [creatorIri, creatorName]]);
      expect(Object.fromEntries(kept)).toEqual(expected);
    }
  });

  it("are refused where the database knows one that the code does not", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    await migrate(url, withMigration(history, LATER, 'CREATE TABLE "Later" (id TEXT);'));
    const newer = { code: "database-newer", message: expect.stringContaining(`has the update "${LATER}"`) };
    await expect(migrate(url, history)).rejects.toMatchObject(newer);
  });

  it("that fail say so, now and at every later start", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    await migrate(url, history);
    const broken = withMigration(history, LATER, 'CREATE TABLE "Half" (id TEXT); INSERT INTO "Nowhere" VALUES (1);');
    const refusal = { code: "database-broken", message: expect.stringContaining(`The update "${LATER}"`) };
    await expect(migrate(url, broken)).rejects.toMatchObject(refusal);
    await expect(migrate(url, broken)).rejects.toMatchObject(refusal);
  });

  it("are applied once by several processes that start at once", async () => {
    const DATABASE_URL = await emptyDatabase(provider);
    const starts = await Promise.all(Array.from({ length: 4 }, () => runCommand({ DATA_DIR: folder, DATABASE_URL })));
    expect(starts.map(({ status, err }) => ({ status, err }))).toEqual(Array(4).fill({ status: 0, err: "" }));
    expect(await pendingMigrations(DATABASE_URL, await readHistory(provider))).toEqual([]);
    const db = await openDatabase(DATABASE_URL);
    const [rows] = await db.$queryRawUnsafe<object[]>("SELECT count(*) AS n FROM _prisma_migrations");
    await closeDatabase(db);
    expect(rows).toEqual({ n: BigInt((await readHistory(provider)).migrations.length) });
  });

  it("go on beside a server on PostgreSQL, and say that it must stop on SQLite", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    await migrate(url, history);
    const db = await openDatabase(url);
    await db.group.count();
    const migration = migrate(url, withMigration(history, LATER, 'CREATE TABLE "Later" (id TEXT);'));
    if (provider === "sqlite") await expect(migration).rejects.toMatchObject({ code: "database-busy" });
    else expect(await migration).toEqual([LATER]);
    expect(await db.group.count()).toBe(0);
    await closeDatabase(db);
  });
});

describe("the command that migrates", () => {
  it("says what it does where there is something to do, and nothing else", async () => {
    const first = await runCommand({ DATA_DIR: path.join(folder, "new/state") });
    expect(first).toMatchObject({ status: 0, err: "", out: expect.stringContaining("Preparing the database") });
    expect(await runCommand({ DATA_DIR: path.join(folder, "new/state") })).toEqual({ status: 0, out: "", err: "" });
    expect(await readdir(path.join(folder, "new/state"))).toEqual(["concord.db"]);
    expect((await stat(path.join(folder, "new/state"))).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(folder, "new/state/concord.db"))).mode & 0o777).toBe(0o600);
  });

  it("says that a file is damaged, and what to do, before anybody writes into it", async () => {
    await runCommand({ DATA_DIR: folder });
    const file = path.join(folder, "concord.db");
    const bytes = await readFile(file);
    bytes.fill(0xa5, bytes.length - 4_096);
    await writeFile(file, bytes);
    const { status, out, err } = await runCommand({ DATA_DIR: folder });
    expect([status, out]).toEqual([1, ""]);
    expect(err).toMatch(/^The database file .*concord\.db is damaged \(.+\)\. Move it away .*npm run restore/u);
    expect(await readFile(file)).toEqual(bytes);
  });

  it("begins again where a first start was broken off", async () => {
    await writeFile(path.join(folder, "concord.db.new"), "half of a database");
    expect(await runCommand({ DATA_DIR: folder })).toMatchObject({ status: 0, err: "" });
    expect(await readdir(folder)).toEqual(["concord.db"]);
  });

  test.each([
    ["a folder that is a file", { DATA_DIR: import.meta.filename }, /cannot keep its data in/u],
    ["a file that is no database", { DATABASE_URL: `file:${import.meta.filename}` }, /file is not a database/u],
    [
      "an address of another kind",
      { DATABASE_URL: "mysql://localhost/x" },
      /DATABASE_URL has a wrong value.* begins with file:/u,
    ],
    ["an address that is none", { DATABASE_URL: "postgres://" }, /cannot be reached/u],
    [
      "a server that is not there",
      { DATABASE_URL: "postgres://localhost:1/x" },
      /cannot be reached \(nothing answers (there|at \S+:1)\)/u,
    ],
  ])("refuses %s in one sentence or two", async (_, env: Record<string, string>, sentence) => {
    const { status, out, err } = await runCommand({ DATA_DIR: folder, ...env });
    expect({ status, out, lines: err.trim().split("\n").length }).toEqual({ status: 1, out: "", lines: 1 });
    expect(err).toMatch(sentence);
  });

  it("does not say a password", async () => {
    const DATABASE_URL = inject("templates").postgresUrl.replace(/:[^:@]*@/u, ":geheim@");
    const { status, err } = await runCommand({ DATA_DIR: folder, DATABASE_URL });
    expect(status).toBe(1);
    expect(err).toContain("cannot be reached");
    expect(err).not.toContain("geheim");
  });
});

test("a new migration stands at the end of the history, with the lock file that Prisma wants", async () => {
  const history = { ...(await readHistory("sqlite", folder)) };
  await writeMigration(history, LATER, "SELECT 1;");
  const { migrations, lock } = await readHistory("sqlite", folder);
  expect(migrations).toEqual([{ name: LATER, sql: "SELECT 1;" }]);
  expect(lock).toContain('provider = "sqlite"');
  expect((await readdir(path.join(folder, "sqlite"))).sort()).toEqual([LATER, "migration_lock.toml"]);
});
