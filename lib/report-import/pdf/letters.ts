/** The letters and digits of a text, for comparisons: without case, spaces, signs, soft hyphens and ligatures. */
export function lettersOf(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
