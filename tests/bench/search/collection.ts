/**
 * Reads a test collection in BEIR format: corpus.jsonl ({_id, title, text} per line), queries.jsonl ({_id, text} per
 * line) and qrels.tsv (query id, document id, grade; a header is skipped).
 */

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { Failure } from "@/lib/cli/failure.mjs";
import { languageOf } from "@/lib/report/language";
import type { Language } from "@/lib/report/model";
import type { SearchDocument } from "@/lib/search/documents";
import type { PeerRecord } from "./engine";
import type { Judgements } from "./metrics";

/** A query with relevance judgements. */
export interface JudgedQuery {
  id: string;
  text: string;
  judgements: Judgements;
}

export interface Collection {
  records: PeerRecord[];
  /** One document per record, in the same order. */
  documents: SearchDocument[];
  /** The queries that have at least one relevant document. The others can't be measured. */
  queries: JudgedQuery[];
}

/** Which queries to keep, by their numeric id. */
export type Parity = "odd" | "even";

const Entry = z.object({ _id: z.string().min(1), title: z.string().default(""), text: z.string() });

/**
 * @param folder contains corpus.jsonl and qrels.tsv
 * @param queries the query file; queries.jsonl in the folder by default
 * @throws Failure that names the file, and the invalid line if there is one
 */
export function readCollection(folder: string, queries = path.join(folder, "queries.jsonl"), ids?: Parity): Collection {
  const corpus = readEntries(path.join(folder, "corpus.jsonl"));
  const judgements = readJudgements(path.join(folder, "qrels.tsv"));
  const judged = readEntries(queries)
    .map(({ _id, text }) => ({ id: _id, text, judgements: judgements.get(_id) ?? new Map<string, number>() }))
    .filter((query) => [...query.judgements.values()].some((grade) => grade > 0))
    .filter(({ id }) => ids === undefined || parityOf(id, queries) === ids);
  if (judged.length === 0) {
    throw new Failure(`${queries} has no query with a relevant document in qrels.tsv.`);
  }
  return {
    records: corpus.map(({ _id, title, text }) => ({ id: _id, title, text })),
    documents: corpus.map(documentOf),
    queries: judged,
  };
}

/**
 * Each record becomes one paragraph in one report, with the record's title as the section title. The text includes the
 * title too, because the peers index it in this form. If the text already starts with the title, as in many
 * collections, the title is not repeated.
 */
function documentOf({ _id, title, text }: z.infer<typeof Entry>): SearchDocument {
  const whole = text.startsWith(title) ? text : [title, text].join("\n");
  const document = plainDocument(_id, whole, languageOf(whole, "en"));
  return title === "" ? document : { ...document, section: { slug: _id, title, within: [] } };
}

/** A passage with only an id, text and language. */
export function plainDocument(id: string, text: string, language: Language): SearchDocument {
  return {
    report: "collection",
    reportTitle: "Collection",
    block: id,
    kind: "paragraph",
    language,
    section: null,
    page: null,
    pageCertain: false,
    start: 0,
    text,
    by: [],
    tags: [],
    note: null,
  };
}

function parityOf(id: string, file: string): Parity {
  if (!/^\d+$/u.test(id)) throw new Failure(`--ids needs numeric ids, but ${file} has "${id}".`);
  return Number(id) % 2 === 0 ? "even" : "odd";
}

function readEntries(file: string): z.infer<typeof Entry>[] {
  const seen = new Set<string>();
  return linesOf(file).map(({ line, number }) => {
    const entry = Entry.safeParse(parseJson(line));
    if (!entry.success) {
      throw new Failure(`Line ${number} of ${file} is not a JSON object with the strings "_id" and "text".`);
    }
    if (seen.has(entry.data._id)) {
      throw new Failure(`Line ${number} of ${file} repeats the id "${entry.data._id}".`);
    }
    seen.add(entry.data._id);
    return entry.data;
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readJudgements(file: string): Map<string, Map<string, number>> {
  const judgements = new Map<string, Map<string, number>>();
  for (const { line, number } of linesOf(file)) {
    const [query, document, grade, ...more] = line.split("\t");
    if (number === 1 && grade === "score") continue;
    if (!query || !document || !grade || !/^-?\d+$/u.test(grade) || more.length > 0) {
      throw new Failure(
        `Line ${number} of ${file} is not a query id, a document id and a whole number, separated by tabs.`,
      );
    }
    const ofQuery = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, ofQuery.set(document, Number(grade)));
  }
  return judgements;
}

/** The lines of a file that are not blank, with their 1-based numbers. */
function linesOf(file: string): { line: string; number: number }[] {
  if (!existsSync(file)) throw new Failure(`The file ${file} does not exist.`);
  return readFileSync(file, "utf8")
    .split(/\r?\n/u)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "");
}
