import type { SearchDocument } from "@/lib/search/documents";

/** A record as the peers take it. */
export interface PeerRecord {
  id: string;
  /** Empty where the record has none. The text may begin with it once more. */
  title: string;
  text: string;
}

/** What is to be indexed, in the form that each takes: at one position of both lists stands the same passage. */
export interface Passages {
  records: readonly PeerRecord[];
  /** `block` is the record's id; `text` has the title too. */
  documents: readonly SearchDocument[];
}

/** A search library with an index, as this benchmark asks it. */
export interface Engine {
  /** One search as the app makes it, all that it shows of the best hits included: their ids, best first. */
  search(query: string, limit: number): string[] | Promise<string[]>;
}

/** Makes the index. The passages are held by the caller, so they cost no engine memory. */
export type Build = (passages: Passages) => Engine | Promise<Engine>;
