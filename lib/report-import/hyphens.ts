import { join, type MarkedText, plain, slice } from "./marked-text";
import { words } from "./typography";

/** Joins parts of a text that were split by line or page breaks. */
export type PartJoiner = (parts: readonly MarkedText[]) => {
  text: MarkedText;
  /** Words that were hyphenated at a break and kept their hyphen. */
  keptHyphens: string[];
};

const HYPHENATED = /([\p{L}\p{M}]+)[-\u2010\u00ad]$/u;
const SMALL_WORD = /^\p{Ll}[\p{L}\p{M}]*/u;
/**
 * Number of characters to examine at the end of a text, more than in any word. The limit keeps the check in constant
 * time.
 */
const WORD_LENGTH = 60;

/**
 * Creates a function that joins the parts of a text with a space at each break. A word hyphenated at a break loses its
 * hyphen only if the joined word occurs elsewhere in the source. Otherwise, the hyphen may belong to the word
 * ("Russian-" + "speaking") and is kept.
 *
 * @param source the whole text, used as a dictionary
 */
export function partJoiner(source: string): PartJoiner {
  let known: Set<string> | undefined;
  return (parts) => {
    const pieces: MarkedText[] = [];
    const keptHyphens: string[] = [];
    for (const [index, part] of parts.entries()) {
      const head = HYPHENATED.exec(part.value.slice(-WORD_LENGTH))?.[1];
      const next = parts[index + 1];
      const tail = head === undefined ? undefined : SMALL_WORD.exec(next?.value.slice(0, WORD_LENGTH) ?? "")?.[0];
      if (head === undefined || tail === undefined) {
        pieces.push(part);
        if (next) pieces.push(plain(" "));
        continue;
      }
      known ??= new Set(words(source));
      const isKnown = known.has((head + tail).toLowerCase());
      if (!isKnown) keptHyphens.push(`${head}-${tail}`);
      pieces.push(isKnown ? slice(part, 0, part.value.length - 1) : part);
    }
    return { text: join(pieces, ""), keptHyphens };
  };
}
