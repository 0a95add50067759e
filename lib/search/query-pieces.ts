/** Splits a query into the tokens of its language: text, quoted text and operators, each with its position. */

/** A half-open range of the query as typed, in UTF-16 code units. */
export interface QuerySpan {
  from: number;
  to: number;
}

/**
 * A part of the query that was searched as text or ignored, although the user may have meant something else. The span
 * covers the quote, the parenthesis, the operator, the name of the unknown field, the field with its invalid value, or
 * everything that was cut off.
 */
export interface Hint extends QuerySpan {
  code:
    | "unclosed-quote"
    | "unbalanced-parenthesis"
    | "lone-operator"
    | "unknown-field"
    | "unknown-value"
    | "too-deep"
    | "too-long";
}

/** Maximum number of hints of the same kind. Users would not read more. */
const MAX_HINTS_OF_A_KIND = 5;

/** Collects the hints for one query. */
export class Hints {
  private readonly hints: Hint[] = [];
  private readonly counts = new Map<Hint["code"], number>();

  add(code: Hint["code"], { from, to }: QuerySpan): void {
    const count = this.counts.get(code) ?? 0;
    if (count === MAX_HINTS_OF_A_KIND) return;
    this.counts.set(code, count + 1);
    this.hints.push({ code, from, to });
  }

  /** The hints, in the order of the query. */
  list(): Hint[] {
    return this.hints.toSorted((a, b) => a.from - b.from);
  }
}

/** Text contains no spaces, and quoted text includes its quotation marks. Every `open` has a matching `close`. */
export type Piece = QuerySpan &
  ({ type: "text" | "not" | "or" | "open" | "close" } | { type: "quoted"; closed: boolean });

/**
 * Closing marks accepted for each opening mark. People mix straight and curly quotes, and languages differ in which
 * mark opens and which closes.
 */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"“”'],
  ["“", '”"'],
  ["”", '”"'],
  ["„", '“”"'],
  ["‟", '”"'],
  ["«", "»"],
  ["»", "«»"],
]);

/** A quotation mark directly after a word does not open a quote. It is an inch sign (5") or a typo. */
const TEXT_END = /[\s()]|(?<![\p{L}\p{M}\p{N}])["“”„‟«»]/gu;
const SPACE = /\s/;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Maximum nesting of parentheses. Each level takes stack space in the parser. */
const MAX_DEPTH = 32;

/**
 * Accepts any string and runs in linear time. Text without a letter or digit is skipped, because it contains no words,
 * and looking for them would take longer than everything else.
 */
export function cutQuery(input: string, hints: Hints): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < input.length) {
    if (SPACE.test(input.charAt(at))) {
      at += 1;
      continue;
    }
    const piece = pieceAt(input, at);
    if (piece.type === "quoted" && !piece.closed) hints.add("unclosed-quote", { from: at, to: at + 1 });
    if (!isText(piece) || LETTER_OR_DIGIT.test(input.slice(piece.from, piece.to))) pieces.push(piece);
    at = piece.to;
  }
  return withoutStrayParentheses(pieces, hints);
}

function isText({ type }: Piece): boolean {
  return type === "text" || type === "quoted";
}

function pieceAt(input: string, from: number): Piece {
  const character = input.charAt(from);
  if (character === "(" || character === ")") {
    return { type: character === "(" ? "open" : "close", from, to: from + 1 };
  }
  const closing = CLOSING.get(character);
  if (closing !== undefined) return quotedAt(input, from, closing);
  if (isMinus(input, from)) return { type: "not", from, to: from + 1 };
  TEXT_END.lastIndex = from;
  const to = TEXT_END.exec(input)?.index ?? input.length;
  return { type: input.slice(from, to) === "OR" ? "or" : "text", from, to };
}

/** Unclosed quoted text extends to the end. */
function quotedAt(input: string, from: number, closing: string): Piece {
  let at = from + 1;
  while (at < input.length && !closing.includes(input.charAt(at))) at += 1;
  const closed = at < input.length;
  return { type: "quoted", from, to: closed ? at + 1 : at, closed };
}

/**
 * A hyphen within a word (post-Soviet) is not an operator. Neither is a hyphen next to another one, because together
 * they are a typewritten dash.
 */
function isMinus(input: string, at: number): boolean {
  if (input.charAt(at) !== "-" || input.charAt(at + 1) === "-") return false;
  return at === 0 || input.charAt(at - 1) === "(" || SPACE.test(input.charAt(at - 1));
}

/** Drops parentheses that are unpaired or nested too deeply, but keeps their content. */
function withoutStrayParentheses(pieces: readonly Piece[], hints: Hints): Piece[] {
  const isPaired = new Uint8Array(pieces.length);
  const waiting: number[] = [];
  pieces.forEach(({ type }, place) => {
    if (type === "open") waiting.push(place);
    if (type !== "close") return;
    const opening = waiting.pop();
    if (opening === undefined) return;
    isPaired[opening] = 1;
    isPaired[place] = 1;
  });

  let depth = 0;
  return pieces.filter((piece, place) => {
    if (piece.type !== "open" && piece.type !== "close") return true;
    if (!isPaired[place]) {
      hints.add("unbalanced-parenthesis", piece);
      return false;
    }
    if (piece.type === "close") {
      depth -= 1;
      return depth < MAX_DEPTH;
    }
    depth += 1;
    if (depth > MAX_DEPTH) hints.add("too-deep", piece);
    return depth <= MAX_DEPTH;
  });
}
