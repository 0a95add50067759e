import { tokenize } from "./analysis";
import type { SearchDocument } from "./documents";
import { isStopWord } from "./stop-words";

const ADDRESS = /(?:[a-z]+:\/\/|www\.)\S+/giu;
/** Signs of a bibliographic reference: a URL, a year, page numbers, or a previously cited work. */
const LOCATOR = /(?:[a-z]+:\/\/|www\.)\S|\b(?:1[89]|20)\d\d\b|\b(?:pp?|vol|no|ibid|op\. cit)\.|там же|\b[сc]\. ?\d/iu;

/**
 * Maximum share of stop words in a source. Sources consist of titles and names, in which about a fifth of the words are
 * stop words. In sentences, at least a third are.
 */
const MOST_STOP_WORDS = 0.27;
/** Maximum number of words in a footnote that only names its source. A longer footnote comments on the source. */
const LONGEST_SOURCE = 60;
/** Text of at most this length before a final URL is a title, whatever its share of stop words. */
const LONGEST_TITLE = 30;
const ENDS_WITH_ADDRESS = /(?:[a-z]+:\/\/|www\.)\S+\s*$/iu;

/** Whether a footnote does nothing but name a source. */
function isSource({ kind, text }: Pick<SearchDocument, "kind" | "text">): boolean {
  if (kind !== "footnote" || !LOCATOR.test(text)) return false;
  const words = tokenize(text.replace(ADDRESS, " "));
  const stopWords = words.filter(({ word }) => isStopWord(word)).length;
  if (words.length <= LONGEST_TITLE && ENDS_WITH_ADDRESS.test(text)) return true;
  return words.length <= LONGEST_SOURCE && stopWords <= words.length * MOST_STOP_WORDS;
}

/**
 * BM25 favours short texts, but headings and captions are short because they only name a topic and say little about it.
 * The labels of a figure name topics too. Footnotes and table rows are short but complete, so they have full weight. The
 * values are judgements, not measurements. A heading still wins if it is the only match.
 */
const KIND_WEIGHT: Readonly<Record<SearchDocument["kind"], number>> = {
  heading: 0.7,
  paragraph: 1,
  "list-item": 1,
  "table-row": 1,
  caption: 0.8,
  figure: 0.7,
  footnote: 1,
  note: 1,
};

/**
 * A source says less than a sentence that relies on it, and its few words are mostly names. The value was chosen by the
 * golden questions on four reports (`docs/golden-questions.md`): .7 answers 159 of 196, .6 answers 164, and .5 answers
 * 165 but loses two that .7 answers. A source still wins if it is the only match.
 */
const SOURCE_WEIGHT = 0.6;

/** The weight of a document in ranking. */
export function documentWeight(document: Pick<SearchDocument, "kind" | "text">): number {
  return KIND_WEIGHT[document.kind] * (isSource(document) ? SOURCE_WEIGHT : 1);
}
