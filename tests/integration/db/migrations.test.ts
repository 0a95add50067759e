import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, inject, it, test, vi } from "vitest";
import { derivePostgresql } from "@/lib/cli/generate.mjs";
import { root } from "@/lib/cli/root.mjs";
import { closeDatabase, openDatabase } from "@/lib/db/database";
import { migrate, pendingMigrations } from "@/lib/db/migrate";
import { type History, readHistory, writeMigration } from "@/lib/db/migration-history";
import { applyMigrations, differenceAsSql, withSchemaEngine } from "@/lib/db/schema-engine";
import type { Provider } from "@/lib/db/settings";
import { runnable } from "@/lib/workers/bundle.mjs";
import { readSchema } from "../support/schema";

const LATER = "29991231000000_later";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "concord-migrations-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The URL of an empty database that only this test uses. */
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

/** The step that `npm start` runs before starting the server. */
async function runCommand(env: Record<string, string>) {
  return run(await runnable("lib/cli/migrate.ts"), env);
}

/**
 * The output of `npx prisma migrate status` for a database. Prisma would download a native engine. This uses the same
 * engine compiled to WebAssembly instead, which can't check whether a database exists, but here one always does.
 */
async function prismaStatus(provider: Provider, url: string) {
  const program = path.join(folder, "schema-engine");
  const command = await runnable("tests/integration/db/schema-engine-program.ts");
  const lines = [
    "#!/bin/sh",
    'case "$*" in *can-connect-to-database) exit 0 ;; esac',
    `cd '${root}' && exec ${[process.execPath, ...command].map((part) => `'${part}'`).join(" ")} "$@"`,
  ];
  await writeFile(program, `${lines.join("\n")}\n`, { mode: 0o700 });
  const schema = path.join(folder, "schema.prisma");
  await writeFile(schema, provider === "sqlite" ? await readSchema() : derivePostgresql(await readSchema()));
  const migrations = { path: path.join(root, "prisma/migrations", provider) };
  const config = path.join(folder, "prisma.config.mjs");
  await writeFile(config, `export default ${JSON.stringify({ schema, migrations, datasource: { url } })}`);
  const args = ["node_modules/prisma/build/index.js", "migrate", "status", "--config", config];
  const quiet = { CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", NO_COLOR: "1" };
  return run(args, { ...quiet, PRISMA_SCHEMA_ENGINE_BINARY: program });
}

async function run(args: string[], env: Record<string, string>) {
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
    withSchemaEngine(await emptyDatabase(provider), (engine) => differenceAsSql(engine, history, schema));

  it("match the data model; if this fails, run: npm run db:migration -- NAME", async () => {
    expect(await difference(await readHistory(provider), await schemaOf())).toBe("");
  });

  it("are reported if they do not match the data model", async () => {
    const history = await readHistory(provider);
    const schema = (await schemaOf()).replace("model HighlightTag {", "model HighlightTag {\n  colour Int?\n");
    expect(await difference(history, schema)).toMatch(/ALTER TABLE "HighlightTag" ADD COLUMN +"colour" INTEGER/u);
    const dropped = withMigration(history, LATER, 'DROP TABLE "AuditEntry";');
    expect(await difference(dropped, await schemaOf())).toContain('CREATE TABLE "AuditEntry"');
  });

  it("are each applied once, including those added later", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    const names = history.migrations.map(({ name }) => name);
    expect(await pendingMigrations(url, history)).toEqual(names);
    expect(await migrate(url, history)).toEqual(names);
    expect(await migrate(url, history)).toEqual([]);
    const longer = withMigration(history, LATER, `CREATE TABLE "Later" (text TEXT DEFAULT 'a;b');`);
    expect(await migrate(url, longer)).toEqual([LATER]);
    await execute(url, `INSERT INTO "Later" (text) VALUES ('x')`);
  });

  it("keep passages shared before collections existed, with their note if it was selected", async () => {
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
      area: null,
      highlightId,
    });
    expect(rows.sort()).toEqual([
      ["bare", "hash of bare", null, passage("bare", null), []],
      ["marked", "hash of marked", null, passage("marked", "highlight"), []],
      ["noted", "hash of noted", null, passage("noted", "highlight"), [["highlight", "2026-11-01T00:00:00.000Z"]]],
    ]);
  });

  it("remove member IDs that earlier imports stored as creators, and keep all others", async () => {
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

  it("turn the editions stored so far into reports, which are described by the newest edition", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    const before = history.migrations.findIndex(({ name }) => name.endsWith("_reports"));
    await migrate(url, { ...history, migrations: history.migrations.slice(0, before) });
    const at = (day: number) => `2026-11-0${day}T00:00:00.000+00:00`;
    const json = (value: object | null) => (value === null ? "NULL" : `'${JSON.stringify(value)}'`);
    const edition = (id: string, report: string, day: number, document: object, summary: object | null, by = "NULL") =>
      `INSERT INTO "Edition" (id, report, ordinal, hash, "textRules", title, markdown, text, document, summary, "createdAt", "createdById")
       VALUES ('${id}', '${report}', ${day}, '', 1, 'Printed', '', 'text', ${json(document)}, ${json(summary)}, '${at(day)}', ${by})`;
    const names = {
      authors: ["Bo Ek", { literal: "Ek Group" }],
      editors: ["Cy Lund", { family: "Berg", given: "Di" }],
    };
    const meta = {
      ...{
        title: "Rivers",
        authors: ["Bo Ek", "Ek Group"],
        editor: "Cy Lund, Di Berg",
        names,
        publisher: "River House",
      },
      ...{ place: "Kesh", year: 1904, language: "ru", source: "sources/rivers.txt" },
    };
    const simple = { title: "Towns", authors: ["A. Author"], editor: "E. Ditor", language: "kk" };
    const db = await openDatabase(url);
    for (const sql of [
      `INSERT INTO "Person" (id, email, name, role, "createdAt") VALUES ('ann', 'a@example.org', 'Ann', 'owner', '${at(1)}')`,
      edition("first", "rivers", 1, { meta: { ...meta, title: "Streams" } }, null, "'ann'"),
      edition("second", "rivers", 2, { meta }, null),
      edition("towns", "towns", 3, {}, { meta: simple }),
      edition("bare", "bare", 4, {}, null),
      `INSERT INTO "Highlight" (id, report, "editionId", start, "end", quote, prefix, suffix, colour, "authorId", visibility, "createdAt", "updatedAt", "importedTerms", "erasedNoteVersion")
       VALUES ('highlight', 'rivers', 'first', 1, 2, 'q', '', '', 1, 'ann', 'team', '${at(1)}', '${at(1)}', '{}', 3)`,
      `INSERT INTO "Placement" ("highlightId", "editionId", state) VALUES ('highlight', 'second', 'orphan')`,
    ]) {
      await db.$executeRawUnsafe(sql);
    }
    await closeDatabase(db);

    await migrate(url, history);
    const later = await openDatabase(url);
    const reports = await later.report.findMany({ include: { editions: { select: { id: true } } } });
    const highlights = await later.highlight.findMany({ include: { placements: true } });
    const orphan = later.edition.update({ where: { id: "bare" }, data: { report: "nowhere" } });
    await expect(orphan).rejects.toMatchObject({ code: "P2003" });
    await closeDatabase(later);
    const nothing = { publisher: null, place: null, date: null, createdById: null, status: "published", version: 1 };
    const from = (day: number) => ({ createdAt: new Date(at(day)), updatedAt: new Date(at(day)) });
    expect(reports.sort((a, b) => (a.slug < b.slug ? -1 : 1))).toMatchObject([
      {
        ...{ ...nothing, ...from(4), slug: "bare", title: "Printed", authors: [], editors: [], language: "en" },
        editions: [{ id: "bare" }],
      },
      {
        ...{ ...nothing, ...names, slug: "rivers", title: "Rivers", publisher: "River House", place: "Kesh" },
        ...{ date: "1904", language: "ru", createdById: "ann" },
        ...{ createdAt: new Date(at(1)), updatedAt: new Date(at(2)) },
        editions: expect.arrayContaining([{ id: "first" }, { id: "second" }]),
      },
      {
        ...{ ...nothing, ...from(3), slug: "towns", title: "Towns", authors: ["A. Author"], editors: ["E. Ditor"] },
        language: "kk",
        editions: [{ id: "towns" }],
      },
    ]);
    expect(highlights).toMatchObject([
      {
        id: "highlight",
        report: "rivers",
        importedTerms: "{}",
        erasedNoteVersion: 3,
        placements: [{ state: "orphan" }],
      },
    ]);
  });

  it("are rejected if the database has one that the code does not know", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    await migrate(url, withMigration(history, LATER, 'CREATE TABLE "Later" (id TEXT);'));
    const newer = { code: "database-newer", message: expect.stringContaining(`doesn't know its migration "${LATER}"`) };
    await expect(migrate(url, history)).rejects.toMatchObject(newer);
  });

  it("that fail are reported immediately and at every later start", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    await migrate(url, history);
    const broken = withMigration(history, LATER, 'CREATE TABLE "Half" (id TEXT); INSERT INTO "Nowhere" VALUES (1);');
    const refusal = { code: "database-broken", message: expect.stringContaining(`The database migration "${LATER}"`) };
    await expect(migrate(url, broken)).rejects.toMatchObject(refusal);
    await expect(migrate(url, broken)).rejects.toMatchObject(refusal);
  });

  it("that fail leave nothing behind, and are applied after they have been fixed", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    await migrate(url, history);
    const half = 'CREATE TABLE "Half" (id TEXT);';
    await expect(
      migrate(url, withMigration(history, LATER, `${half} INSERT INTO "Nowhere" VALUES (1);`)),
    ).rejects.toThrow(/"29991231000000_later" failed \(.*Nowhere.*\) and was rolled back\./u);
    expect(await pendingMigrations(url, history)).toEqual([]);
    expect(await migrate(url, withMigration(history, LATER, half))).toEqual([LATER]);
    await execute(url, `INSERT INTO "Half" (id) VALUES ('x')`);
  });

  it("are rejected if one has been edited since it was applied, except for line endings", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    await migrate(url, history);
    const edited = (edit: (sql: string) => string): History => ({
      ...history,
      migrations: history.migrations.map(({ name, sql }, index) => ({ name, sql: index === 1 ? edit(sql) : sql })),
    });
    expect(
      await migrate(
        url,
        edited((sql) => sql.replaceAll("\n", "\r\n")),
      ),
    ).toEqual([]);
    const refusal = { code: "database-edited", message: expect.stringContaining(`"${history.migrations[1]?.name}"`) };
    const longer = withMigration(
      edited((sql) => `${sql}\n`),
      LATER,
      'CREATE TABLE "Later" (id TEXT);',
    );
    await expect(migrate(url, longer)).rejects.toMatchObject(refusal);
    await expect(execute(url, 'SELECT id FROM "Later"')).rejects.toThrow();
  });

  it("are rejected if Prisma's engine left one unfinished", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    await migrate(url, history);
    const broken = withMigration(history, LATER, 'INSERT INTO "Nowhere" VALUES (1);');
    await expect(withSchemaEngine(url, (engine) => applyMigrations(engine, broken))).rejects.toThrow();
    const refusal = {
      code: "database-broken",
      message: expect.stringContaining(`"${LATER}" did not finish`),
    };
    await expect(migrate(url, broken)).rejects.toMatchObject(refusal);
  });

  it("can be continued by Prisma's engine and vice versa, and match `npx prisma migrate status`", async () => {
    const [url, history] = [await emptyDatabase(provider), await readHistory(provider)];
    const names = history.migrations.map(({ name }) => name);
    const until = (end: number) => ({ ...history, migrations: history.migrations.slice(0, end) });
    const withEngine = (some: History) => withSchemaEngine(url, (engine) => applyMigrations(engine, some));
    expect(await withEngine(until(7))).toEqual(names.slice(0, 7));
    expect(await migrate(url, until(14))).toEqual(names.slice(7, 14));
    expect(await withEngine(until(-2))).toEqual(names.slice(14, -2));

    const listed = `migrations have not yet been applied:\n${names.slice(-2).join("\n")}\n`;
    expect(await prismaStatus(provider, url)).toMatchObject({ status: 1, out: expect.stringContaining(listed) });
    expect(await migrate(url, history)).toEqual(names.slice(-2));
    expect(await withEngine(history)).toEqual([]);
    const upToDate = expect.stringContaining("Database schema is up to date!");
    expect(await prismaStatus(provider, url)).toMatchObject({ status: 0, out: upToDate });
  });

  it("are applied once by several processes that start at the same time", async () => {
    const DATABASE_URL = await emptyDatabase(provider);
    const starts = await Promise.all(Array.from({ length: 4 }, () => runCommand({ DATA_DIR: folder, DATABASE_URL })));
    expect(starts.map(({ status, err }) => ({ status, err }))).toEqual(Array(4).fill({ status: 0, err: "" }));
    expect(await pendingMigrations(DATABASE_URL, await readHistory(provider))).toEqual([]);
    const db = await openDatabase(DATABASE_URL);
    const [rows] = await db.$queryRawUnsafe<object[]>("SELECT count(*) AS n FROM _prisma_migrations");
    await closeDatabase(db);
    expect(rows).toEqual({ n: BigInt((await readHistory(provider)).migrations.length) });
  });

  it("run alongside a server on PostgreSQL, and ask the user to stop it on SQLite", async () => {
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

test("on SQLite, recreating a table keeps rows that refer to it, and a migration must not orphan them", async () => {
  const [url, history] = [await emptyDatabase("sqlite"), await readHistory("sqlite")];
  await migrate(url, history);
  const at = "2026-11-01T00:00:00.000+00:00";
  await execute(url, `INSERT INTO "Group" (id, name, "createdAt") VALUES ('group', 'Editors', '${at}')`);
  await execute(
    url,
    `INSERT INTO "Person" (id, email, name, role, "createdAt") VALUES ('ann', 'a@example.org', 'Ann', 'owner', '${at}')`,
  );
  await execute(url, `INSERT INTO "GroupMember" ("groupId", "personId") VALUES ('group', 'ann')`);
  const anew = `PRAGMA foreign_keys=OFF; CREATE TABLE "new" AS SELECT * FROM "Group"; DROP TABLE "Group";
    ALTER TABLE "new" RENAME TO "Group"; CREATE UNIQUE INDEX "Group_id" ON "Group" (id); PRAGMA foreign_keys=ON;`;
  expect(await migrate(url, withMigration(history, LATER, anew))).toEqual([LATER]);
  const db = await openDatabase(url);
  expect(await db.groupMember.count()).toBe(1);
  await closeDatabase(db);

  const emptied = withMigration(withMigration(history, LATER, anew), `${LATER}_still`, 'DELETE FROM "Group";');
  await expect(migrate(url, emptied)).rejects.toThrow(/failed \(it deletes rows that other rows reference\)/u);
});

test("on PostgreSQL, migrating waits for the lock held by Prisma's CLI", async () => {
  const [url, history] = [await emptyDatabase("postgresql"), await readHistory("postgresql")];
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query("SELECT pg_advisory_lock(72707369)");
  const migration = migrate(url, history);
  await vi.waitFor(async () => {
    const { rows } = await other.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    expect(rows).toHaveLength(1);
  });
  expect((await other.query("SELECT to_regclass('_prisma_migrations') AS made")).rows).toEqual([{ made: null }]);
  await other.end();
  expect(await migration).toHaveLength(history.migrations.length);
});

describe("the migrate command", () => {
  it("reports what it is doing if there is something to do, and prints nothing otherwise", async () => {
    const first = await runCommand({ DATA_DIR: path.join(folder, "new/state") });
    expect(first).toMatchObject({ status: 0, err: "", out: expect.stringContaining("Preparing the database") });
    expect(await runCommand({ DATA_DIR: path.join(folder, "new/state") })).toEqual({ status: 0, out: "", err: "" });
    expect(await readdir(path.join(folder, "new/state"))).toEqual(["concord.db"]);
    expect((await stat(path.join(folder, "new/state"))).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(folder, "new/state/concord.db"))).mode & 0o777).toBe(0o600);
  });

  it("reports a damaged file, and how to fix it, before anything is written", async () => {
    const file = path.join(folder, "concord.db");
    await copyFile(inject("templates").sqliteFile, file);
    const bytes = await readFile(file);
    bytes.fill(0xa5, bytes.length - 4_096);
    await writeFile(file, bytes);
    const { status, out, err } = await runCommand({ DATA_DIR: folder });
    expect([status, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^The database file .*concord\.db is damaged \(.+\)\. Move it to another folder.*the restore command/u,
    );
    expect(await readFile(file)).toEqual(bytes);
  });

  it("can be repeated after an interrupted first start", async () => {
    await writeFile(path.join(folder, "concord.db.new"), "half of a database");
    expect(await runCommand({ DATA_DIR: folder })).toMatchObject({ status: 0, err: "" });
    expect(await readdir(folder)).toEqual(["concord.db"]);
  });

  test.each([
    ["a path that is not a folder", { DATA_DIR: import.meta.filename }, /can't write to its data folder/u],
    ["a file that is not a database", { DATABASE_URL: `file:${import.meta.filename}` }, /file is not a database/u],
    [
      "a URL of another type",
      { DATABASE_URL: "mysql://localhost/x" },
      /DATABASE_URL is not valid.* starts with file:/u,
    ],
    ["an invalid URL", { DATABASE_URL: "postgres://" }, /can't be reached/u],
    [
      "an unreachable server",
      { DATABASE_URL: "postgres://localhost:1/x" },
      /can't be reached \(connection refused at \S+:1\)/u,
    ],
  ])("rejects %s in one or two sentences", async (_, env: Record<string, string>, sentence) => {
    const { status, out, err } = await runCommand({ DATA_DIR: folder, ...env });
    expect({ status, out, lines: err.trim().split("\n").length }).toEqual({ status: 1, out: "", lines: 1 });
    expect(err).toMatch(sentence);
  });

  it("does not print passwords", async () => {
    const DATABASE_URL = inject("templates").postgresUrl.replace(/:[^:@]*@/u, ":geheim@");
    const { status, err } = await runCommand({ DATA_DIR: folder, DATABASE_URL });
    expect(status).toBe(1);
    expect(err).toContain("can't be reached");
    expect(err).not.toContain("geheim");
  });
});

test("adds a new migration to the history, along with Prisma's lock file", async () => {
  const history = { ...(await readHistory("sqlite", folder)) };
  await writeMigration(history, LATER, "SELECT 1;");
  const { migrations, lock } = await readHistory("sqlite", folder);
  expect(migrations).toEqual([{ name: LATER, sql: "SELECT 1;" }]);
  expect(lock).toContain('provider = "sqlite"');
  expect((await readdir(path.join(folder, "sqlite"))).sort()).toEqual([LATER, "migration_lock.toml"]);
});
