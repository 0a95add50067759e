import { isSameWord, readWords, wordAt } from "./words";

/** Whether two passages have the same words, ignoring typography and whitespace. */
export function hasSameWords(one: string, other: string): boolean {
  const ours = readWords(one, new Map());
  const theirs = readWords(other, new Map());
  if (ours.count !== theirs.count) return false;
  for (let index = 0; index < ours.count; index++) {
    if (!isSameWord(wordAt(ours, index), wordAt(theirs, index))) return false;
  }
  return true;
}
