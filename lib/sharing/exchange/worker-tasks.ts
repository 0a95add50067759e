/** What of importing and exporting runs in a worker (`lib/workers`), since its cost depends on what somebody wrote. */

import type { Anchor } from "../../anchoring/anchor";
import { Comparisons } from "../../annotations/placing";
import { codePointsOf } from "../../report/code-points";
import { anchorTravelling, type SearchedText } from "./anchoring";
import type { TravellingQuote } from "./travelling";

export { readAlone, readFile } from "./read-file";
export { docxOf } from "./write-docx";

/** Passages that are known by their words, and the texts in which they are looked for. */
export interface Quotes {
  texts: readonly string[];
  /** `text`: its number in `texts`. `isOwn`: whether the passage is said to be one of this very text. */
  quotes: readonly { quote: TravellingQuote; text: number; isOwn: boolean }[];
}

/** Where each passage is. */
export function anchorQuotes({ texts, quotes }: Quotes): Anchor[] {
  const searched: SearchedText[] = texts.map((text) => ({ text, points: codePointsOf(text) }));
  const comparisons = new Comparisons();
  return quotes.map(({ quote, text, isOwn }) => anchorTravelling(searched[text]!, quote, comparisons, isOwn));
}
