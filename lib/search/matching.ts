import type { Meaning, QueryWord, Term } from "./expansion";
import type { SignedFilter } from "./filters";
import type { Phrase } from "./phrase-lookup";
import type { Clause } from "./query";

type WordClause = Extract<Clause, { type: "word" }>;

/** Operations on document sets, whether a set is a byte array or a database condition. */
export interface SetAlgebra<S> {
  withPhrase(phrase: Phrase): S;
  /** The documents that contain any of the words or phrases. */
  withTerms(terms: readonly Term[]): S;
  /** @param sets at least one */
  union(sets: readonly S[]): S;
  /**
   * The documents that are in every set of `within`, are in no set of `without`, and pass the filters. An empty
   * `within` means all documents.
   */
  narrowed(within: readonly S[], without: readonly S[], filters: readonly SignedFilter[]): S;
}

/** The context of matching. */
export interface Matching<S> {
  algebra: SetAlgebra<S>;
  /** Cache of the sets found for each word and phrase of the query. */
  sets: Map<string, S>;
  /** Cache key prefix. It is "-" for excluded words, which expand to fewer words. */
  prefix: "" | "-";
  /**
   * Whether every plain word is required. Otherwise, one of them is enough, and none is needed if anything else is
   * required.
   */
  all: boolean;
  meaning(word: QueryWord): Pick<Meaning, "terms" | "instead">;
  /** Filters out stop words, unless the list has only stop words. */
  contentWords(words: readonly WordClause[]): readonly WordClause[];
}

/**
 * The documents required by a list of clauses. Phrases, alternatives, groups, filters and exclusions are required.
 * Plain words only affect ranking, unless nothing else selects documents. In that case, one of them is required.
 *
 * @returns null if only plain words decide, so that every document with one of them matches
 */
export function requiredBy<S>(clauses: readonly Clause[], matching: Matching<S>): S | null {
  const { algebra } = matching;
  const words = matching.contentWords(clauses.filter((clause) => clause.type === "word"));
  const sets: S[] = [];
  for (const clause of clauses) {
    if (clause.type === "phrase") sets.push(documentsOfPhrase(clause, matching));
    if (clause.type === "any") sets.push(algebra.union(clause.of.map((list) => matchesOf(list, matching))));
    if (clause.type === "group") sets.push(matchesOf(clause.clauses, matching));
  }
  if (matching.all) for (const word of words) sets.push(documentsOfWord(word, matching));
  const leftToWords = sets.length === 0 && words.length > 0;

  const excluded = clauses.flatMap((clause) => (clause.type === "not" ? [excludedBy(clause.clause, matching)] : []));
  const filters = clauses.flatMap((clause) => (clause.type === "filter" ? [{ ...clause, negated: false }] : []));
  if (leftToWords && excluded.length + filters.length === 0) return null;

  if (leftToWords) sets.push(wordsOf(words, matching));
  return algebra.narrowed(sets, excluded, filters);
}

/** Like `requiredBy`, but if only plain words decide, returns the documents with any of them. */
function matchesOf<S>(clauses: readonly Clause[], matching: Matching<S>): S {
  return (
    requiredBy(clauses, matching) ??
    wordsOf(matching.contentWords(clauses.filter((clause) => clause.type === "word")), matching)
  );
}

/** An exclusion removes the passages that its words would find without completions or corrections. */
function excludedBy<S>(clause: Clause, matching: Matching<S>): S {
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

function wordsOf<S>(words: readonly WordClause[], matching: Matching<S>): S {
  return matching.algebra.union(words.map((word) => documentsOfWord(word, matching)));
}

function documentsOfPhrase<S>(phrase: Phrase, matching: Matching<S>): S {
  const key = `"${phrase.words.join(" ")}${phrase.typing ? "_" : ""}${phrase.forms ? "~" : ""}`;
  return remembered(key, matching, () => matching.algebra.withPhrase(phrase));
}

function documentsOfWord<S>(word: QueryWord, matching: Matching<S>): S {
  const key = [matching.prefix, word.word, word.typing, word.wildcard].join(" ");
  return remembered(key, matching, () => matching.algebra.withTerms(matching.meaning(word).terms));
}

function remembered<S>(key: string, { sets }: Matching<S>, find: () => S): S {
  const known = sets.get(key);
  if (known !== undefined) return known;
  const found = find();
  sets.set(key, found);
  return found;
}
