/**
 * Finds the words within a Levenshtein distance of a word.
 *
 * An edit changes the length of a word by at most one, and adds and removes at most one kind of letter. Only words of
 * similar length are considered, and comparing the sets of letters rules out nearly all of them. Words are sorted by
 * length, so that they can be found without reading the others. This takes eight bytes per word.
 */
export class SimilarWords {
  /** Indexes of the words, shortest first, and the letters in these words. */
  private readonly order: Uint32Array;
  private readonly letters: Uint32Array;

  /** @param words must not change */
  constructor(private readonly words: readonly string[]) {
    this.order = Uint32Array.from(words.keys()).sort((a, b) => words[a]!.length - words[b]!.length);
    this.letters = this.order.map((id) => lettersIn(words[id]!));
  }

  /** The words that differ by at most `distance` added, missing or wrong letters. A swap counts as two. */
  near(word: string, distance: number): string[] {
    const { words, order, letters } = this;
    const own = lettersIn(word);
    const found: string[] = [];
    const end = this.firstOfLength(word.length + distance + 1);
    for (let place = this.firstOfLength(word.length - distance); place < end; place++) {
      const theirs = letters[place]!;
      if (hasMoreThan(distance, own & ~theirs) || hasMoreThan(distance, theirs & ~own)) continue;
      const other = words[order[place]!]!;
      if (isWithin(distance, word, other)) found.push(other);
    }
    return found;
  }

  /** Binary search in `order` for the first word of at least this length. */
  private firstOfLength(length: number): number {
    let low = 0;
    let high = this.order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.words[this.order[middle]!]!.length < length) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A set of letters, with one bit per letter. Some rare letters share a bit, so that different sets can be equal. */
function lettersIn(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

/** Whether more than `count` bits are set. */
function hasMoreThan(count: number, bits: number): boolean {
  let left = bits;
  // Each round clears the lowest bit, if there is one.
  for (let round = 0; round < count; round++) left &= left - 1;
  return left !== 0;
}

/**
 * Whether the rest of two words, from the given indexes on, is within a Levenshtein distance. Tries each kind of edit
 * where the words first differ. For one or two edits, that is a few comparisons, and unlike a table of distances, it
 * allocates nothing. Compares UTF-16 code units.
 */
function isWithin(distance: number, a: string, b: string, fromA = 0, fromB = 0): boolean {
  let [atA, atB] = [fromA, fromB];
  while (atA < a.length && atB < b.length && a.charCodeAt(atA) === b.charCodeAt(atB)) {
    atA++;
    atB++;
  }
  const [restA, restB] = [a.length - atA, b.length - atB];
  if (restA === 0 || restB === 0) return restA + restB <= distance;
  if (Math.abs(restA - restB) > distance || distance === 0) return false;
  return (
    isWithin(distance - 1, a, b, atA + 1, atB + 1) ||
    isWithin(distance - 1, a, b, atA + 1, atB) ||
    isWithin(distance - 1, a, b, atA, atB + 1)
  );
}
