import { decodeBoxes } from "@/lib/word-boxes/codec";
import type { WordBox } from "@/lib/word-boxes/model";

/** Maximum number of pages whose words are kept. */
const KEPT = 60;

/** The boxes of the words of an edition, which are fetched page by page. */
export class PageWords {
  readonly #pages = new Map<number, Promise<readonly WordBox[]>>();

  /** @param address the URL of the edition's pages */
  constructor(private readonly address: string) {}

  /** The boxes on a page, ordered by their place in the text. */
  of(page: number): Promise<readonly WordBox[]> {
    const known = this.#pages.get(page);
    const words = known ?? this.#fetch(page);
    // Pages that were used recently are at the end.
    this.#pages.delete(page);
    this.#pages.set(page, words);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > KEPT && oldest !== undefined) this.#pages.delete(oldest);
    return words;
  }

  #fetch(page: number): Promise<readonly WordBox[]> {
    const words = this.#request(page);
    words.catch(() => this.#pages.delete(page));
    return words;
  }

  async #request(page: number): Promise<readonly WordBox[]> {
    const response = await fetch(`${this.address}/${page}`);
    if (!response.ok) throw new Error(`The words of page ${page} could not be fetched: ${response.status}.`);
    return decodeBoxes(new Uint8Array(await response.arrayBuffer()), page);
  }
}
