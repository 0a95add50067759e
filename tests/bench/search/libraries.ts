/** The libraries to search, and their queries. */

import { existsSync } from "node:fs";
import path from "node:path";
import { tokenize } from "@/lib/search/analysis";
import type { SearchDocument } from "@/lib/search/documents";
import { isStopWord } from "@/lib/search/stop-words";
import { type GoldenQuestion, rankOf, SAMPLE } from "@/tests/support/golden";
import { type Collection, type JudgedQuery, readCollection } from "./collection";
import type { Passages } from "./engine";
import { type GeneratedLibrary, generateLibrary, randomNumbers } from "./generator";
import { qualityOf } from "./metrics";

/** The library to create. Must be plain data, because it is passed to other processes. */
export type LibraryName =
  | { kind: "collection"; folder: string }
  | { kind: "report" }
  | { kind: "generated"; passages: number };

export interface QuerySet {
  name: string;
  queries: string[];
  /**
   * Describes the quality of the answers, if the expected answers are known. Receives the rankings of the first
   * queries.
   */
  quality?: (rankings: readonly string[][]) => string;
}

export interface Library extends Passages {
  sets: QuerySet[];
  /** Queries designed to cause as much work as possible. */
  worst: { name: string; query: string }[];
}

/** The query sets that `peers.ts` has bounds for. */
export const LONG = "long";
export const TWO_WORDS = "two words";
export const RARE = "two rare words";
export const COMMON = "two common words";

export function makeLibrary(name: LibraryName): Library {
  if (name.kind === "collection") return collectionLibrary(name.folder);
  return name.kind === "report" ? reportLibrary() : generatedLibrary(name.passages);
}

/**
 * The collection's own queries, the same queries shortened to their two rarest words, and all of its other query files.
 */
function collectionLibrary(folder: string): Library {
  const collection = readCollection(folder);
  const short = { name: TWO_WORDS, queries: twoRarestWords(collection) };
  const others = ["3w", "3w-typo"].flatMap((name) => {
    const file = path.join(folder, `queries-${name}.jsonl`);
    return existsSync(file) ? [{ name, queries: readCollection(folder, file).queries }] : [];
  });
  const sets = [{ name: LONG, queries: collection.queries }, short, ...others].map(judgedSet);
  return { ...collection, sets, worst: [] };
}

function judgedSet({ name, queries }: { name: string; queries: JudgedQuery[] }): QuerySet {
  const quality = (rankings: readonly string[][]): string => {
    const means = qualityOf(rankings.map((ranking, index) => ({ ranking, judgements: queries[index]!.judgements })));
    return Object.values(means)
      .map((mean) => mean.toFixed(3))
      .join(" ");
  };
  return { name, queries: queries.map(({ text }) => text), quality };
}

/** Shortens queries to the length that people type: the two words with the lowest non-zero document frequency. */
function twoRarestWords({ documents, queries }: Collection): JudgedQuery[] {
  const frequencies = documentFrequencies(documents);
  return queries.map((query) => {
    const words = [...new Set(tokenize(query.text).map(({ word }) => word))].filter(
      (word) => word.length > 3 && !isStopWord(word) && frequencies.has(word),
    );
    const rarest = words.toSorted((a, b) => frequencies.get(a)! - frequencies.get(b)!).slice(0, 2);
    return { ...query, text: words.filter((word) => rarest.includes(word)).join(" ") };
  });
}

function documentFrequencies(documents: readonly SearchDocument[]): Map<string, number> {
  const frequencies = new Map<string, number>();
  for (const { text } of documents) {
    for (const word of new Set(tokenize(text).map(({ word }) => word))) {
      frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
    }
  }
  return frequencies;
}

/** The sample report and its golden questions. */
function reportLibrary(): Library {
  const { documents, questions } = SAMPLE;
  const texts = new Map(documents.map(({ block, text }) => [block, text]));
  const isAnswered = (question: GoldenQuestion, ranking: readonly string[]): boolean =>
    rankOf(
      question,
      ranking.slice(0, question.top).map((id) => texts.get(id)!),
    ) !== null;
  const golden = {
    name: "golden",
    queries: questions.map(({ query }) => query),
    quality: (rankings: readonly string[][]) =>
      String(rankings.filter((ranking, index) => isAnswered(questions[index]!, ranking)).length),
  };
  return { records: recordsOf(documents), documents, sets: [golden], worst: [] };
}

function recordsOf(documents: readonly SearchDocument[]): Library["records"] {
  return documents.map(({ block, text }) => ({ id: block, title: "", text }));
}

/** Minimum and maximum number of passages that contain a word. */
type Band = [least: number, most: number];

const RARE_WORDS: Band = [10, 200];
const MIDDLING_WORDS: Band = [2_000, 10_000];
const COMMON_WORDS = 20;

const PAIRS = { rare: 200, middling: 100, common: 50 };

function generatedLibrary(passages: number): Library {
  const { documents, words } = generateLibrary(passages);
  const random = randomNumbers(2);
  const commonest = words.slice(0, COMMON_WORDS);
  const sets = [
    { name: RARE, queries: pairs(PAIRS.rare, fromBand(words, RARE_WORDS, random)) },
    { name: "two fairly common words", queries: pairs(PAIRS.middling, fromBand(words, MIDDLING_WORDS, random)) },
    { name: COMMON, queries: pairs(PAIRS.common, () => commonest[Math.floor(random() * commonest.length)]) },
  ];
  return { records: recordsOf(documents), documents, sets, worst: worstQueries(words) };
}

type GeneratedWord = GeneratedLibrary["words"][number];

/** Two-word queries. Returns fewer or none if the library is too small to contain such words. */
function pairs(count: number, choose: () => GeneratedWord | undefined): string[] {
  const chosen = Array.from({ length: count }, () => [choose(), choose()]);
  return chosen.flatMap(([one, other]) => (one && other ? [`${one.word} ${other.word}`] : []));
}

/**
 * Picks words from a band of frequencies. All orders of magnitude are equally likely, so most of the words are near the
 * lower end.
 */
function fromBand(words: readonly GeneratedWord[], [least, most]: Band, random: () => number) {
  const band = words.filter(({ passages }) => passages >= least && passages <= most);
  const before = words.findIndex(({ passages }) => passages <= most) + 1;
  return () => band[Math.floor(before * ((before + band.length) / before) ** random()) - before];
}

function worstQueries(words: readonly GeneratedWord[]): Library["worst"] {
  const commonest = words.map(({ word }) => word);
  return [
    { name: "the 64 most common words", query: commonest.slice(0, 64).join(" ") },
    { name: "a phrase of the two most common words", query: `"${commonest[0]} ${commonest[1]}"` },
    { name: "a*", query: "a*" },
    { name: "a letter", query: "a" },
    { name: "a long unknown word", query: "incomprehensibilityincomprehensibility" },
    { name: "thousands of operators", query: '( OR -" ) '.repeat(5_000) },
    { name: "thousands of words", query: commonest.slice(0, 10_000).join(" ") },
  ];
}
