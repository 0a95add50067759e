import "server-only";
import type { Pool, PoolClient } from "pg";
import { type Database, poolOf } from "../../db/database";
import { log } from "../../log";

/**
 * The index has its own schema, separate from the tables of the data model. It contains only derived data. Backups
 * leave it out, and it can be dropped at any time, because the next process that starts rebuilds it.
 *
 * Counting and choosing candidates scan `passages`, so its rows are narrow. If they contained the words, counting a
 * word that occurs in half of the passages of a thousand reports would take three times as long. The words are in
 * `vectors`, read by `words_of`, and the text to show is in `texts`. The index on `words_of` is valid because the words
 * of a passage are written before the passage and never change. If a passage number is reused, both tables get new rows
 * for it.
 *
 * The words are counted separately for each shelf. A shelf is a set of reports with the same readers, so the words of
 * reports that a user can't read don't affect their searches. The words of all restricted shelves are also counted
 * together, on shelf `RESTRICTED`, because owners can read every shelf, and there can be thousands.
 */
const TABLES = `
  CREATE TABLE search.state (rules integer NOT NULL, near_words boolean NOT NULL);
  CREATE TABLE search.shelves (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL UNIQUE
  );
  CREATE TABLE search.reports (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    -- The report's text stamp: its edition, and the PDF that was added to it.
    edition text NOT NULL,
    title text NOT NULL,
    authors text[] NOT NULL,
    shelf integer NOT NULL REFERENCES search.shelves,
    passages integer NOT NULL,
    words integer NOT NULL,
    cyrillic boolean NOT NULL,
    kazakh boolean NOT NULL
  );
  CREATE TABLE search.sections (
    id integer PRIMARY KEY,
    report integer NOT NULL REFERENCES search.reports,
    document json NOT NULL,
    names text NOT NULL
  );
  CREATE INDEX ON search.sections (report);
  CREATE TABLE search.passages (
    number integer PRIMARY KEY,
    report integer NOT NULL,
    -- The shelf of its report.
    shelf integer NOT NULL,
    section integer,
    kind smallint NOT NULL,
    language text COLLATE "C" NOT NULL,
    pages integer[] NOT NULL
  );
  CREATE TABLE search.vectors (
    number integer PRIMARY KEY,
    words tsvector NOT NULL
  );
  CREATE FUNCTION search.words_of(passage integer) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS 'SELECT words FROM search.vectors WHERE number = passage';
  CREATE INDEX ON search.passages USING gin (search.words_of(number));
  CREATE INDEX ON search.passages (report);
  CREATE TABLE search.texts (
    number integer PRIMARY KEY,
    report integer NOT NULL,
    block text COLLATE "C" NOT NULL,
    document json NOT NULL
  );
  CREATE INDEX ON search.texts (report, block);
  CREATE TABLE search.words (
    word text COLLATE "C" NOT NULL,
    shelf integer NOT NULL,
    stem text COLLATE "C" NOT NULL,
    kazakh_stem text COLLATE "C" NOT NULL,
    skeleton text COLLATE "C" NOT NULL,
    passages integer NOT NULL,
    occurrences integer NOT NULL,
    kazakh_passages integer NOT NULL,
    kazakh_occurrences integer NOT NULL,
    lower integer NOT NULL,
    capital integer NOT NULL,
    printed_lower text,
    printed_capital text,
    printed_other text,
    PRIMARY KEY (word, shelf)
  ) WITH (fillfactor = 80);
  CREATE INDEX ON search.words (stem, shelf);
  CREATE INDEX ON search.words (kazakh_stem, shelf) WHERE kazakh_passages > 0;
  CREATE INDEX ON search.words (skeleton, shelf);
`;

const NEAR_WORDS = `
  CREATE INDEX ON search.words USING gin (word gin_trgm_ops);
  CREATE INDEX ON search.words USING gin (skeleton gin_trgm_ops);
`;

/** The key of the shelf with the reports that the whole team can read. Most reports are there. */
export const TEAM = "team";

/** The id of the shelf that counts the words of all other shelves. Has no row in `search.shelves`. */
export const RESTRICTED = 0;

/**
 * Version of the table contents. If it differs, the index is rebuilt. Increase it with every change to the analysis.
 */
export const RULES = 9;

/**
 * Advisory lock for changes to the index, shared by all instances. The number is arbitrary and not used for anything
 * else.
 */
const LOCK = 7_305_811;

/**
 * Connection settings. They keep PostgreSQL from scanning the words of all passages because of a wrong estimate, and
 * from compiling a query that takes only milliseconds (JIT). A similarity of 0.2 allows two wrong letters in ten
 * (`Words.near`), which leaves about a fifth of the trigrams in common.
 */
const SETTINGS = {
  enable_seqscan: "off",
  jit: "off",
  work_mem: "32MB",
  "pg_trgm.similarity_threshold": "0.2",
  // With a thousand reports, the most expensive queries take half a second. A client waits at most a minute for an
  // answer.
  statement_timeout: "30s",
};

/** Opens connections for the search index. */
export function connectionsTo(db: Database): Promise<Pool> {
  return poolOf(db, SETTINGS);
}

/** Creates the tables if they are missing or have a different version. */
export function prepareTables(pool: Pool): Promise<void> {
  return withIndexTransaction(pool, async (client) => {
    const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass('search.state') IS NOT NULL AS there");
    if (rows[0]?.there) {
      const state = await client.query<{ rules: number }>("SELECT rules FROM search.state");
      if (state.rows[0]?.rules === RULES) return;
    }
    await client.query("DROP SCHEMA IF EXISTS search CASCADE");
    await client.query("CREATE SCHEMA search");
    await client.query(TABLES);
    const hasNearWords = await allowNearWords(client);
    if (hasNearWords) await client.query(NEAR_WORDS);
    await client.query("INSERT INTO search.state VALUES ($1, $2)", [RULES, hasNearWords]);
  });
}

/**
 * @returns false if the extension for similar words is not available, or the database user isn't allowed to create it
 */
async function allowNearWords(client: PoolClient): Promise<boolean> {
  await client.query("SAVEPOINT extension");
  try {
    await client.query("CREATE EXTENSION IF NOT EXISTS pg_trgm");
    return true;
  } catch (error) {
    await client.query("ROLLBACK TO extension");
    log.warn(
      { err: error },
      "typos in searches are not corrected: PostgreSQL has no extension pg_trgm, or this database user has no permission to create it",
    );
    return false;
  }
}

/** Runs a change in a transaction, serialized across all instances. */
export async function withIndexTransaction<T>(pool: Pool, change: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL statement_timeout = 0");
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK]);
    const result = await change(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
