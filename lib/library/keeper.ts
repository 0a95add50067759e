interface Kept<T> {
  stamp: string;
  thing: Promise<T>;
  /** What was made last under the same key; null for nothing yet. */
  last: T | null;
}

/** Keeps what takes a while to make: one thing under each key, for as long as its stamp stays the same. */
export class Keeper<T> {
  /** In the order in which they were last asked for. */
  private readonly kept = new Map<string, Kept<T>>();

  /** @param limit how many things are kept; beyond it goes the one that was not asked for longest */
  constructor(private readonly limit: number) {}

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
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= this.limit) break;
      this.kept.delete(oldest);
    }
    return entry.thing;
  }

  private made(key: string, stamp: string, make: (before: T | null) => Promise<T>): Kept<T> {
    const last = this.kept.get(key)?.last ?? null;
    const entry: Kept<T> = { stamp, thing: make(last), last };
    entry.thing.then(
      (thing) => {
        entry.last = thing;
      },
      () => {
        if (this.kept.get(key) === entry) this.kept.delete(key);
      },
    );
    return entry;
  }
}
