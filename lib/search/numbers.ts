/** Numbers as readers write them: 50,000, 50000, 50 000 and 50.000; 9,5 and 9.5. */

const GROUPED = /^[1-9]\d{0,2}(?:[.,]\d{3})+$/;
const PLAIN = /^[1-9]\d{3,14}$/;
const SEPARATED = /^\d+(?:[.,]\d+)+$/;
const FIRST_GROUP = /^[1-9]\d{0,2}$/;
const GROUP = /^\d{3}$/;

/**
 * The other ways of writing a number. Languages disagree on which mark parts thousands and which the fraction, and a report
 * printed in two of them mixes both.
 *
 * @param words one number as a normalised word, or the groups of one that is written with spaces
 * @returns each as normalised words; empty where the words are no number, or there is only one way
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
