/** Maximum length of an area's description, in UTF-16 code units. */
export const MAX_DESCRIPTION = 1000;

/** Maximum length of a description that is made of the words in an area, in UTF-16 code units. */
const SUGGESTED = 160;

/** A description made of the words in an area; empty if there are none. */
export function describedBy(words: string): string {
  const spaced = words.replace(/\s+/gu, " ").trim();
  if (spaced.length <= SUGGESTED) return spaced;
  const end = spaced.slice(0, SUGGESTED + 1).search(/\s+\S*$/u);
  return `${spaced.slice(0, end > 0 ? end : SUGGESTED)}…`;
}

/** The words that represent a highlight in lists: its quote or, for an area, its description. */
export function wordsOf({ quote, description }: { quote: string; description?: string }): string {
  return quote || (description ?? "");
}
