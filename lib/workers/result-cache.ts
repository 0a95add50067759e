import { createHash } from "node:crypto";
import { serialize } from "node:v8";

/** Bytes of all inputs whose results are kept: results are about as large. */
const MAX_BYTES = 32 * 1024 * 1024;

interface Kept<T> {
  bytes: number;
  result: Promise<T>;
}

/**
 * Results by a hash of what they were made of, the least recently used dropped first. Whoever asks for one that is being made waits for
 * it. A failure is kept as well where it would be the same again.
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
    const bytes = serialize(about);
    const key = createHash("sha256").update(bytes).digest("base64");
    const known = this.#kept.get(key);
    if (known) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known.result as Promise<T>;
    }
    const result = make();
    this.#kept.set(key, { bytes: bytes.length, result });
    this.#bytes += bytes.length;
    this.#trim(key);
    result.catch((error: unknown) => {
      if (!isFinal(error)) this.#drop(key);
    });
    return result;
  }

  #trim(newest: string): void {
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#maxBytes || oldest === newest) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }
}
