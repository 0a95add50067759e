// @ts-check
/**
 * Generates the Prisma clients from prisma/schema.prisma: one for SQLite, which the file is written for, and one for
 * PostgreSQL with the same models.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program, root } from "./root.mjs";
import { runQuietly } from "./run.mjs";

const SCHEMA = join(root, "prisma/schema.prisma");
const GENERATED = join(root, "lib/db/generated");
const POSTGRESQL_SCHEMA = join(GENERATED, "postgresql.prisma");
/**
 * This file records the sources that the clients were generated from. It is written last, so that an interrupted run is
 * repeated.
 */
const STAMP = join(GENERATED, "made-from");

/** The two lines that differ between the schemas: the client's folder and the database provider. */
const DIFFERENCES = [
  { source: 'output   = "../lib/db/generated/sqlite"', derived: 'output   = "./postgresql"' },
  { source: 'provider = "sqlite"', derived: 'provider = "postgresql"' },
];

/**
 * The PostgreSQL schema in lib/db/generated, with the same models as the source.
 * @param {string} source prisma/schema.prisma
 */
export function derivePostgresql(source) {
  return DIFFERENCES.reduce((schema, { source: from, derived }) => {
    if (schema.split(from).length !== 2)
      throw new Error(`prisma/schema.prisma must contain this exactly once: ${from}`);
    return schema.replace(from, derived);
  }, source);
}

/** Why the clients must be generated; undefined if they are up to date. */
export function whyGenerate() {
  try {
    return readFileSync(STAMP, "utf8") === hashSources() ? undefined : "the data model or Prisma has changed";
  } catch {
    return "not generated yet";
  }
}

/** Generates both clients without downloading anything. */
export async function generate() {
  const sources = hashSources();
  rmSync(GENERATED, { recursive: true, force: true });
  mkdirSync(GENERATED, { recursive: true });
  writeFileSync(POSTGRESQL_SCHEMA, derivePostgresql(readFileSync(SCHEMA, "utf8")));
  await Promise.all([SCHEMA, POSTGRESQL_SCHEMA].map(generateClient));
  writeFileSync(STAMP, sources);
}

/** @param {string} schema */
async function generateClient(schema) {
  await runQuietly(process.execPath, [program("prisma/build/index.js"), "generate", "--schema", schema, "--no-hints"], {
    env: {
      ...process.env,
      // `prisma generate` checks that a schema engine exists but never runs it. Any executable will do, so that none is
      // downloaded.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
    sentence: "The database client could not be generated: prisma generate failed",
  });
}

function hashSources() {
  const hash = createHash("sha256");
  for (const file of [SCHEMA, program("prisma/package.json"), join(root, "lib/cli/generate.mjs")]) {
    hash.update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}
