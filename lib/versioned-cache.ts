interface Entry<T> {
  stamp: string;
  thing: Promise<T>;
  /** What was made last under the same key; null for nothing yet. */
  last: T | null;
  /** 0 until it is made. */
  weight: number;
}

/** How much the things that are kept may weigh. */
interface Balance<T> {
  /** All together; beyond it go those that were not asked for longest, but never the one that was asked for last. */
  most: number;
  of(thing: T): number;
}

/**
 * Keeps what takes a while to make: one thing under each key, for as long as its stamp stays the same. All caches of the server that are
 * made from the database are of this kind.
 */
export class VersionedCache<T> {
  /** In the order in which they were last asked for. */
  private readonly kept = new Map<string, Entry<T>>();

  private source: object | null = null;

  /** @param limit how many things are kept; beyond it goes the one that was not asked for longest */
  constructor(
    private readonly limit: number,
    private readonly balance: Balance<T> | null = null,
  ) {}

  /**
   * The cache of what is made from one source, for example a library. What was made from another one goes at once: nobody asks for it
   * any more, and it takes memory.
   */
  of(source: object): this {
    if (this.source !== source) this.kept.clear();
    this.source = source;
    return this;
  }

  /** Whether `of` was called with this source last. */
  isOf(source: object): boolean {
    return this.source === source;
  }

  /**
   * @param stamp says what the thing is made from
   * @param make makes it where it is not there, or was made from something else; it is given what was made last, of which much may
   *   still be true. A failure is not kept
   */
  get(key: string, stamp: string, make: (before: T | null) => Promise<T>): Promise<T> {
    const held = this.kept.get(key);
    const entry = held?.stamp === stamp ? held : this.made(key, stamp, make);
    this.kept.delete(key);
    this.kept.set(key, entry);
    this.trim();
    return entry.thing;
  }

  private trim(): void {
    let weight = 0;
    for (const entry of this.kept.values()) weight += entry.weight;
    for (const [oldest, entry] of this.kept) {
      const isTooMuch = this.balance !== null && weight > this.balance.most && this.kept.size > 1;
      if (this.kept.size <= this.limit && !isTooMuch) break;
      this.kept.delete(oldest);
      weight -= entry.weight;
    }
  }

  private made(key: string, stamp: string, make: (before: T | null) => Promise<T>): Entry<T> {
    const last = this.kept.get(key)?.last ?? null;
    const entry: Entry<T> = { stamp, thing: make(last), last, weight: 0 };
    entry.thing.then(
      (thing) => {
        entry.last = thing;
        if (!this.balance) return;
        entry.weight = this.balance.of(thing);
        this.trim();
      },
      () => {
        if (this.kept.get(key) === entry) this.kept.delete(key);
      },
    );
    return entry;
  }
}
