import type { Words } from "./lexicon";
import { documentsWithPhrase } from "./phrase-lookup";
import { printedForm, type Segment } from "./segment";

/** The vocabulary of a segment as `Words`. */
export function wordsOfSegment(segment: Segment): Words {
  const { vocabulary } = segment;
  return {
    hasCyrillic: vocabulary.hasCyrillic,
    hasKazakh: vocabulary.hasKazakh,
    frequency: (word) => {
      const id = vocabulary.idOf(word);
      return id === undefined ? 0 : vocabulary.frequencyOf(id);
    },
    hasLowerCase: (word) => vocabulary.hasLowerCase(word),
    printed: (word) => printedForm(segment, word),
    hasPhrase: (words) => !documentsWithPhrase(segment, { words, typing: false }).next().done,
    withStem: (wordStem) => vocabulary.wordsWithStem(wordStem),
    withSkeleton: (skeleton) => vocabulary.wordsWithSkeleton(skeleton),
    latinWithSkeleton: (skeleton) => vocabulary.latinWordsWithSkeleton(skeleton),
    withPrefix: (prefix) => vocabulary.wordsWithPrefix(prefix),
    withSkeletonPrefix: (prefix) => vocabulary.wordsWithSkeletonPrefix(prefix),
    near: (word, distance) => vocabulary.wordsNear(word, distance),
    skeletonsNear: (skeleton, distance) => [...vocabulary.skeletonsNear(skeleton, distance)],
  };
}
