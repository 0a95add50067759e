import "server-only";
import type { Pool, PoolClient } from "pg";
import { type Database, poolOf } from "../../db/database";
import { log } from "../../log";

/**
 * The index lies in a schema of its own, beside the tables of the data model. It is derived: no copy or backup holds it, and it may be
 * dropped at any time, after which the next process that starts makes it anew.
 *
 * Counting and choosing walk over `passages`, whose rows are therefore narrow: with the words in them, a word that half of a thousand
 * reports' passages have takes three times as long to count. The words stand in `vectors`, to which `words_of` leads, and what is shown
 * in `texts`. The index over `words_of` holds since the words of a passage are written before it and never changed: a number that is
 * given again comes with a new row of both.
 */
const TABLES = `
  CREATE TABLE search.state (rules integer NOT NULL, near_words boolean NOT NULL);
  CREATE TABLE search.reports (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug text NOT NULL UNIQUE,
    edition text NOT NULL,
    title text NOT NULL,
    authors text[] NOT NULL,
    passages integer NOT NULL,
    words integer NOT NULL
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
    word text COLLATE "C" PRIMARY KEY,
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
    printed_other text
  ) WITH (fillfactor = 80);
  CREATE INDEX ON search.words (stem);
  CREATE INDEX ON search.words (kazakh_stem) WHERE kazakh_passages > 0;
  CREATE INDEX ON search.words (skeleton);
`;

const NEAR_WORDS = `
  CREATE INDEX ON search.words USING gin (word gin_trgm_ops);
  CREATE INDEX ON search.words USING gin (skeleton gin_trgm_ops);
`;

/** Version of what is written into the tables: another one has all of it made anew. It goes up with every change of the analysis. */
export const RULES = 3;

/** Names the lock under which the index is changed, among all instances. Any number that nobody else uses. */
const LOCK = 7_305_811;

/**
 * What a connection is told. An estimate of PostgreSQL must not have it read the words of all passages one after the other, nor compile
 * a query that takes milliseconds. Two letters of ten may be wrong in words that are near (`Words.near`), which leaves as many of their
 * trigrams alike.
 */
const SETTINGS = {
  enable_seqscan: "off",
  jit: "off",
  work_mem: "32MB",
  "pg_trgm.similarity_threshold": "0.2",
  // Of a thousand reports the dearest queries take half a second. Nobody waits for an answer for longer than a minute.
  statement_timeout: "30s",
};

/** Connections of the search index. */
export function connectionsTo(db: Database): Promise<Pool> {
  return poolOf(db, SETTINGS);
}

/** Makes the tables where they are not there, or were made by other rules. */
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

/** @returns false where the extension that finds near words is not there, or may not be made */
async function allowNearWords(client: PoolClient): Promise<boolean> {
  await client.query("SAVEPOINT extension");
  try {
    await client.query("CREATE EXTENSION IF NOT EXISTS pg_trgm");
    return true;
  } catch (error) {
    await client.query("ROLLBACK TO extension");
    log.warn(
      { err: error },
      "words that nobody knows are not put right in searches: PostgreSQL has no extension pg_trgm, or this user may not create it",
    );
    return false;
  }
}

/** Does something in a transaction, one after the other among all instances. */
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
