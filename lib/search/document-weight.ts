import type { BlockKind } from "../report/model";
import { tokenize } from "./analysis";
import type { SearchDocument } from "./documents";
import { isStopWord } from "./stop-words";

const ADDRESS = /(?:[a-z]+:\/\/|www\.)\S+/giu;
/** What tells where something was published: an address, a year, pages, the work that was named before. */
const LOCATOR = /(?:[a-z]+:\/\/|www\.)\S|\b(?:1[89]|20)\d\d\b|\b(?:pp?|vol|no|ibid|op\. cit)\.|там же|\b[сc]\. ?\d/iu;

/** Sentences are made of stop words by a third or more; titles and names, of which a source is made, by a fifth. */
const MOST_STOP_WORDS = 0.27;
/** Who comments on a source says more than this. */
const LONGEST_SOURCE = 60;
/** What ends with an address is a title before it, whatever words that is made of, up to so many. */
const LONGEST_TITLE = 30;
const ENDS_WITH_ADDRESS = /(?:[a-z]+:\/\/|www\.)\S+\s*$/iu;

/** Whether a footnote names a source and says nothing itself. */
function isSource({ kind, text }: Pick<SearchDocument, "kind" | "text">): boolean {
  if (kind !== "footnote" || !LOCATOR.test(text)) return false;
  const words = tokenize(text.replace(ADDRESS, " "));
  const stopWords = words.filter(({ word }) => isStopWord(word)).length;
  if (words.length <= LONGEST_TITLE && ENDS_WITH_ADDRESS.test(text)) return true;
  return words.length <= LONGEST_SOURCE && stopWords <= words.length * MOST_STOP_WORDS;
}

/**
 * BM25 favours short texts, and a heading or caption is short because it names a thing, not because it says much about it.
 * Footnotes and table rows are short but complete, so they compete as they are. The values are judgement, not measurement: a
 * heading still wins where it alone has the words.
 */
const KIND_WEIGHT: Readonly<Record<BlockKind | "note", number>> = {
  heading: 0.7,
  paragraph: 1,
  "list-item": 1,
  "table-row": 1,
  caption: 0.8,
  footnote: 1,
  note: 1,
};

/**
 * A source says less than a sentence that rests on it, and its few words are mostly names. The value is judgement: a source still wins
 * where it alone has the words.
 */
const SOURCE_WEIGHT = 0.7;

/** How much what a document says counts. */
export function documentWeight(document: Pick<SearchDocument, "kind" | "text">): number {
  return KIND_WEIGHT[document.kind] * (isSource(document) ? SOURCE_WEIGHT : 1);
}
