/** Letters that look the same in both alphabets. */
const LATIN = "AaBCcEeHIiKMOoPpTXxyY";
const CYRILLIC = "АаВСсЕеНІіКМОоРрТХхуҮ";
const TO_CYRILLIC = new Map([...LATIN].map((letter, n) => [letter, [...CYRILLIC][n]!]));
const TO_LATIN = new Map([...CYRILLIC].map((letter, n) => [letter, LATIN[n]!]));

const isLatin = (letter: string) => /\p{Script=Latin}/u.test(letter);
const isCyrillic = (letter: string) => /\p{Script=Cyrillic}/u.test(letter);

/**
 * Replaces lookalike letters so that each word uses one alphabet. This is the alphabet of the word's other letters or,
 * if all of its letters exist in both alphabets, that of the words around it.  @param words the words of a line
 */
export function inOneAlphabet(words: readonly string[]): string[] {
  const count = (texts: readonly string[], isOwn: (letter: string) => boolean, others: ReadonlyMap<string, string>) =>
    texts.reduce((sum, text) => sum + [...text].filter((letter) => isOwn(letter) && !others.has(letter)).length, 0);
  const surelyLatin = count(words, isLatin, TO_CYRILLIC);
  const surelyCyrillic = count(words, isCyrillic, TO_LATIN);
  return words.map((word) => {
    const latin = count([word], isLatin, TO_CYRILLIC);
    const cyrillic = count([word], isCyrillic, TO_LATIN);
    const isAmbiguous = latin === 0 && cyrillic === 0;
    if (latin > 0 && cyrillic > 0) return word;
    if (isAmbiguous && surelyLatin === surelyCyrillic) return word;
    const isCyrillicWord = isAmbiguous ? surelyCyrillic > surelyLatin : cyrillic > 0;
    const table = isCyrillicWord ? TO_CYRILLIC : TO_LATIN;
    return [...word].map((letter) => table.get(letter) ?? letter).join("");
  });
}
