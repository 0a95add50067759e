import type { LineWord } from "./lines";
import { addStyle, emptyText, type RichText } from "./rich-text";
import { type Run, runsOf, runText } from "./words";

/** A note marker: a number or symbols, optionally in brackets. */
const MARKER = /^[[(]?(\d{1,3}|[*†‡§]{1,3})[\])]?$/u;
const MARKERS = /^(?:[[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?[,;]?\s?)+$/u;
const SOFT_HYPHEN = "\u00ad";
const LIGATURE = /[\ufb00-\ufb06]/u;
const LIGATURES = new RegExp(LIGATURE, "gu");
/** Ligatures and soft hyphens. */
const UNUSUAL = /[\ufb00-\ufb06\u00ad]/u;

/** Expands ligatures; other characters are kept. */
export const spelt = (text: string): string =>
  LIGATURE.test(text) ? text.replace(LIGATURES, (ligature) => ligature.normalize("NFKC")) : text;

/** The labels in a superscript word that consists of markers; empty for all other words. */
export function markerLabels(word: LineWord): string[] {
  if (word.raised < 0.15) return [];
  const bare = word.text.replace(/[.,;:]+$/u, "");
  if (!MARKERS.test(bare)) return [];
  return [...bare.matchAll(/\d{1,3}|[*†‡§]{1,3}/gu)].map(([label]) => label);
}

/** The label of a text that is only a marker. */
export const labelOf = (text: string): string | undefined => MARKER.exec(text)?.[1];

/** The text of a line, or of some of its words. */
export function textOf(words: readonly LineWord[], page: number): RichText {
  const result = emptyText();
  let last: LineWord | undefined;
  for (const [index, word] of words.entries()) {
    result.drawn.push({ page, word });
    const labels = markerLabels(word);
    if (labels.length > 0) {
      const at = result.text.trimEnd().length;
      for (const label of labels) result.markers.push({ at, label, page });
      const after = /[.,;:]+$/u.exec(word.text)?.[0];
      if (after) result.text += after;
      last = word;
      continue;
    }
    if (last && isApart(last, word)) result.text += " ";
    const isLast = index === words.length - 1;
    addWord(result, word, isLast);
    last = word;
  }
  return result;
}

/**
 * Whether there is a space between two words. Markers, drop capitals and small capitals are separate words that touch
 * the word after them.
 */
function isApart(before: LineWord, word: LineWord): boolean {
  const gap = (word.x0 - before.x1) / Math.max(word.size, before.size);
  return gap > 0.12 || (word.glyphs[0]!.afterSpace && gap > 0.04);
}

function addWord(result: RichText, word: LineWord, isLast: boolean): void {
  for (const run of runsOf(word.glyphs)) {
    const start = result.text.length;
    const text = runText(word, run);
    result.text += UNUSUAL.test(text) ? speltRun(word, run, isLast) : text;
    if (result.text.length > start) addStyle(result, start, result.text.length, run.look);
  }
}

/** The text of a run without ligatures, and without soft hyphens that are not at the end of a line. */
function speltRun({ glyphs }: LineWord, { start, end }: Run, isLast: boolean): string {
  let text = "";
  for (let at = start; at < end; at++) {
    const own = glyphs[at]!.text;
    const isHyphenAtEnd = isLast && at >= glyphs.length - 2;
    if (own !== SOFT_HYPHEN || isHyphenAtEnd) text += spelt(own);
  }
  return text;
}
