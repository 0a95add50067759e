import { join, type MarkedText, plain, slice } from "./marked-text";
import { words } from "./typography";

/** Joins the parts of a text that ends of lines or pages cut. */
export type PartJoiner = (parts: readonly MarkedText[]) => {
  text: MarkedText;
  /** Words that were hyphenated at a cut and kept their hyphen. */
  keptHyphens: string[];
};

const HYPHENATED = /([\p{L}\p{M}]+)[-\u2010\u00ad]$/u;
const SMALL_WORD = /^\p{Ll}[\p{L}\p{M}]*/u;
/** Longer than any word; keeps the look at a text's end independent of its length. */
const WORD_LENGTH = 60;

/**
 * Makes the function that joins cut text, with one space at each cut. A word hyphenated at the cut loses its hyphen where
 * the whole word occurs elsewhere in the source; elsewhere the hyphen may belong to it ("Russian-" + "speaking"), so it
 * stays.
 *
 * @param source all of the text, to look words up in
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
