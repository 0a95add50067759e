/** Bytes of all results that are kept. */
const MAX_BYTES = 32 * 1024 * 1024;

/** How long a failure is kept, in milliseconds: what made it fail may have been something else than its input. */
const FAILURE_MS = 60_000;

/** What was made, and how many bytes it takes. */
export interface Made<T> {
  value: T;
  bytes: number;
}

interface Entry<T> {
  bytes: number;
  result: Promise<T>;
  /** Requests that wait for it; one that can't be cancelled counts for good. */
  askers: number;
  isDone: boolean;
  cancel: AbortController;
}

interface Ask {
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal | undefined;
  /** Whether an error would come again. */
  isFinal(error: unknown): boolean;
}

/**
 * Results by a hash of what they were made of, the least recently used dropped first. Whoever asks for one that is being made waits for
 * it. A failure that would come again is kept for a minute.
 */
export class ResultCache {
  readonly #kept = new Map<string, Entry<unknown>>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /**
   * @param key says all that the result depends on
   * @param make is given a signal that is aborted once everybody who asked is gone
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
      // Whoever asks from now on has it made again.
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
