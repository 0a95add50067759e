/** What a query asks for, clause by clause, and how that is written. */

import { type Filter, printFilter } from "./query-filters";

/** A word. It is optional and ranks; `word` is normalised, as `tokenize` returns it. */
export interface WordClause {
  type: "word";
  word: string;
  /** Whether all words that begin with it are meant. */
  wildcard: boolean;
  /** Whether it is still being typed, so that longer words beginning with it may be meant. */
  typing: boolean;
  /** Whether it stood in quotation marks that are read as a preference. */
  quoted?: boolean;
}

/** Words that must stand next to each other in this order. */
export interface PhraseClause {
  type: "phrase";
  /** Normalised; at least one, and two where the phrase is not closed. */
  words: string[];
  /** False where the closing quote is missing: either the phrase is still being typed, or the quote was a slip. */
  closed: boolean;
  /** Whether the last word is still being typed. */
  typing: boolean;
  /** For each word, the words of the library that may stand for it. A query that was only read does not know them. */
  forms?: readonly (readonly string[])[];
}

/** One member of the union for each thing that a query can ask for. */
export type Clause =
  | WordClause
  | PhraseClause
  | { type: "filter"; filter: Filter }
  /** What must not be. */
  | { type: "not"; clause: Clause }
  /** OR: two or more alternatives, each a list that is not empty. */
  | { type: "any"; of: Clause[][] }
  /** Parentheses that are no alternative of OR; not empty. */
  | { type: "group"; clauses: Clause[] };

/**
 * Writes clauses so that `parseQuery` reads the same again.
 *
 * @param clauses as `parseQuery` gives them, in the same order: a word that is being typed must stay last, a phrase that
 *   is not closed too
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

/** A space behind a last word that is not being typed any more. */
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
