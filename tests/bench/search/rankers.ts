/** Rankers that are compared for quality only: plain BM25, and the full-text search of two databases. */

import SQLite from "better-sqlite3";
import { Pool } from "pg";
import { tokenize } from "@/lib/search/analysis";
import { idfOf } from "@/lib/search/ranking";
import { stem } from "@/lib/search/stemming";
import { isStopWord } from "@/lib/search/stop-words";
import type { Build } from "./engine";

/** The usual values in textbooks and libraries. */
const BM25 = { k: 1.2, b: 0.75 };

function contentOf(text: string): string[] {
  return tokenize(text).flatMap(({ word }) => (isStopWord(word) ? [] : [word]));
}

/** BM25 with stemming and stop words for the languages that all peers support. */
export const buildPlainBm25: Build = ({ documents }) => {
  const postings = new Map<string, Map<number, number>>();
  const lengths = documents.map(({ text }, document) => {
    const words = contentOf(text).map(stem);
    for (const word of words) {
      const own = postings.get(word) ?? new Map<number, number>();
      postings.set(word, own.set(document, (own.get(document) ?? 0) + 1));
    }
    return words.length;
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length);
  return {
    search: (query, limit) => {
      const scores = new Map<number, number>();
      for (const word of contentOf(query).map(stem)) {
        const own = postings.get(word) ?? [];
        const idf = idfOf(postings.get(word)?.size ?? 0, documents.length);
        for (const [document, frequency] of own) {
          const norm = BM25.k * (1 - BM25.b + (BM25.b * lengths[document]!) / average);
          const impact = (idf * frequency * (BM25.k + 1)) / (frequency + norm);
          scores.set(document, (scores.get(document) ?? 0) + impact);
        }
      }
      const ranked = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      return ranked.slice(0, limit).map(([document]) => documents[document]!.block);
    },
  };
};

/** SQLite's FTS5 with its own stemmer. Queries match any word that is not a stop word. */
export const buildFts5: Build = ({ documents }) => {
  const db = new SQLite(":memory:");
  db.exec("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')");
  const insert = db.prepare("INSERT INTO texts (rowid, text) VALUES (?, ?)");
  db.transaction(() => {
    documents.forEach(({ text }, number) => {
      insert.run(number, text);
    });
  })();
  const select = db.prepare("SELECT rowid AS number FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?");
  return {
    search: (query, limit) => {
      const words = contentOf(query).map((word) => `"${word}"`);
      if (words.length === 0) return [];
      const rows = select.all(words.join(" OR "), limit) as { number: number }[];
      return rows.map(({ number }) => documents[number]!.block);
    },
  };
};

/** PostgreSQL's `ts_rank` with its own dictionaries, in a temporary table. */
export function postgresRanker(url: string): Build {
  return async ({ documents }) => {
    const pool = new Pool({ connectionString: url, max: 1, allowExitOnIdle: true });
    await pool.query("DROP TABLE IF EXISTS pg_temp.texts");
    await pool.query("CREATE TEMP TABLE texts (number integer PRIMARY KEY, words tsvector)");
    await pool.query(
      `INSERT INTO texts SELECT number, to_tsvector(config::regconfig, text)
       FROM unnest($1::int[], $2::text[], $3::text[]) AS new (number, config, text)`,
      [
        documents.map((_, number) => number),
        documents.map(({ language }) => CONFIGS[language]),
        documents.map(({ text }) => text),
      ],
    );
    return {
      search: async (query, limit) => {
        const words = contentOf(query);
        const either = (config: string) => `to_tsquery('${config}', $1)`;
        const { rows } = await pool.query<{ number: number }>(
          `SELECT number FROM texts, LATERAL (SELECT ${either("english")} || ${either("russian")} AS query) AS asked
           WHERE words @@ query ORDER BY ts_rank(words, query, 1) DESC, number LIMIT $2`,
          [words.map((word) => `'${word}'`).join(" | "), limit],
        );
        return rows.map(({ number }) => documents[number]!.block);
      },
    };
  };
}

/** PostgreSQL has no dictionary for Kazakh. */
const CONFIGS = { en: "english", ru: "russian", kk: "russian" } as const;
