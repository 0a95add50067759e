/** Variants of written numbers: 50,000, 50000, 50 000 and 50.000; 9,5 and 9.5. */

const GROUPED = /^[1-9]\d{0,2}(?:[.,]\d{3})+$/;
const PLAIN = /^[1-9]\d{3,14}$/;
const SEPARATED = /^\d+(?:[.,]\d+)+$/;
const FIRST_GROUP = /^[1-9]\d{0,2}$/;
const GROUP = /^\d{3}$/;

/**
 * Returns the other ways in which a number can be written. Languages use different thousands and decimal separators,
 * and bilingual reports mix both.
 *
 * @param words one number as a normalized word, or the digit groups of a number written with spaces
 * @returns each variant as normalized words; empty if the words are not a number or have only one form
 */
export function writingsOf(words: readonly string[]): string[][] {
  const [first, ...groups] = words;
  if (first === undefined) return [];
  const written = words.join(" ");
  return (groups.length > 0 ? wholeInGroups(first, groups) : single(first)).filter(
    (other) => other.join(" ") !== written,
  );
}

function single(word: string): string[][] {
  if (PLAIN.test(word)) return whole(word);
  if (GROUPED.test(word)) return whole(word.replaceAll(/[.,]/g, ""));
  return SEPARATED.test(word) ? [[word.replaceAll(/[.,]/g, (mark) => (mark === "." ? "," : "."))]] : [];
}

function wholeInGroups(first: string, groups: readonly string[]): string[][] {
  return FIRST_GROUP.test(first) && groups.every((group) => GROUP.test(group))
    ? whole([first, ...groups].join(""))
    : [];
}

function whole(digits: string): string[][] {
  const groups = digits.replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, " ").split(" ");
  return [[digits], [groups.join(",")], [groups.join(".")], groups];
}
