import "server-only";
import { editDistance } from "../edit-distance";
import type { Words } from "../lexicon";
import type { Phrase } from "../phrase-lookup";
import { scriptOf } from "../vocabulary";
import { both, type Conditions, sqlOf, Values } from "./conditions";
import type { Catalogue } from "./index-sync";

/** A word of the index. */
interface WordRow {
  word: string;
  stem: string;
  kazakh_stem: string;
  skeleton: string;
  passages: number;
  /** Number of passages in which the word is stemmed as Kazakh. */
  kazakh_passages: number;
  lower: number;
  capital: number;
  printed_lower: string | null;
  printed_capital: string | null;
  printed_other: string | null;
}

const COLUMNS =
  "word, stem, kazakh_stem, skeleton, passages, kazakh_passages, lower, capital, printed_lower, printed_capital, printed_other";

/** The counts of a word on several shelves, as one row. */
const SUMS = `word, min(stem) AS stem, min(kazakh_stem) AS kazakh_stem, min(skeleton) AS skeleton,
  sum(passages)::int AS passages, sum(kazakh_passages)::int AS kazakh_passages,
  sum(lower)::int AS lower, sum(capital)::int AS capital,
  min(printed_lower) AS printed_lower, min(printed_capital) AS printed_capital, min(printed_other) AS printed_other`;

/** Maximum number of spellings to read. Only the spellings in one script are used. */
const MOST_SPELLINGS = 1_000;

/** A character that sorts after every letter. */
const LAST = "\u{10ffff}";

/** Kinds of lookups, grouped by increasing cost. */
type Kind = "words" | "stems" | "skeletons" | "prefixes" | "skeletonPrefixes" | "phrases" | "near" | "skeletonsNear";
const CHEAP: readonly Kind[] = ["words", "stems", "skeletons"];
const DEARER: readonly Kind[] = ["prefixes", "skeletonPrefixes", "phrases"];
const DEAREST: readonly Kind[] = ["near", "skeletonsNear"];

/**
 * The words of the index, for one query. Expanding a query takes several steps, each of which may need any word, and
 * the shared code is synchronous. Therefore, the expansion runs with the words that have been read so far. Then the
 * missing words are read and it runs again, until nothing is missing (`settle`). This takes three or four rounds.
 */
export class Dictionary implements Words {
  /** Rows by word; null for words known not to exist. */
  private readonly rows = new Map<string, WordRow | null>();
  /** Results of lookups, by kind and argument. */
  private readonly read: Readonly<Record<Kind, Map<string, readonly string[]>>> = {
    words: new Map(),
    stems: new Map(),
    skeletons: new Map(),
    prefixes: new Map(),
    skeletonPrefixes: new Map(),
    phrases: new Map(),
    near: new Map(),
    skeletonsNear: new Map(),
  };
  private missing = new Map<Kind, Set<string>>();
  private readonly asked = new Map<string, { phrase: Phrase; report: number | null }>();

  constructor(
    private readonly catalogue: Catalogue,
    private readonly conditions: Conditions,
  ) {}

  get hasKazakh(): boolean {
    return this.catalogue.hasKazakh;
  }

  get hasCyrillic(): boolean {
    return this.catalogue.hasCyrillic;
  }

  /** Repeats a computation until all words that it needs have been read. */
  async settle<T>(work: () => T): Promise<T> {
    for (;;) {
      this.missing = new Map();
      const result = work();
      if (this.missing.size === 0) return result;
      await this.readMissing();
    }
  }

  frequency(word: string): number {
    return this.rowOf(word)?.passages ?? 0;
  }

  hasLowerCase(word: string): boolean {
    const row = this.rowOf(word);
    return row !== null && !isCapital(row);
  }

  printed(word: string): string | undefined {
    const row = this.rowOf(word);
    if (row === null) return undefined;
    if (row.lower > 0) return row.printed_lower ?? word;
    return (row.capital > 0 ? row.printed_capital : row.printed_other) ?? word;
  }

  hasPhrase(words: readonly string[]): boolean {
    return this.exists({ words, typing: false }, null);
  }

  /** Whether any passage in one report, or in any report, contains a phrase. */
  exists(phrase: Phrase, report: number | null): boolean {
    const places = phrase.words.map((word, place) => phrase.forms?.[place] ?? [word]);
    const whole = phrase.typing ? places.slice(0, -1) : places;
    // If the index doesn't contain one of the words, no passage can contain the phrase.
    if (whole.some((forms) => Math.max(...forms.map((form) => this.frequency(form))) === 0)) return false;
    const key = JSON.stringify([places, phrase.typing, report]);
    this.asked.set(key, { phrase, report });
    return this.find("phrases", key).length > 0;
  }

  withStem(wordStem: string): readonly string[] {
    return this.find("stems", wordStem);
  }

  withSkeleton(skeleton: string): readonly string[] {
    return this.find("skeletons", skeleton).filter((word) => this.isName(word));
  }

  latinWithSkeleton(skeleton: string): readonly string[] {
    return this.find("skeletons", skeleton).filter((word) => !this.isName(word));
  }

  withPrefix(prefix: string, limit: number): readonly string[] {
    return this.find("prefixes", `${limit} ${prefix}`);
  }

  withSkeletonPrefix(prefix: string): readonly string[] {
    return this.find("skeletonPrefixes", `${MOST_SPELLINGS} ${prefix}`).filter((word) => this.isName(word));
  }

  near(word: string, distance: number): readonly string[] {
    return this.find("near", word).filter((other) => editDistance(word, other) <= distance);
  }

  skeletonsNear(skeleton: string, distance: number): readonly string[] {
    const names = this.find("skeletonsNear", skeleton).filter((word) => this.isName(word));
    const skeletons = new Set(names.map((word) => this.rowOf(word)?.skeleton ?? ""));
    return [...skeletons].filter((other) => editDistance(skeleton, other) <= distance);
  }

  private isName(word: string): boolean {
    const row = this.rowOf(word);
    return row !== null && (scriptOf(word) === "cyrillic" || isCapital(row));
  }

  private rowOf(word: string): WordRow | null {
    const row = this.rows.get(word);
    if (row === undefined) this.miss("words", word);
    return row ?? null;
  }

  private find(kind: Kind, what: string): readonly string[] {
    // The skeleton of a word is empty if the word is too short or contains a digit.
    if (what === "") return [];
    const found = this.read[kind].get(what);
    if (found === undefined) this.miss(kind, what);
    return found ?? [];
  }

  private miss(kind: Kind, what: string): void {
    const known = this.missing.get(kind);
    if (known) known.add(what);
    else this.missing.set(kind, new Set([what]));
  }

  /** Performs the cheapest missing lookups first. Their results make most of the others unnecessary. */
  private async readMissing(): Promise<void> {
    const kinds = [CHEAP, DEARER, DEAREST].find((some) => some.some((kind) => this.missing.has(kind))) ?? [];
    const of = (kind: Kind) => (kinds.includes(kind) ? [...(this.missing.get(kind) ?? [])] : []);
    await this.readWords(of("words"), of("stems"), of("skeletons"));
    for (const asked of of("prefixes")) await this.readRows("prefixes", asked, this.beginning("word", asked));
    for (const asked of of("skeletonPrefixes")) {
      await this.readRows("skeletonPrefixes", asked, this.beginning("skeleton", asked));
    }
    for (const key of of("phrases")) await this.readPhrase(key);
    for (const word of of("near")) await this.readRows("near", word, this.alike("word", word, 2));
    for (const skeleton of of("skeletonsNear")) {
      await this.readRows("skeletonsNear", skeleton, this.alike("skeleton", skeleton, 1));
    }
  }

  private async readWords(words: string[], stems: string[], skeletons: string[]): Promise<void> {
    if (words.length + stems.length + skeletons.length === 0) return;
    const rows = await this.rowsWhere(
      "word = ANY($1) OR stem = ANY($2) OR (kazakh_passages > 0 AND kazakh_stem = ANY($2)) OR skeleton = ANY($3)",
      [words, stems, skeletons],
    );
    for (const word of words) if (!this.rows.has(word)) this.rows.set(word, null);
    const known = this.take(rows);
    for (const wordStem of stems) {
      this.read.stems.set(
        wordStem,
        known.filter((row) => hasStem(row, wordStem)).map(({ word }) => word),
      );
    }
    for (const skeleton of skeletons) {
      this.read.skeletons.set(
        skeleton,
        known.filter((row) => row.skeleton === skeleton).map(({ word }) => word),
      );
    }
  }

  /** @param asked the limit and the prefix, with a space in between */
  private beginning(column: "word" | "skeleton", asked: string): Promise<WordRow[]> {
    const [limit, prefix] = asked.split(" ");
    // Latin words that are not names have skeletons too, but these words are not spellings of a name.
    const names = column === "skeleton" ? "WHERE (word >= '\u0400' OR lower = 0)" : "";
    return this.rowsWhere(
      `${column} >= $1 AND ${column} < $2`,
      [prefix, prefix + LAST, Number(limit)],
      `${names} ORDER BY passages DESC, word LIMIT $3`,
    );
  }

  private alike(column: "word" | "skeleton", word: string, distance: number): Promise<WordRow[]> {
    if (!this.catalogue.hasNearWords) return Promise.resolve([]);
    return this.rowsWhere(`${column} % $1 AND char_length(${column}) BETWEEN $2 AND $3`, [
      word,
      word.length - distance,
      word.length + distance,
    ]);
  }

  /**
   * The words on the catalogue's shelves that match a condition.
   *
   * @param rest further clauses, which see the sums over all shelves
   */
  private async rowsWhere(condition: string, values: unknown[], rest = ""): Promise<WordRow[]> {
    const { shelves, pool } = this.catalogue;
    const shelf = `$${values.length + 1}`;
    const ofShelves =
      shelves.length === 1
        ? `SELECT ${COLUMNS} FROM search.words WHERE (${condition}) AND shelf = ANY(${shelf})`
        : `SELECT ${SUMS} FROM search.words WHERE (${condition}) AND shelf = ANY(${shelf}) GROUP BY word`;
    const { rows } = await pool.query<WordRow>(`SELECT * FROM (${ofShelves}) AS words ${rest}`, [...values, shelves]);
    return rows;
  }

  private async readRows(kind: Kind, what: string, reading: Promise<WordRow[]>): Promise<void> {
    this.read[kind].set(
      what,
      this.take(await reading).map(({ word }) => word),
    );
  }

  private take(rows: readonly WordRow[]): readonly WordRow[] {
    for (const row of rows) this.rows.set(row.word, row);
    return rows;
  }

  private async readPhrase(key: string): Promise<void> {
    const { phrase, report } = this.asked.get(key)!;
    const { pool } = this.catalogue;
    const found = this.conditions.withPhrase(phrase);
    const values = new Values();
    const within =
      report === null
        ? this.conditions.readable(found)
        : both([found, this.conditions.inReports(({ id }) => id === report)]);
    const { rows } = await pool.query(
      `SELECT 1 FROM search.passages p WHERE ${sqlOf(within, values)} LIMIT 1`,
      values.list,
    );
    this.read.phrases.set(key, rows.length > 0 ? phrase.words : []);
  }
}

/** Whether the word has this stem in some passage. */
function hasStem({ stem, kazakh_stem, passages, kazakh_passages }: WordRow, wordStem: string): boolean {
  return (stem === wordStem && passages > kazakh_passages) || (kazakh_stem === wordStem && kazakh_passages > 0);
}

/** Whether a word is always capitalized, as names are. */
function isCapital({ lower, capital }: WordRow): boolean {
  return lower === 0 && capital > 0;
}
