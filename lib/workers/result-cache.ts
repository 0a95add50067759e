import { createHash } from "node:crypto";
import { serialize } from "node:v8";

/** Bytes of all inputs and results that are kept. */
const MAX_BYTES = 32 * 1024 * 1024;

/** How long a failure is kept, in milliseconds: what made it fail may have been something else than its input. */
const FAILURE_MS = 60_000;

interface Kept<T> {
  bytes: number;
  result: Promise<T>;
}

/**
 * Results by a hash of what they were made of, the least recently used dropped first. Whoever asks for one that is being made waits for
 * it. A failure that would come again is kept for a minute.
 */
export class ResultCache {
  readonly #kept = new Map<string, Kept<unknown>>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes = MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /**
   * @param about what the result depends on: anything that can be sent to a worker
   * @param isFinal whether an error would come again
   */
  get<T>(about: unknown, make: () => Promise<T>, isFinal: (error: unknown) => boolean): Promise<T> {
    const key = createHash("sha256").update(serialize(about)).digest("base64");
    const known = this.#kept.get(key);
    if (known) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known.result as Promise<T>;
    }
    const result = make();
    const kept = { bytes: 0, result };
    this.#kept.set(key, kept);
    result.then(
      (value) => this.#weigh(key, kept, serialize(value).length),
      (error: unknown) => {
        if (!isFinal(error)) this.#drop(key, kept);
        else setTimeout(() => this.#drop(key, kept), FAILURE_MS).unref();
      },
    );
    return result;
  }

  #weigh(key: string, kept: Kept<unknown>, bytes: number): void {
    if (this.#kept.get(key) !== kept) return;
    kept.bytes = bytes;
    this.#bytes += bytes;
    for (const [oldest, each] of this.#kept) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#drop(oldest, each);
    }
  }

  #drop(key: string, kept: Kept<unknown>): void {
    if (this.#kept.get(key) !== kept) return;
    this.#bytes -= kept.bytes;
    this.#kept.delete(key);
  }
}
