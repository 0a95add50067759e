/** Maximum size of all cached results, in bytes. */
const MAX_BYTES = 32 * 1024 * 1024;

/** How long a failure is cached, in milliseconds. Failures expire because the input may not have been the cause. */
const FAILURE_MS = 60_000;

/** A result and its size in bytes. */
export interface Made<T> {
  value: T;
  bytes: number;
}

interface Entry<T> {
  bytes: number;
  result: Promise<T>;
  /** Number of callers waiting for the result. Callers without a signal can't leave. */
  askers: number;
  isDone: boolean;
  cancel: AbortController;
}

interface Ask {
  /** Aborted when the caller no longer waits for the result. */
  signal: AbortSignal | undefined;
  /** Whether an error is deterministic, which means that a retry would fail too. */
  isFinal(error: unknown): boolean;
}

/**
 * An LRU cache of results, keyed by a hash of their input. Concurrent requests for the same key share one computation.
 * Deterministic failures are cached for a minute.
 */
export class ResultCache {
  readonly #kept = new Map<string, Entry<unknown>>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /**
   * @param key identifies everything that the result depends on
   * @param make receives a signal that is aborted once all callers have left
   */
  get<T>(key: string, make: (signal: AbortSignal) => Promise<Made<T>>, { signal, isFinal }: Ask): Promise<T> {
    const known = this.#kept.get(key) as Entry<T> | undefined;
    if (known) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      this.#join(key, known, signal);
      return known.result;
    }
    const cancel = new AbortController();
    const made = make(cancel.signal);
    const kept: Entry<T> = { bytes: 0, result: made.then(({ value }) => value), askers: 0, isDone: false, cancel };
    this.#kept.set(key, kept);
    this.#join(key, kept, signal);
    made.then(
      ({ bytes }) => {
        kept.isDone = true;
        this.#weigh(key, kept, bytes);
      },
      (error: unknown) => {
        kept.isDone = true;
        if (!isFinal(error)) this.#drop(key, kept);
        else setTimeout(() => this.#drop(key, kept), FAILURE_MS).unref();
      },
    );
    return kept.result;
  }

  #join(key: string, kept: Entry<unknown>, signal: AbortSignal | undefined): void {
    kept.askers += 1;
    const leave = () => {
      kept.askers -= 1;
      if (kept.askers > 0 || kept.isDone) return;
      // Drop the entry now, so that later callers start a new computation.
      this.#drop(key, kept);
      kept.cancel.abort(signal?.reason);
    };
    if (!kept.isDone) signal?.addEventListener("abort", leave, { once: true });
  }

  #weigh(key: string, kept: Entry<unknown>, bytes: number): void {
    if (this.#kept.get(key) !== kept) return;
    kept.bytes = bytes;
    this.#bytes += bytes;
    for (const [oldest, each] of this.#kept) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#drop(oldest, each);
    }
  }

  #drop(key: string, kept: Entry<unknown>): void {
    if (this.#kept.get(key) !== kept) return;
    this.#bytes -= kept.bytes;
    this.#kept.delete(key);
  }
}
