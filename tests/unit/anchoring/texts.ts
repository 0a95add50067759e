import { alignTexts } from "@/lib/anchoring/align";
import type { Anchor } from "@/lib/anchoring/anchor";
import { reanchor } from "@/lib/anchoring/reanchor";

/** Four paragraphs with few words in common. */
export const CENTRES =
  "The agency opened its first centre in Almaty in 2010 and a second one in Astana three years later.";
export const COURSES =
  "Most visitors come for language courses, which cost nothing and are taught by volunteers from Moscow.";
export const CRITICS = "Critics say that the money would be better spent on scholarships for students of Kazakhstan.";
export const SURVEY =
  "A survey of 1,200 people found that few had heard of it, and fewer could name its director without help.";

export function lines(...paragraphs: string[]): string {
  return paragraphs.join("\n");
}

/** The span of the nth occurrence (from 0) of the given words. */
export function spanOf(text: string, words: string, nth = 0): { start: number; end: number } {
  let start = -1;
  for (let count = 0; count <= nth; count++) start = text.indexOf(words, start + 1);
  if (start < 0) throw new Error(`"${words}" does not occur in the text.`);
  return { start, end: start + words.length };
}

/** Reanchors words of one text in another, and describes the result with `describeAnchor`. */
export function carry(before: string, after: string, words: string, nth = 0): string {
  return describeAnchor(after, reanchor(alignTexts(before, after), spanOf(before, words, nth)));
}

/** An anchor as text: `anchored 2: words` for words in the second line. */
export function describeAnchor(text: string, anchor: Anchor): string {
  if (!("start" in anchor)) return anchor.state;
  const line = text.slice(0, anchor.start).split("\n").length;
  return `${anchor.state} ${line}: ${text.slice(anchor.start, anchor.end)}`;
}
