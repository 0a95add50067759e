/** The letters and digits of a text for comparison: without case, spaces, punctuation, soft hyphens and ligatures. */
export function lettersOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
