import { hasPhrase, type PhrasePattern, type PhrasePlace } from "./phrases";
import type { Segment } from "./segment";

/** Words that must be adjacent. If the last one is still being typed, it is a prefix. */
export interface Phrase {
  words: readonly string[];
  typing: boolean;
  /** For each word, the words that match in its place. By default, only the word itself. */
  forms?: readonly (readonly string[])[] | undefined;
}

/** Numbers of the documents in a segment that contain a phrase. Checks only documents that contain its rarest word. */
export function* documentsWithPhrase(segment: Segment, phrase: Phrase): Generator<number> {
  const pattern = patternIn(segment, phrase);
  for (const local of documentsWithAny(segment, rarestPlace(segment, pattern))) {
    if (hasPhrase(segment.words, segment.starts[local]!, segment.starts[local + 1]!, pattern)) yield local;
  }
}

/** Converts the words of a phrase to their numbers in a segment. */
export function patternIn({ vocabulary }: Pick<Segment, "vocabulary">, phrase: Phrase): PhrasePattern {
  const { words, typing } = phrase;
  return words.map((word, place) => {
    const own = phrase.forms?.[place] ?? [word];
    const forms = typing && place === words.length - 1 ? vocabulary.wordsWithPrefix(word) : own;
    const [only, ...others] = forms.flatMap((form) => vocabulary.idOf(form) ?? []);
    return only !== undefined && others.length === 0 ? only : new Set([only ?? [], others].flat());
  });
}

function wordsAt(place: PhrasePlace): Iterable<number> {
  return typeof place === "number" ? [place] : place;
}

function rarestPlace({ vocabulary }: Segment, pattern: PhrasePattern): PhrasePlace {
  const frequency = (place: PhrasePlace): number => {
    let sum = 0;
    for (const id of wordsAt(place)) sum += vocabulary.frequencyOf(id);
    return sum;
  };
  return pattern.reduce((rarest, place) => (frequency(place) < frequency(rarest) ? place : rarest));
}

function documentsWithAny({ index }: Segment, place: PhrasePlace): Iterable<number> {
  const documents = Array.from(wordsAt(place), (id) => index.documentsWith(id));
  const [only] = documents;
  return only && documents.length === 1 ? only : new Set(documents.flatMap((ids) => [...ids]));
}
