import type { SearchDocument } from "@/lib/search/documents";
import { createSearchEngine, type SearchEngine } from "@/lib/search/engine";

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
    ...rest,
  };
}

/** An engine over one paragraph per text. */
export function engineOver(...texts: string[]): SearchEngine {
  return createSearchEngine(texts.map((text) => documentWith(text)));
}

/** The texts that a query finds, best first. */
export function found(engine: SearchEngine, query: string): string[] {
  return engine.search(query).hits.map(({ text }) => text);
}

/** What a query marks, hit by hit. */
export function marked(engine: SearchEngine, query: string): string[][] {
  return engine.search(query).hits.map(({ text, ranges }) => ranges.map(([start, end]) => text.slice(start, end)));
}
