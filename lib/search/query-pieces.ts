/** Cuts a query into what its language is made of: text, quoted text and operators, each with its place. */

/** A part of the query as typed, in UTF-16 code units, half-open. */
export interface QuerySpan {
  from: number;
  to: number;
}

/**
 * Something that was read as text or passed over although it may have been meant otherwise, with the part of the query it
 * speaks of: a mark, parenthesis or operator; the name of an unknown field; a field with the value it does not take; all
 * that was cut off.
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

/** Nobody reads on after as many hints of one kind. */
const MAX_HINTS_OF_A_KIND = 5;

/** The hints to one query. */
export class Hints {
  private readonly hints: Hint[] = [];
  private readonly counts = new Map<Hint["code"], number>();

  add(code: Hint["code"], { from, to }: QuerySpan): void {
    const count = this.counts.get(code) ?? 0;
    if (count === MAX_HINTS_OF_A_KIND) return;
    this.counts.set(code, count + 1);
    this.hints.push({ code, from, to });
  }

  /** In the order of the query. */
  list(): Hint[] {
    return this.hints.toSorted((a, b) => a.from - b.from);
  }
}

/** Text holds no space; quoted text includes its marks. Every `open` has its `close`. */
export type Piece = QuerySpan &
  ({ type: "text" | "not" | "or" | "open" | "close" } | { type: "quoted"; closed: boolean });

/** What may close a phrase that each mark opens: people mix straight and curly quotes, and languages disagree on sides. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"“”'],
  ["“", '”"'],
  ["”", '”"'],
  ["„", '“”"'],
  ["‟", '”"'],
  ["«", "»"],
  ["»", "«»"],
]);

/** A mark that touches the word before it opens nothing: it is the inch of 5", or a slip. */
const TEXT_END = /[\s()]|(?<![\p{L}\p{M}\p{N}])["“”„‟«»]/gu;
const SPACE = /\s/;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Parentheses within parentheses. Nobody needs as many, and each costs the stack of whoever reads the query. */
const MAX_DEPTH = 32;

/**
 * Any string can be cut, in time linear in its length. Text without a letter or digit is left out: there is no word in it,
 * and to look for one takes longer than anything else here.
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

/** Without its closing mark, quoted text goes on to the end. */
function quotedAt(input: string, from: number, closing: string): Piece {
  let at = from + 1;
  while (at < input.length && !closing.includes(input.charAt(at))) at += 1;
  const closed = at < input.length;
  return { type: "quoted", from, to: closed ? at + 1 : at, closed };
}

/** A hyphen inside a word (post-Soviet) leaves nothing out, nor does one of several, which are a dash on a typewriter. */
function isMinus(input: string, at: number): boolean {
  if (input.charAt(at) !== "-" || input.charAt(at + 1) === "-") return false;
  return at === 0 || input.charAt(at - 1) === "(" || SPACE.test(input.charAt(at - 1));
}

/** Drops parentheses that have no partner, and pairs that lie too deep; what stands in them stays. */
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
