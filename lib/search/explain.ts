import { aliasesOf } from "./aliases";
import { normalizeWord, tokenize } from "./analysis";
import type { SearchHit } from "./engine";
import { parseQuery } from "./query";
import { skeletonOf } from "./skeleton";
import { kazakhRoot, kazakhStem, stem } from "./stemming";
import { isStopWord } from "./stop-words";

/**
 * Explains why a passage was found. The explanation depends only on the passage's text and titles, so it works the same
 * for both engines.
 */
export interface Explanation {
  /** The words of the query that occur in the passage, with the words in the text that match them. */
  words: { asked: string; found: FoundWord[] }[];
  /** The words of the query that the passage does not contain. */
  missing: string[];
  /** Pairs of query words that are adjacent in the passage, in query order. */
  together: string[];
  /** Titles above the passage that contain words of the query. */
  titles: string[];
}

interface FoundWord {
  /** The word as printed in the report. */
  word: string;
  how: "same" | "form" | "spelling" | "instead";
}

/** @param query the query as typed */
export function explainHit(query: string, hit: SearchHit): Explanation {
  const asked = askedWords(query);
  const matched = hit.ranges.flatMap(([from, to]) =>
    tokenize(hit.text.slice(from, to)).map((token) => ({ ...token, at: from + token.start })),
  );
  const surfaces = new Map<string, string>();
  for (const { word, at, start, end } of matched) {
    if (!surfaces.has(word)) surfaces.set(word, hit.text.slice(at, at + end - start));
  }
  const left = new Set([...surfaces.keys()].filter((word) => !isStopWord(word) || asked.includes(word)));
  const words = asked.map((word) => {
    const found: FoundWord[] = [];
    for (const [other, surface] of surfaces) {
      const how = relationOf(word, other);
      if (how === null) continue;
      found.push({ word: surface, how });
      left.delete(other);
    }
    return { asked: word, found };
  });
  // The remaining matches are corrections or aliases. They can be attributed only if a single query word has no match.
  const unmatched = words.filter(({ found }) => found.length === 0);
  if (unmatched.length === 1)
    unmatched[0]!.found.push(...[...left].map((word) => ({ word: surfaces.get(word)!, how: "instead" as const })));
  return {
    words: words.filter(({ found }) => found.length > 0),
    missing: words.filter(({ found }) => found.length === 0).map((word) => word.asked),
    together: together(asked, hit.text),
    titles: titlesWith(asked, hit),
  };
}

/** The words that affect ranking, without duplicates. */
function askedWords(query: string): string[] {
  const { words, clauses } = parseQuery(query);
  const inPhrases = clauses.flatMap((clause) => (clause.type === "phrase" ? clause.words : []));
  const all = [...new Set([...words.map(({ word }) => word), ...inPhrases])];
  const content = all.filter((word) => !isStopWord(word));
  return content.length > 0 ? content : all;
}

function relationOf(asked: string, other: string): FoundWord["how"] | null {
  if (asked === other) return "same";
  if (stem(asked) === stem(other) || kazakhStem(asked) === kazakhStem(other)) return "form";
  const root = kazakhRoot(asked);
  if (root !== null && stem(root) === stem(other)) return "form";
  const skeleton = skeletonOf(asked);
  if (skeleton !== "" && skeleton === skeletonOf(other)) return "spelling";
  return aliasesOf([asked]).some((name) => name.map(normalizeWord).includes(other)) ? "instead" : null;
}

function together(asked: readonly string[], text: string): string[] {
  const words = tokenize(text).map(({ word }) => word);
  const distinct = [...new Set(words)];
  // Compute this once per distinct word, because long texts repeat words and each comparison computes several stems.
  const alike = asked.map((each) => new Set(distinct.filter((word) => isLike(each, word))));
  return asked.slice(1).flatMap((second, index) => {
    const isPair = (word: string, at: number) => alike[index]!.has(word) && alike[index + 1]!.has(words[at + 1] ?? "");
    return words.some(isPair) ? [`${asked[index]} ${second}`] : [];
  });
}

function isLike(asked: string, word: string): boolean {
  return word !== "" && relationOf(asked, word) !== null;
}

function titlesWith(asked: readonly string[], { section, kind, reportTitle }: SearchHit): string[] {
  const own = section && kind !== "heading" ? [section.title] : [];
  return [...own, ...(section?.within ?? []), reportTitle].filter((title) =>
    tokenize(title).some(({ word }) => asked.some((each) => isLike(each, word))),
  );
}
