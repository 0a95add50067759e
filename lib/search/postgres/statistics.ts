import "server-only";
import type { Collection, LibraryStatistics } from "../collection";
import { DocumentSets } from "../document-sets";
import type { Term } from "../expansion";
import type { Lexicon } from "../lexicon";
import type { CountedTerm } from "./candidates";
import { type Conditions, sqlOf, Values } from "./conditions";
import type { Catalogue } from "./index-sync";

/**
 * Passages that contain a term are counted up to this number. Above it, the number is only estimated, because it hardly
 * affects the weight any more.
 */
const COUNTED = 20_000;

/** Combined frequencies of terms and stems in the index and in one user's notes, for one query. */
export class Statistics implements LibraryStatistics {
  readonly size: number;
  readonly averageLength: number;
  private readonly terms = new Map<Term, number>();
  private readonly stems = new Map<string, { occurrences: number; documents: number }>();

  /**
   * @param lexicon the words of the index and the notes; the frequencies of all the terms' words must already have been
   *   read
   */
  constructor(
    private readonly catalogue: Catalogue,
    private readonly notes: Collection,
    readonly lexicon: Lexicon,
  ) {
    const noteWords = notes.segments.reduce((sum, { words }) => sum + words.length, 0);
    this.size = catalogue.passages + notes.size;
    this.averageLength = (catalogue.words + noteWords) / Math.max(this.size, 1);
  }

  /** Counts the documents that contain each term. */
  async countTerms(terms: readonly Term[], conditions: Conditions): Promise<CountedTerm[]> {
    const unknown = terms.filter((term) => this.withoutLooking(term) === null);
    const values = new Values();
    const counts = unknown.map((term) => {
      const found = sqlOf(conditions.readable(conditions.withTerms([term])), values);
      return `(SELECT count(*)::int FROM (SELECT FROM search.passages p WHERE ${found} LIMIT ${COUNTED}) AS counted)`;
    });
    if (unknown.length > 0) {
      const { rows } = await this.catalogue.pool.query<{ counts: number[] }>(
        `SELECT ARRAY[${counts.join(", ")}]::int[] AS counts`,
        values.list,
      );
      const sets = new DocumentSets(this.notes, { marks: new Map() });
      unknown.forEach((term, index) => {
        const counted = rows[0]!.counts[index]!;
        const inNotes = sets.withTerms([term]).reduce((sum, has) => sum + has, 0);
        this.terms.set(term, counted < COUNTED ? counted + inNotes : Math.max(counted, this.estimate(term)));
      });
    }
    return terms.map((term) => {
      const documents = this.terms.get(term) ?? this.withoutLooking(term) ?? 0;
      this.terms.set(term, documents);
      return { term, documents };
    });
  }

  /**
   * The number of documents that contain a term, if its words' frequencies are enough to tell. This is the case if the
   * term is a single word, or contains a word so common that counting is not worthwhile.
   */
  private withoutLooking(term: Term): number | null {
    const { words, phrases } = term;
    const frequencies = words.map((word) => this.lexicon.frequency(word));
    if (words.length === 1 && phrases.length === 0) return frequencies[0]!;
    return Math.max(0, ...frequencies) < COUNTED ? null : this.estimate(term);
  }

  /** Reads the frequencies of the given stems. */
  async readStems(stems: readonly string[]): Promise<void> {
    const { rows } = await this.catalogue.pool.query<{ stem: string; occurrences: number; documents: number }>(
      // Joins a list instead of comparing with it, because PostgreSQL would compare each stem with its statistics of the
      // words several times while planning. If some words are on hundreds of shelves, this takes longer than the query.
      `SELECT words.stem, sum(occurrences - kazakh_occurrences)::int AS occurrences, sum(passages - kazakh_passages)::int AS documents
       FROM unnest($1::text[]) AS wanted (stem) JOIN search.words ON words.stem = wanted.stem
       WHERE shelf = ANY($2) GROUP BY words.stem
       UNION ALL
       SELECT kazakh_stem, sum(kazakh_occurrences)::int, sum(kazakh_passages)::int
       FROM unnest($1::text[]) AS wanted (stem) JOIN search.words ON kazakh_stem = wanted.stem
       WHERE kazakh_passages > 0 AND shelf = ANY($2) GROUP BY kazakh_stem`,
      [stems, this.catalogue.shelves],
    );
    const known = new Map(rows.map(({ stem, ...counts }) => [stem, counts]));
    for (const stem of stems) {
      const sum = { occurrences: 0, documents: 0, ...known.get(stem) };
      for (const { vocabulary } of this.notes.segments) {
        const family = vocabulary.familyWithStem(stem);
        sum.occurrences += family?.occurrences ?? 0;
        sum.documents += family?.documents ?? 0;
      }
      this.stems.set(stem, sum);
    }
  }

  documentsWith(term: Term): number | undefined {
    return this.terms.get(term);
  }

  stem(stem: string): { occurrences: number; documents: number } | undefined {
    return this.stems.get(stem);
  }

  /** Estimates a number of documents, assuming that the words occur independently. */
  private estimate({ words }: Term): number {
    const without = words.reduce((part, word) => part * (1 - Math.min(1, this.lexicon.frequency(word) / this.size)), 1);
    return Math.round(this.size * (1 - without));
  }
}
