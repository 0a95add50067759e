import type { SearchDocument } from "@/lib/search/documents";
import { createSearchEngine, createSegment, type SearchEngine, type SearchOptions } from "@/lib/search/engine";
import { plainDocument } from "@/tests/bench/search/collection";

/** A document with this text. All other fields have default values. */
export function documentWith(text: string, rest: Partial<SearchDocument> = {}): SearchDocument {
  return {
    ...plainDocument(text.slice(0, 12), text, "en"),
    report: "report",
    reportTitle: "Report",
    ...rest,
  };
}

/** An engine that has indexed one paragraph for each text. */
export function engineOver(...texts: string[]): SearchEngine {
  return engineOf(texts.map((text) => documentWith(text)));
}

/** An engine that has indexed documents in one segment. */
export function engineOf(documents: SearchDocument[]): SearchEngine {
  return createSearchEngine([createSegment(documents)]);
}

/** The texts that a query finds, best first. */
export function found(engine: SearchEngine, query: string, options?: SearchOptions): string[] {
  return engine
    .search(query, options)
    .hits()
    .map(({ text }) => text);
}

/** The marked words in each hit. */
export function marked(engine: SearchEngine, query: string): string[][] {
  return engine
    .search(query)
    .hits()
    .map(({ text, ranges }) => ranges.map(([start, end]) => text.slice(start, end)));
}
