/** Maximum length of an area's description, in UTF-16 code units. */
export const MAX_DESCRIPTION = 1000;

/** The words that represent a highlight in lists: its quote or, for an area, its description. */
export function wordsOf({ quote, description }: { quote: string; description?: string }): string {
  return quote || (description ?? "");
}
