/**
 * The letters and digits of a text, for comparison. Case, spaces, punctuation, soft hyphens and ligatures are ignored.
 */
export function lettersOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
