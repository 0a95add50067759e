/** `npm run db:migration -- NAME`: creates migrations to the current data model, for both kinds of database. */

import "./environment";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startPostgres } from "@/tests/support/test-postgres.mjs";
import { readHistory, writeMigration } from "../db/migration-history";
import { differenceAsSql, withSchemaEngine } from "../db/schema-engine";
import { providerOf } from "../db/settings";
import { Failure } from "./failure.mjs";
import { derivePostgresql } from "./generate.mjs";
import { run } from "./program";
import { root } from "./root.mjs";

const USAGE = "npm run db:migration -- NAME, for example: npm run db:migration -- note-reactions";

function readName(args: string[]): string {
  const [name, ...others] = args;
  if (name && others.length === 0 && /^[a-z0-9]+([-_][a-z0-9]+)*$/u.test(name)) return name.replaceAll("-", "_");
  throw new Failure(`Name the migration after what it does, in lower-case words joined by hyphens. Usage: ${USAGE}`);
}

/**
 * @param url the URL of a database of the right kind; the engine replays the history in a shadow database, which it
 *   then deletes
 * @returns whether there was anything to write
 */
async function makeMigration(url: string, migration: string, schema: string): Promise<boolean> {
  const history = await readHistory(providerOf(url));
  const sql = await withSchemaEngine(url, (engine) => differenceAsSql(engine, history, schema));
  if (sql === "") return false;
  await writeMigration(history, migration, sql);
  console.log(`Wrote ${path.relative(root, path.join(history.folder, migration))}.`);
  return true;
}

/** UTC timestamp in the format of Prisma's migration names, for example 20270131235959. */
function timestamp(): string {
  return new Date().toISOString().replaceAll(/\D/gu, "").slice(0, 14);
}

async function main(): Promise<void> {
  const migration = `${timestamp()}_${readName(process.argv.slice(2))}`;
  const source = await readFile(path.join(root, "prisma/schema.prisma"), "utf8");
  const scratch = await mkdtemp(path.join(tmpdir(), "concord-migration-"));
  const postgres = await startPostgres();
  try {
    const written = [
      await makeMigration(`file:${path.join(scratch, "empty.db")}`, migration, source),
      await makeMigration(postgres.url, migration, derivePostgresql(source)),
    ];
    if (!written.includes(true))
      console.log("The migrations already match the data model, so there is nothing to write.");
  } finally {
    await postgres.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

await run(main);
