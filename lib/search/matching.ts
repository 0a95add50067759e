import type { Meaning, QueryWord, Term } from "./expansion";
import type { SignedFilter } from "./filters";
import type { Phrase } from "./phrase-lookup";
import type { Clause } from "./query";

type WordClause = Extract<Clause, { type: "word" }>;

/** How sets of documents are found and put together, whatever a set is: a row of bits, or a condition that a database looks up. */
export interface SetAlgebra<S> {
  withPhrase(phrase: Phrase): S;
  /** The documents that have any of the words and phrases. */
  withTerms(terms: readonly Term[]): S;
  /** @param sets at least one */
  union(sets: readonly S[]): S;
  /** The documents of all `within`, which are all that there are where it is empty, and of no `without`, that pass the filters. */
  narrowed(within: readonly S[], without: readonly S[], filters: readonly SignedFilter[]): S;
}

/** What matching needs to know beside the documents. */
export interface Matching<S> {
  algebra: SetAlgebra<S>;
  /** What was found for each word and phrase of the query, so that one that is asked for often is looked up once. */
  sets: Map<string, S>;
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

/** As `requiredBy`, and where the list leaves it to its words, the documents that have one. */
function matchesOf<S>(clauses: readonly Clause[], matching: Matching<S>): S {
  return (
    requiredBy(clauses, matching) ??
    wordsOf(matching.contentWords(clauses.filter((clause) => clause.type === "word")), matching)
  );
}

/** An exclusion takes away what the same words would find, but guesses nothing: no completions, no corrections. */
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
