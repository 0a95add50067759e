interface Entry<T> {
  stamp: string;
  thing: Promise<T>;
  /** The last completed value for the same key; null if there is none. */
  last: T | null;
  /** The weight of the value; 0 until the value is ready. */
  weight: number;
}

/** Limits the total weight of the cached values. */
interface Balance<T> {
  /**
   * Maximum total weight. If it is exceeded, the least recently used entries are evicted, but never the most recent
   * one.
   */
  most: number;
  of(thing: T): number;
}

/**
 * Caches one expensive value per key, for as long as the value's stamp stays the same. All server caches of data
 * derived from the database use it.
 */
export class VersionedCache<T> {
  /** In order of last use. */
  private readonly kept = new Map<string, Entry<T>>();

  private source: object | null = null;

  /** @param limit maximum number of entries; if there are more, the least recently used one is evicted */
  constructor(
    private readonly limit: number,
    private readonly balance: Balance<T> | null = null,
  ) {}

  /**
   * Binds the cache to a source, for example a library. Entries from another source are dropped immediately, because
   * they are no longer needed and take up memory.
   */
  of(source: object): this {
    if (this.source !== source) this.kept.clear();
    this.source = source;
    return this;
  }

  /** Whether the cache is currently bound to this source. */
  isOf(source: object): boolean {
    return this.source === source;
  }

  /**
   * @param stamp version of the data that the value is derived from
   * @param make creates a missing or outdated value; it gets the previous value, which may be partly reusable. A
   *   failure isn't cached
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
