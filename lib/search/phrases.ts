/**
 * A phrase as it is looked for: for each place, the numbers of the words that may stand there. Because places count words
 * only, a phrase sees through whatever stands between them: punctuation, quotes, dashes, line ends, footnote markers.
 */
export type PhrasePattern = readonly ReadonlySet<number>[];

/**
 * Where a phrase occurs in a sequence of words.
 *
 * @param words word numbers in order, as `Vocabulary.add` returns them
 * @returns positions of first words, ascending; occurrences may overlap
 */
export function phraseStarts(words: Uint32Array, pattern: PhrasePattern): number[] {
  const starts: number[] = [];
  for (let start = 0; start + pattern.length <= words.length; start++) {
    if (standsAt(words, pattern, start)) starts.push(start);
  }
  return starts;
}

/** Whether a phrase occurs at all. */
export function hasPhrase(words: Uint32Array, pattern: PhrasePattern): boolean {
  for (let start = 0; start + pattern.length <= words.length; start++) {
    if (standsAt(words, pattern, start)) return true;
  }
  return false;
}

function standsAt(words: Uint32Array, pattern: PhrasePattern, start: number): boolean {
  return pattern.every((place, offset) => place.has(words[start + offset]!));
}
