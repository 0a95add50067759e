import MiniSearch from "minisearch";
import type { BlockKind } from "../report/model";
import { tokenize } from "./analysis";
import type { SearchDocument } from "./documents";
import { contentWords, type Expansion, expand, indexTerms, type QueryWord, rankingWords } from "./expansion";
import { matchedRanges, type Range, type WordSequence } from "./marks";
import { hasPhrase, type PhrasePattern } from "./phrases";
import { type Clause, type PhraseClause, parseQuery } from "./query";
import { Vocabulary } from "./vocabulary";

/** A passage that was found. */
export interface SearchHit extends SearchDocument {
  /** Comparable within one result only. */
  score: number;
  /** The matched words within `text`: sorted, disjoint; a matched phrase is one range. */
  ranges: Range[];
}

/** One page of a result. */
export interface SearchResult {
  /** As it was asked. */
  query: string;
  /** How many passages match, on this page and beyond it. */
  total: number;
  hits: SearchHit[];
}

interface SearchOptions {
  /** Hits to return at most; 20 by default. */
  limit?: number;
  /** Hits to pass over first. */
  offset?: number;
  /** Slug of the only report to search in. */
  report?: string;
}

export interface SearchEngine {
  /** Answers any string, best passages first, ties in reading order. An empty query has no hits. */
  search(query: string, options?: SearchOptions): SearchResult;
}

/**
 * Okapi BM25 with the usual length normalisation. MiniSearch's defaults (k 1.2, b .7, d .5) add a constant for every word that
 * occurs at all (d, from BM25+); on Cranfield that costs .01 to .02 nDCG@10 and k hardly matters between 1.2 and 2.5.
 */
const BM25 = { k: 1.5, b: 0.75, d: 0 };

/**
 * BM25 favours short texts, and a heading or caption is short because it names a thing, not because it says much about it.
 * Footnotes and table rows are short but complete, so they compete as they are. The values are judgement, not measurement: a
 * heading still wins where it alone has the words.
 */
const KIND_WEIGHT: Readonly<Record<BlockKind, number>> = {
  heading: 0.7,
  paragraph: 1,
  "list-item": 1,
  "table-row": 1,
  caption: 0.8,
  footnote: 1,
};

const DEFAULT_LIMIT = 20;

/** MiniSearch splits the field again; no word contains a space. */
const WORD_SEPARATOR = " ";

/** A query whose words and phrases have been looked up. */
interface Plan {
  terms: Expansion["terms"];
  /** What to mark word by word; the words of phrases are marked with their phrase. */
  matches: Expansion["matches"];
  phrases: PhrasePattern[];
  /** Numbers of the documents that have all the phrases; null without phrases. */
  candidates: ReadonlySet<number> | null;
}

/**
 * Builds an index over documents.
 *
 * @param documents in reading order, which decides ties; the engine keeps them, so they must not change
 */
export function createSearchEngine(documents: readonly SearchDocument[]): SearchEngine {
  return new Engine(documents);
}

class Engine implements SearchEngine {
  private readonly vocabulary = new Vocabulary();
  /** The words of each document in order, for phrases and marks. */
  private readonly sequences: WordSequence[] = [];
  private readonly index = new MiniSearch<{ id: number; words: string }>({
    fields: ["words"],
    tokenize: (words) => words.split(WORD_SEPARATOR),
    processTerm: (word) => (word === "" ? null : indexTerms(word)),
  });

  constructor(private readonly documents: readonly SearchDocument[]) {
    documents.forEach(({ text }, id) => {
      const tokens = tokenize(text);
      const words = tokens.map(({ word }) => word);
      this.sequences.push({
        ids: this.vocabulary.add(words),
        starts: Uint32Array.from(tokens, ({ start }) => start),
      });
      this.index.add({ id, words: words.join(WORD_SEPARATOR) });
    });
  }

  search(query: string, { limit = DEFAULT_LIMIT, offset = 0, report }: SearchOptions = {}): SearchResult {
    const inScope = (id: number): boolean => report === undefined || this.documents[id]!.report === report;
    const plan = this.plan(parseQuery(query).clauses, inScope);
    const ranking = this.rank(plan, inScope);
    const hits = ranking.slice(offset, offset + limit).map(({ id, score }): SearchHit => {
      const document = this.documents[id]!;
      return {
        ...document,
        score,
        ranges: matchedRanges(document.text, this.sequences[id]!, plan.matches, plan.phrases),
      };
    });
    return { query, total: ranking.length, hits };
  }

  /**
   * Decides what each clause asks for. A phrase without its closing quote is taken for a phrase as long as some passage
   * has it, and for plain words otherwise: the quote may be still to come, or a slip.
   */
  private plan(clauses: readonly Clause[], inScope: (id: number) => boolean): Plan {
    const words: QueryWord[] = [];
    const phraseWords: QueryWord[] = [];
    const phrases: PhrasePattern[] = [];
    let candidates: ReadonlySet<number> | null = null;
    const seen = new Set<string>();
    for (const clause of clauses) {
      if (clause.type === "word") {
        words.push(clause);
        continue;
      }
      const key = clause.words.join(WORD_SEPARATOR);
      if (clause.closed && seen.has(key)) continue;
      seen.add(key);
      const pattern = this.patternOf(clause);
      const found = this.documentsWith(pattern, candidates, inScope);
      if (found.size === 0 && !clause.closed) {
        words.push(...queryWords(clause));
        continue;
      }
      phraseWords.push(...rankingWords(queryWords(clause)));
      phrases.push(pattern);
      candidates = found;
      if (found.size === 0) break;
    }
    const loose = expand(candidates === null ? rankingWords(words) : contentWords(words), this.vocabulary);
    const { terms } = expand(phraseWords, this.vocabulary);
    return { terms: new Map([...terms, ...loose.terms]), matches: loose.matches, phrases, candidates };
  }

  private patternOf({ words, prefix }: PhraseClause): PhrasePattern {
    return words.map((word, place) => {
      if (prefix && place === words.length - 1) return new Set(this.vocabulary.idsWithPrefix(word));
      const id = this.vocabulary.idOf(word);
      return new Set(id === undefined ? [] : [id]);
    });
  }

  /** The documents, among `within` if given, that have a phrase. Only those with its rarest word are looked at. */
  private documentsWith(
    pattern: PhrasePattern,
    within: ReadonlySet<number> | null,
    inScope: (id: number) => boolean,
  ): Set<number> {
    const among = within ?? this.documentsWithAny(this.rarestPlace(pattern)).filter(inScope);
    return new Set([...among].filter((id) => hasPhrase(this.sequences[id]!.ids, pattern)));
  }

  private rarestPlace(pattern: PhrasePattern): ReadonlySet<number> {
    const frequency = (place: ReadonlySet<number>): number =>
      [...place].reduce((sum, id) => sum + this.vocabulary.documentFrequency(id), 0);
    return pattern.reduce((rarest, place) => (frequency(place) < frequency(rarest) ? place : rarest));
  }

  private documentsWithAny(words: ReadonlySet<number>): number[] {
    const terms = [...words].map((id) => this.vocabulary.wordOf(id));
    return this.index.search(terms.join(WORD_SEPARATOR), { processTerm: (word) => word }).map(({ id }) => id as number);
  }

  private rank({ terms, candidates }: Plan, inScope: (id: number) => boolean): { id: number; score: number }[] {
    if (candidates?.size === 0) return [];
    const weights = [...terms.values()];
    const found = this.index.search([...terms.keys()].join(WORD_SEPARATOR), {
      processTerm: (term) => term,
      boostTerm: (_, position) => weights[position]!,
      bm25: BM25,
      // MiniSearch skips a document whose weight is 0 before it scores it.
      boostDocument: (id: number) => {
        const isWanted = candidates ? candidates.has(id) : inScope(id);
        return isWanted ? KIND_WEIGHT[this.documents[id]!.kind] : 0;
      },
    });
    // MiniSearch multiplies a score by the number of terms that matched, which favours the many weak words of a long query
    // over its few telling ones: nDCG@10 on Cranfield .374 with the factor, .388 without.
    return found
      .map(({ id, score, queryTerms }) => ({ id: id as number, score: score / queryTerms.length }))
      .sort((a, b) => b.score - a.score || a.id - b.id);
  }
}

function queryWords({ words, prefix }: PhraseClause): QueryWord[] {
  return words.map((word, place) => ({ word, prefix: prefix && place === words.length - 1 }));
}
