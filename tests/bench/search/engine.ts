import type { SearchDocument } from "@/lib/search/documents";

/** A record in the form used by the peers. */
export interface PeerRecord {
  id: string;
  /** Empty if the record has no title. The text may start with the title as well. */
  title: string;
  text: string;
}

/** The passages to index, in both forms. Entries with the same index are the same passage. */
export interface Passages {
  records: readonly PeerRecord[];
  /** `block` is the record's id; `text` includes the title. */
  documents: readonly SearchDocument[];
}

/** A search library with an index, as used by this benchmark. */
export interface Engine {
  /**
   * Runs one search as the app does, including everything that is shown for the best hits. Returns their ids, best
   * first.
   */
  search(query: string, limit: number): string[] | Promise<string[]>;
}

/** Builds the index. The caller holds the passages, so that they don't count as the engine's memory. */
export type Build = (passages: Passages) => Engine | Promise<Engine>;
