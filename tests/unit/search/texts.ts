import type { SearchDocument } from "@/lib/search/documents";
import { createSearchEngine, createSegment, type SearchEngine, type SearchOptions } from "@/lib/search/engine";

/** A document with this text; what a test does not care about is filled in. */
export function documentWith(text: string, rest: Partial<SearchDocument> = {}): SearchDocument {
  return {
    report: "report",
    reportTitle: "Report",
    block: text.slice(0, 12),
    kind: "paragraph",
    language: "en",
    section: null,
    page: null,
    pageCertain: false,
    start: 0,
    text,
    by: [],
    tags: [],
    note: null,
    ...rest,
  };
}

/** An engine over one paragraph per text. */
export function engineOver(...texts: string[]): SearchEngine {
  return engineOf(texts.map((text) => documentWith(text)));
}

/** An engine over documents in one segment. */
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

/** What a query marks, hit by hit. */
export function marked(engine: SearchEngine, query: string): string[][] {
  return engine
    .search(query)
    .hits()
    .map(({ text, ranges }) => ranges.map(([start, end]) => text.slice(start, end)));
}
