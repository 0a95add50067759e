/** The clauses of a query, and how they are written in query syntax. */

import { type Filter, printFilter } from "./query-filters";

/** A word. It is optional and affects ranking; `word` is normalized as in `tokenize`. */
export interface WordClause {
  type: "word";
  word: string;
  /** Whether the clause matches all words with this prefix. */
  wildcard: boolean;
  /** Whether the word is still being typed, so that longer words may match too. */
  typing: boolean;
  /** Whether the word was in quotation marks that only express a preference. */
  quoted?: boolean;
}

/** Words that must be adjacent in this order. */
export interface PhraseClause {
  type: "phrase";
  /** The normalized words. There is at least one, or two if the phrase is not closed. */
  words: string[];
  /** False if the closing quote is missing. Either the phrase is still being typed, or the quote is a typo. */
  closed: boolean;
  /** Whether the last word is still being typed. */
  typing: boolean;
  /** The words of the library that match each word. Not set by the parser, which does not know the library. */
  forms?: readonly (readonly string[])[];
}

/** A clause of a query. */
export type Clause =
  | WordClause
  | PhraseClause
  | { type: "filter"; filter: Filter }
  /** An excluded clause. */
  | { type: "not"; clause: Clause }
  /** OR: two or more alternatives, each a non-empty list. */
  | { type: "any"; of: Clause[][] }
  /** Parentheses that do not enclose an alternative of OR; never empty. */
  | { type: "group"; clauses: Clause[] };

/**
 * Writes clauses in query syntax, from which `parseQuery` reads the same clauses again.
 *
 * @param clauses as returned by `parseQuery`, in the same order; a word being typed or an unclosed phrase must stay
 *   last
 */
export function printQuery(clauses: readonly Clause[]): string {
  return clauses.map(printClause).join(" ") + endingOf(clauses.at(-1));
}

function printClause(clause: Clause): string {
  switch (clause.type) {
    case "word":
      return clause.wildcard ? `${clause.word}*` : clause.word;
    case "phrase":
      return `"${clause.words.join(" ")}${clause.closed ? '"' : ""}`;
    case "filter":
      return printFilter(clause.filter);
    case "not":
      return `-${printClause(clause.clause)}`;
    case "any":
      return clause.of.map(printAlternative).join(" OR ");
    case "group":
      return inParentheses(clause.clauses);
  }
}

function printAlternative(clauses: readonly Clause[]): string {
  const [only, ...more] = clauses;
  const needsNone = more.length === 0 && only!.type !== "any" && only!.type !== "group";
  return needsNone ? printClause(only!) : inParentheses(clauses);
}

function inParentheses(clauses: readonly Clause[]): string {
  return `(${clauses.map(printClause).join(" ")})`;
}

/** Adds a space after the last word if it is no longer being typed. */
function endingOf(last: Clause | undefined): "" | " " {
  switch (last?.type) {
    case "word":
      return last.typing || last.wildcard ? "" : " ";
    case "phrase":
      return last.typing || last.closed ? "" : " ";
    case "not":
      return endingOf(last.clause);
    case "any":
      return endingOf(last.of.at(-1)!.at(-1));
    default:
      return "";
  }
}
