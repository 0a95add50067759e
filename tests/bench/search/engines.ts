/**
 * The engines to compare, each configured according to its own documentation. Their packages are imported dynamically,
 * because only this folder's own `npm ci` installs them. The parts that we use are therefore typed here.
 */

import type { Build, PeerRecord } from "./engine";
import { buildOurs } from "./ours";

interface Contender {
  label: string;
  /** Whether the engine can handle 100,000 passages in reasonable time. */
  isQuick: boolean;
  /** Loads the engine's package first, so that loading it does not count as build time. */
  load(): Promise<Build>;
}

export const ENGINES = {
  ours: { label: "ours", isQuick: true, load: async () => buildOurs },
  minisearch: { label: "MiniSearch, default", isQuick: true, load: () => loadMiniSearch(fieldsOf) },
  "minisearch-text": { label: "MiniSearch, text alone", isQuick: true, load: () => loadMiniSearch(() => ["text"]) },
  lunr: { label: "Lunr, default", isQuick: false, load: loadLunr },
  orama: { label: "Orama, stems + stop words", isQuick: false, load: loadOrama },
  flexsearch: { label: "FlexSearch, suggest", isQuick: false, load: loadFlexSearch },
  fuse: { label: "Fuse, token search", isQuick: false, load: loadFuse },
} satisfies Record<string, Contender>;

export type EngineName = keyof typeof ENGINES;

/** The names of the engines, in the order they are run and listed. */
export const ENGINE_NAMES = Object.keys(ENGINES) as EngineName[];

const load = <Exports>(name: string): Promise<Exports> => import(name);

/** Adds a field for titles, if there are any. */
function fieldsOf(records: readonly PeerRecord[]): string[] {
  return records.some(({ title }) => title !== "") ? ["title", "text"] : ["text"];
}

interface MiniSearch {
  addAll(records: readonly PeerRecord[]): void;
  search(query: string): { id: string }[];
}

async function loadMiniSearch(chooseFields: (records: readonly PeerRecord[]) => string[]): Promise<Build> {
  const { default: Index } = await load<{ default: new (options: { fields: string[] }) => MiniSearch }>("minisearch");
  return ({ records }) => {
    const index = new Index({ fields: chooseFields(records) });
    index.addAll(records);
    return {
      search: (query, limit) =>
        index
          .search(query)
          .slice(0, limit)
          .map(({ id }) => id),
    };
  };
}

interface LunrBuilder {
  field(name: string): void;
  add(record: PeerRecord): void;
}

interface Lunr {
  (
    configure: (this: LunrBuilder) => void,
  ): {
    query(ask: (query: { term(words: unknown): void }) => void): { ref: string }[];
  };
  tokenizer(text: string): unknown;
}

/** Lunr is queried word by word, because its own query language throws on syntax errors. */
async function loadLunr(): Promise<Build> {
  const { default: lunr } = await load<{ default: Lunr }>("lunr");
  return ({ records }) => {
    const index = lunr(function () {
      for (const field of fieldsOf(records)) this.field(field);
      for (const record of records) this.add(record);
    });
    return {
      search: (query, limit) =>
        index
          .query((ask) => ask.term(lunr.tokenizer(query)))
          .slice(0, limit)
          .map(({ ref }) => ref),
    };
  };
}

interface Orama {
  create(options: object): object;
  insertMultiple(index: object, records: readonly PeerRecord[]): Promise<unknown>;
  search(index: object, query: { term: string; limit: number }): Promise<{ hits: { id: string }[] }>;
}

/** The stemmer and stop words come from Orama's own packages. */
async function loadOrama(): Promise<Build> {
  const { create, insertMultiple, search } = await load<Orama>("@orama/orama");
  const { stemmer } = await load<{ stemmer: unknown }>("@orama/stemmers/english");
  const { stopwords } = await load<{ stopwords: unknown }>("@orama/stopwords/english");
  return async ({ records }) => {
    const schema = Object.fromEntries(fieldsOf(records).map((field) => [field, "string"]));
    const tokenizer = { language: "english", stemming: true, stemmer, stopWords: stopwords };
    const index = create({ schema, components: { tokenizer } });
    await insertMultiple(index, records);
    return { search: async (query, limit) => (await search(index, { term: query, limit })).hits.map(({ id }) => id) };
  };
}

interface FlexSearchIndex {
  add(id: number, text: string): void;
  search(query: string, options: { limit: number; suggest: boolean }): number[];
}

/**
 * Without `suggest`, FlexSearch requires all words and finds hardly anything. FlexSearch ranks only a single field.
 */
async function loadFlexSearch(): Promise<Build> {
  const { Index } = await load<{ Index: new () => FlexSearchIndex }>("flexsearch");
  return ({ documents }) => {
    const index = new Index();
    documents.forEach(({ text }, number) => {
      index.add(number, text);
    });
    return {
      search: (query, limit) => index.search(query, { limit, suggest: true }).map((found) => documents[found]!.block),
    };
  };
}

interface FuseOptions {
  keys: string[];
  useTokenSearch: boolean;
}

interface Fuse {
  search(query: string, options: { limit: number }): { item: { block: string } }[];
}

/** By default, Fuse treats the whole query as one string and only searches near the beginning of texts. */
async function loadFuse(): Promise<Build> {
  const { default: Index } = await load<{ default: new (documents: object, options: FuseOptions) => Fuse }>("fuse.js");
  return ({ documents }) => {
    const index = new Index(documents, { keys: ["text"], useTokenSearch: true });
    return { search: (query, limit) => index.search(query, { limit }).map(({ item }) => item.block) };
  };
}
