import type { Collection } from "./collection";
import type { Meaning, QueryWord } from "./expansion";
import { type FilterContext, failuresOf } from "./filters";
import type { Phrase } from "./phrase-lookup";
import type { Clause } from "./query";

/**
 * A set of documents: 1 for each one that belongs to it, by number; as long as the next multiple of 4, with 0 at the end. Sets are
 * shared: only who has made one changes it.
 */
export type DocumentSet = Uint8Array<ArrayBuffer>;

type WordClause = Extract<Clause, { type: "word" }>;

/** What matching needs to know beside the documents. */
export interface Matching extends FilterContext {
  collection: Collection;
  /** What was found for each word and phrase of the query, so that one that is asked for often is looked up once. */
  sets: Map<string, DocumentSet>;
  /** Tells words that are excluded, which mean less, from others. */
  prefix: "" | "-";
  /** Whether every plain word must be there, or one of them is enough where nothing else is asked for. */
  all: boolean;
  meaning(word: QueryWord): Meaning;
  /** Which of a list's words count: not those that say nothing, unless there are no others. */
  contentWords(words: readonly WordClause[]): readonly WordClause[];
}

/**
 * The documents that a list of clauses asks for. Phrases, alternatives, groups, filters and exclusions are required; plain
 * words only rank, but where nothing else brings a document in, one of them must be there.
 *
 * @returns null where the list leaves it to its plain words: whatever has one of them matches
 */
export function requiredBy(clauses: readonly Clause[], matching: Matching): DocumentSet | null {
  const words = matching.contentWords(clauses.filter((clause) => clause.type === "word"));
  const sets: DocumentSet[] = [];
  for (const clause of clauses) {
    if (clause.type === "phrase") sets.push(documentsOfPhrase(clause, matching));
    if (clause.type === "any")
      sets.push(
        union(
          clause.of.map((list) => matchesOf(list, matching)),
          matching,
        ),
      );
    if (clause.type === "group") sets.push(matchesOf(clause.clauses, matching));
  }
  if (matching.all) for (const word of words) sets.push(documentsOfWord(word, matching));
  const leftToWords = sets.length === 0 && words.length > 0;

  const excluded = clauses.flatMap((clause) => (clause.type === "not" ? [excludedBy(clause.clause, matching)] : []));
  const filters = clauses.flatMap((clause) => (clause.type === "filter" ? [{ ...clause, negated: false }] : []));
  if (leftToWords && excluded.length + filters.length === 0) return null;

  if (leftToWords) sets.push(wordsOf(words, matching));
  const [first, ...others] = sets;
  if (first && others.length + excluded.length + filters.length === 0) return first;
  const result = first ? first.slice() : everything(matching.collection.size);
  for (const set of others) retain(result, set);
  for (const set of excluded) remove(result, set);
  if (filters.length > 0) {
    const failures = failuresOf(filters, matching.collection, matching);
    for (let id = 0; id < result.length; id++) {
      if (result[id] === 1 && failures(id).length > 0) result[id] = 0;
    }
  }
  return result;
}

/** As `requiredBy`, and where the list leaves it to its words, the documents that have one. */
function matchesOf(clauses: readonly Clause[], matching: Matching): DocumentSet {
  return (
    requiredBy(clauses, matching) ??
    wordsOf(matching.contentWords(clauses.filter((clause) => clause.type === "word")), matching)
  );
}

/** An exclusion takes away what the same words would find, but guesses nothing: no completions, no corrections. */
function excludedBy(clause: Clause, matching: Matching): DocumentSet {
  return matchesOf([clause], {
    ...matching,
    prefix: "-",
    contentWords: (words) => words,
    meaning: (word) => {
      const meaning = matching.meaning({ ...word, typing: false });
      return meaning.instead === null ? meaning : { terms: [], instead: meaning.instead };
    },
  });
}

function wordsOf(words: readonly WordClause[], matching: Matching): DocumentSet {
  return union(
    words.map((word) => documentsOfWord(word, matching)),
    matching,
  );
}

function documentsOfPhrase(phrase: Phrase, matching: Matching): DocumentSet {
  const key = `"${phrase.words.join(" ")}${phrase.typing ? "_" : ""}`;
  return remembered(key, matching, () => add(nothing(matching), matching.collection.withPhrase(phrase)));
}

function documentsOfWord(word: QueryWord, matching: Matching): DocumentSet {
  const key = [matching.prefix, word.word, word.typing, word.wildcard].join(" ");
  return remembered(key, matching, () => documentsMeant(word, matching));
}

function remembered(key: string, { sets }: Matching, find: () => DocumentSet): DocumentSet {
  const known = sets.get(key);
  if (known) return known;
  const found = find();
  sets.set(key, found);
  return found;
}

function documentsMeant(word: QueryWord, matching: Matching): DocumentSet {
  const set = nothing(matching);
  for (const { words, phrases } of matching.meaning(word).terms) {
    for (const form of words) matching.collection.eachPosting(form, (id) => (set[id] = 1));
    for (const phrase of phrases) add(set, matching.collection.withPhrase(asPhrase(phrase)));
  }
  return set;
}

function asPhrase(words: readonly string[]): Phrase {
  return { words, typing: false };
}

function union(sets: readonly DocumentSet[], matching: Matching): DocumentSet {
  const [only, ...others] = sets;
  if (only && others.length === 0) return only;
  const result = nothing(matching);
  for (const set of sets) unite(result, set);
  return result;
}

function add(set: DocumentSet, ids: readonly number[]): DocumentSet {
  for (const id of ids) set[id] = 1;
  return set;
}

function nothing({ collection }: Matching): DocumentSet {
  return roomFor(collection.size);
}

/** All of so many documents. */
export function everything(size: number): DocumentSet {
  return roomFor(size).fill(1, 0, size);
}

function roomFor(size: number): DocumentSet {
  return new Uint8Array(Math.ceil(size / 4) * 4);
}

// Four documents at a time: a query may have hundreds of sets.

function retain(set: DocumentSet, others: DocumentSet): void {
  const [mine, theirs] = [new Uint32Array(set.buffer), new Uint32Array(others.buffer)];
  for (let place = 0; place < mine.length; place++) mine[place]! &= theirs[place]!;
}

function remove(set: DocumentSet, others: DocumentSet): void {
  const [mine, theirs] = [new Uint32Array(set.buffer), new Uint32Array(others.buffer)];
  for (let place = 0; place < mine.length; place++) mine[place]! &= ~theirs[place]!;
}

function unite(set: DocumentSet, others: DocumentSet): void {
  const [mine, theirs] = [new Uint32Array(set.buffer), new Uint32Array(others.buffer)];
  for (let place = 0; place < mine.length; place++) mine[place]! |= theirs[place]!;
}
