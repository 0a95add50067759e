import SearchableMap from "minisearch/SearchableMap";
import { editDistance } from "./edit-distance";
import { stem } from "./stemming";

/**
 * The words of a library as they are written (never stems), each with a number and how many documents have it. MiniSearch
 * keeps neither word positions nor a way to ask for words, and phrases, completions and typos need both.
 */
export class Vocabulary {
  private readonly ids = new SearchableMap<number>();
  private readonly words: string[] = [];
  private readonly frequencies: number[] = [];
  private readonly idsByStem = new Map<string, number[]>();

  /**
   * Takes in the words of one document.
   *
   * @param words normalised words in order
   * @returns their numbers in the same order: four bytes a word, so that a whole library's word order can be kept
   */
  add(words: readonly string[]): Uint32Array {
    const ids = Uint32Array.from(words, (word) => this.intern(word));
    for (const id of new Set(ids)) this.frequencies[id]! += 1;
    return ids;
  }

  private intern(word: string): number {
    return this.ids.fetch(word, () => {
      const id = this.words.push(word) - 1;
      this.frequencies.push(0);
      const siblings = this.idsByStem.get(stem(word));
      if (siblings) siblings.push(id);
      else this.idsByStem.set(stem(word), [id]);
      return id;
    });
  }

  /** The number of a word, or undefined where no document has it. */
  idOf(word: string): number | undefined {
    return this.ids.get(word);
  }

  /** The word with this number. */
  wordOf(id: number): string {
    return this.words[id]!;
  }

  /** In how many documents a word occurs. */
  documentFrequency(id: number): number {
    return this.frequencies[id]!;
  }

  /** Numbers of the words that have a stem. */
  idsWithStem(wordStem: string): readonly number[] {
    return this.idsByStem.get(wordStem) ?? [];
  }

  /** Numbers of the words that begin with a prefix, the prefix itself included, the commonest first. */
  idsWithPrefix(prefix: string): number[] {
    return [...this.ids.atPrefix(prefix).values()].sort((a, b) => this.frequencies[b]! - this.frequencies[a]! || a - b);
  }

  /**
   * The words that are fewest slips away from a word that is not in the vocabulary.
   *
   * @param maximum slips allowed
   * @returns all words at the least distance found; empty where that exceeds `maximum`
   */
  nearestWords(word: string, maximum: number): string[] {
    let best = maximum;
    let nearest: string[] = [];
    // The map counts a swap as two edits: looking one edit further finds the words that are one swap away.
    for (const candidate of this.ids.fuzzyGet(word, maximum + 1).keys()) {
      const distance = editDistance(word, candidate);
      if (distance > best) continue;
      if (distance < best) nearest = [];
      best = distance;
      nearest.push(candidate);
    }
    return nearest;
  }
}
