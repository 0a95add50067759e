/** Multiplier of the hash. Any odd number with well-mixed bits works. */
const BASE = 0x01000193;
const NONE = -1;
const SEVERAL = -2;

/** Finds sequences of letters that occur exactly once in a text. */
export class GramIndex {
  readonly #slots: Int32Array;
  readonly #hashes: Int32Array;

  /** @param length the number of letters in a sequence */
  constructor(
    private readonly text: string,
    private readonly length: number,
  ) {
    const count = Math.max(0, text.length - length + 1);
    const size = 2 ** Math.ceil(Math.log2(2 * count + 2));
    this.#slots = new Int32Array(size).fill(NONE);
    this.#hashes = new Int32Array(size);
    for (const [at, hash] of rollingHashes(text, length)) this.#add(hash, at);
  }

  #add(hash: number, at: number): void {
    const mask = this.#slots.length - 1;
    let slot = spread(hash) & mask;
    while (this.#slots[slot] !== NONE && this.#hashes[slot] !== hash) slot = (slot + 1) & mask;
    // Two different sequences with the same hash are rare, and are treated as one that occurs twice.
    this.#slots[slot] = this.#slots[slot] === NONE ? at : SEVERAL;
    this.#hashes[slot] = hash;
  }

  /** The only place in the text with the letters that are at `at` in `other`; undefined if there isn't exactly one. */
  find(other: string, at: number): number | undefined {
    if (at + this.length > other.length) return undefined;
    const hash = hashOf(other, at, this.length);
    const mask = this.#slots.length - 1;
    let slot = spread(hash) & mask;
    while (this.#slots[slot] !== NONE && this.#hashes[slot] !== hash) slot = (slot + 1) & mask;
    const found = this.#slots[slot]!;
    const isSame = found >= 0 && this.text.startsWith(other.slice(at, at + this.length), found);
    return isSame ? found : undefined;
  }
}

function hashOf(text: string, at: number, length: number): number {
  let hash = 0;
  for (let n = at; n < at + length; n++) hash = (Math.imul(hash, BASE) + text.charCodeAt(n)) | 0;
  return hash;
}

/** The hash of each sequence of a text, each computed from the one before. */
function* rollingHashes(text: string, length: number): Generator<[at: number, hash: number]> {
  if (text.length < length) return;
  let power = 1;
  for (let n = 1; n < length; n++) power = Math.imul(power, BASE);
  let hash = hashOf(text, 0, length);
  yield [0, hash];
  for (let at = 1; at + length <= text.length; at++) {
    hash = (hash - Math.imul(text.charCodeAt(at - 1), power)) | 0;
    hash = (Math.imul(hash, BASE) + text.charCodeAt(at + length - 1)) | 0;
    yield [at, hash];
  }
}

/** Spreads a hash, because the low bits of a polynomial depend on few letters. */
function spread(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 7;
}
