/**
 * The query language: words, "phrases", -exclusions, OR, ( ), prefix* and field:value. Any string is a valid query.
 * Text that has no meaning as an operator is searched as text or ignored with a hint, and characters outside words are
 * ignored.
 */

import { tokenize } from "./analysis";
import type { Clause, PhraseClause, WordClause } from "./query-clauses";
import { type Filter, isField, readFilter } from "./query-filters";
import { cutQuery, type Hint, Hints, type Piece, type QuerySpan } from "./query-pieces";

export { type Clause, printQuery } from "./query-clauses";
export type { Filter, Place, State } from "./query-filters";
export type { Hint } from "./query-pieces";

/** A filter at the top level, neither under OR nor in parentheses. It can be removed individually. */
export interface TopFilter extends QuerySpan {
  filter: Filter;
  negated: boolean;
}

/** Position in the input of a plain, non-negated word. It allows the word to be replaced in place. */
interface WordSpan extends QuerySpan {
  word: string;
}

/** A parsed query, with its parts in the order typed. */
export interface Query {
  clauses: Clause[];
  filters: TopFilter[];
  words: WordSpan[];
  /** The hints, in the order of the input. There are at most a few of each kind. */
  hints: Hint[];
}

/**
 * Maximum number of words, phrases and filters. No real question has more, and the rest of a pasted page would only
 * cost time.
 */
const MAX_CLAUSES = 200;

/** A name followed by a colon, at the start of a text token. */
const FIELD = /^(\p{L}+):/u;

/** Parses any string, in linear time. */
export function parseQuery(input: string): Query {
  const hints = new Hints();
  const parser = new Parser(input, cutQuery(input, hints), hints);
  const clauses = parser.readClauses();
  return {
    clauses,
    filters: clauses.flatMap((clause) => topFilters(clause, parser.spans)),
    words: clauses.flatMap((clause) => plainWords(clause, parser.spans)),
    hints: hints.list(),
  };
}

/**
 * Reads text between spaces. The compound post-Soviet counts as two words next to other words, but as a phrase after an
 * operator. Parentheses around an alternative of OR are not a group.
 */
interface Operand {
  beside: Clause[];
  alone: Clause;
}

class Parser {
  /** Positions of words, phrases and filters. The position of a negated one includes its hyphen. */
  readonly spans = new Map<Clause, QuerySpan>();
  private at = 0;
  private kept = 0;
  private isFull = false;

  constructor(
    private readonly input: string,
    private readonly pieces: readonly Piece[],
    private readonly hints: Hints,
  ) {}

  /** Parses up to the closing parenthesis or the end of the query. OR binds more tightly than juxtaposition. */
  readClauses(): Clause[] {
    const clauses: Clause[] = [];
    let joined: Operand[] = [];
    let or: Piece | null = null;
    for (let piece = this.next(); piece !== undefined && piece.type !== "close"; piece = this.next()) {
      if (piece.type === "or") {
        if (or !== null) this.hint("lone-operator", piece);
        else if (joined.length === 0) clauses.push(...this.readLoneOr(piece));
        else or = piece;
        continue;
      }
      const operand = this.readOperand(piece);
      if (operand === null) continue;
      if (or === null) {
        clauses.push(...joinedByOr(joined));
        joined = [];
      }
      joined.push(operand);
      or = null;
    }
    clauses.push(...joinedByOr(joined));
    if (or !== null) clauses.push(...this.readLoneOr(or));
    return clauses;
  }

  private next(): Piece | undefined {
    if (this.isFull) return undefined;
    const piece = this.pieces[this.at];
    this.at += 1;
    return piece;
  }

  /** @returns null if there is nothing to search for */
  private readOperand(piece: Piece): Operand | null {
    switch (piece.type) {
      case "open":
        return this.readGroup(piece);
      case "not":
        return this.readNot(piece);
      case "quoted":
        return single(this.readQuoted(piece));
      default:
        return this.readFilter(piece) ?? this.readText(piece);
    }
  }

  private readGroup(open: Piece): Operand | null {
    const clauses = this.readClauses();
    if (clauses.length > 0) return single({ type: "group", clauses });
    this.hint("lone-operator", { from: open.from, to: this.pieces[this.at - 1]!.to });
    return null;
  }

  private readNot(minus: Piece): Operand | null {
    const touching = this.pieces[this.at];
    const isNegation = touching?.from === minus.to && touching.type !== "close";
    const operand = isNegation ? this.readOperand(this.next()!) : null;
    if (operand === null) {
      this.hint("lone-operator", minus);
      return null;
    }
    const clause: Clause = { type: "not", clause: operand.alone };
    const span = this.spans.get(operand.alone);
    if (span !== undefined) this.spans.set(clause, { from: minus.from, to: span.to });
    return single(clause);
  }

  /** A field's value starts directly after the colon and may be quoted. */
  private readFilter(text: Piece): Operand | null {
    const match = FIELD.exec(this.input.slice(text.from, text.to));
    if (match === null) return null;
    const field = match[1]!;
    const begin = text.from + match[0].length;
    const touching = this.pieces[this.at];
    const quoted = begin === text.to && touching?.type === "quoted" && touching.from === begin ? touching : null;
    const span = { from: text.from, to: quoted?.to ?? text.to };
    if (!isField(field)) {
      const isAddress = this.input.startsWith("//", begin);
      if (begin < span.to && !isAddress) this.hint("unknown-field", { from: text.from, to: begin - 1 });
      return null;
    }
    const filter = readFilter(field, quoted ? this.quotedText(quoted) : this.input.slice(begin, text.to));
    if (filter === null) {
      this.hint("unknown-value", span);
      return null;
    }
    if (quoted) this.at += 1;
    return single(this.keep({ type: "filter", filter }, span));
  }

  private readText(text: QuerySpan): Operand | null {
    const words: WordClause[] = [];
    for (const { word, start, end } of tokenize(this.input.slice(text.from, text.to))) {
      const span = { from: text.from + start, to: text.from + end };
      const wildcard = this.input.charAt(span.to) === "*";
      const clause = this.keep<WordClause>({ type: "word", word, wildcard, typing: this.isAtEnd(span) }, span);
      if (clause === null) break;
      words.push(clause);
    }
    if (words.length === 0) return null;
    return { beside: words, alone: words.length === 1 ? words[0]! : phraseOf(words) };
  }

  private readQuoted(piece: Piece & { type: "quoted" }): Clause | null {
    const from = piece.from + 1;
    const tokens = tokenize(this.quotedText(piece));
    const last = tokens.at(-1);
    if (last === undefined) return null;
    // A single word is not a phrase until its quote is closed.
    if (tokens.length === 1 && !piece.closed) return this.readText({ from, to: piece.to })?.alone ?? null;
    const typing = !piece.closed && this.isAtEnd({ from, to: from + last.end });
    return this.keep({ type: "phrase", words: tokens.map(({ word }) => word), closed: piece.closed, typing }, piece);
  }

  /** An OR that is not between two operands may be the start of a longer word, or part of a title in capitals. */
  private readLoneOr(or: QuerySpan): Clause[] {
    this.hint("lone-operator", or);
    return this.readText(or)?.beside ?? [];
  }

  private quotedText({ from, to, closed }: Piece & { type: "quoted" }): string {
    return this.input.slice(from + 1, closed ? to - 1 : to);
  }

  private isAtEnd({ to }: QuerySpan): boolean {
    return to === this.input.length;
  }

  /** Counts a clause. Stops parsing if the limit has been reached. */
  private keep<Kept extends Clause>(clause: Kept, { from, to }: QuerySpan): Kept | null {
    if (this.kept === MAX_CLAUSES) {
      this.hint("too-long", { from, to: this.input.length });
      this.isFull = true;
      return null;
    }
    this.kept += 1;
    this.spans.set(clause, { from, to });
    return clause;
  }

  /** Once the query is cut off, do not give any more hints. Whatever seems to be missing may have been cut off. */
  private hint(code: Hint["code"], span: QuerySpan): void {
    if (!this.isFull) this.hints.add(code, span);
  }
}

function single(clause: Clause | null): Operand | null {
  return clause && { beside: [clause], alone: clause };
}

function phraseOf(words: readonly WordClause[]): PhraseClause {
  const { typing } = words.at(-1)!;
  return { type: "phrase", words: words.map(({ word }) => word), closed: !typing, typing };
}

function joinedByOr(operands: readonly Operand[]): Clause[] {
  if (operands.length < 2) return operands.flatMap(({ beside }) => beside);
  return [{ type: "any", of: operands.map(({ alone }) => (alone.type === "group" ? alone.clauses : [alone])) }];
}

function topFilters(clause: Clause, spans: ReadonlyMap<Clause, QuerySpan>): TopFilter[] {
  const negated = clause.type === "not";
  const inner = negated ? clause.clause : clause;
  return inner.type === "filter" ? [{ filter: inner.filter, negated, ...spans.get(clause)! }] : [];
}

function plainWords(clause: Clause, spans: ReadonlyMap<Clause, QuerySpan>): WordSpan[] {
  switch (clause.type) {
    case "word":
      return clause.wildcard ? [] : [{ word: clause.word, ...spans.get(clause)! }];
    case "any":
      return clause.of.flat().flatMap((inner) => plainWords(inner, spans));
    case "group":
      return clause.clauses.flatMap((inner) => plainWords(inner, spans));
    default:
      return [];
  }
}
