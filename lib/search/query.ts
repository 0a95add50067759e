import { type Token, tokenize } from "./analysis";

/** A word to rank by. */
interface WordClause {
  type: "word";
  /** Normalised, as `tokenize` returns it. */
  word: string;
  /** Whether the word is still being typed, so that longer words beginning with it are meant as well. */
  prefix: boolean;
}

/** Words that must stand next to each other in this order. */
export interface PhraseClause {
  type: "phrase";
  /** Normalised; at least one. */
  words: string[];
  /** False where the closing quote is missing: either the phrase is still being typed, or the quote was a slip. */
  closed: boolean;
  /** Whether the last word is still being typed. */
  prefix: boolean;
}

/** One member of the union for each thing that a query can ask for. */
export type Clause = WordClause | PhraseClause;

/** What a reader asked for, clause by clause in the order typed. */
export interface Query {
  clauses: Clause[];
}

const QUOTE = /["“”„‟«»]/g;

/** What may close a phrase that each mark opens: people mix straight and curly quotes, and languages disagree on sides. */
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"“”',
  "“": '”"',
  "”": '”"',
  "„": '“”"',
  "‟": '”"',
  "«": "»",
  "»": "«»",
};

const WORD_CHARACTER = /[\p{L}\p{M}\p{N}]/u;

/**
 * Reads a query. Any string is a query: what has no meaning as an operator is read as text, and characters that belong to
 * no word are passed over. Takes time linear in the length of the input.
 */
export function parseQuery(input: string): Query {
  const clauses: Clause[] = [];
  const addWords = (from: number, to: number): void => {
    for (const { word, prefix } of wordsBetween(input, from, to)) clauses.push({ type: "word", word, prefix });
  };
  const addPhrase = (from: number, to: number, closed: boolean): void => {
    const words = wordsBetween(input, from, to);
    if (words.length === 0) return;
    const prefix = !closed && words.at(-1)!.prefix;
    // One word is no phrase until its quote is closed.
    if (words.length === 1 && !closed) clauses.push({ type: "word", word: words[0]!.word, prefix });
    else clauses.push({ type: "phrase", words: words.map(({ word }) => word), closed, prefix });
  };

  let textStart = 0;
  let opening: { at: number; closing: string } | null = null;
  for (const { 0: mark, index } of input.matchAll(QUOTE)) {
    if (opening === null) {
      if (followsWord(input, index)) continue;
      opening = { at: index, closing: CLOSING[mark]! };
    } else if (opening.closing.includes(mark)) {
      addWords(textStart, opening.at);
      addPhrase(opening.at + 1, index, true);
      textStart = index + 1;
      opening = null;
    }
  }
  addWords(textStart, opening?.at ?? input.length);
  if (opening !== null) addPhrase(opening.at + 1, input.length, false);
  return { clauses };
}

/** A mark that touches the word before it opens nothing: it is the inch of 5", or a slip. */
function followsWord(input: string, index: number): boolean {
  return index > 0 && WORD_CHARACTER.test(input.charAt(index - 1));
}

/** The words of a part of the input. A word is still being typed where nothing, not even a space, follows it. */
function wordsBetween(input: string, from: number, to: number): { word: string; prefix: boolean }[] {
  const isTyped = (token: Token): boolean => from + token.end === input.length;
  return tokenize(input.slice(from, to)).map((token) => ({ word: token.word, prefix: isTyped(token) }));
}
