import type { Span } from "./anchor";
import { SuffixIndex } from "./suffix-index";
import { TYPOGRAPHIC } from "./words";

/**
 * A text as normalized characters. Whitespace and invisible characters are removed, typography is simplified, and
 * combining marks are separated. Copies of a passage made by different tools differ in these respects, for example
 * after copying from a browser or rewrapping lines.
 */
interface Characters {
  units: string;
  /** For each unit, the start and end in the text of the character to which it belongs. */
  starts: number[];
  ends: number[];
}

/** A quote and the known part of its context. About 64 characters of context are enough. */
export interface Literal {
  prefix: string;
  exact: string;
  suffix: string;
}

/** A place where a quote occurs with all of its known context. */
export interface Place extends Span {
  /** The quote including its context. */
  whole: Span;
}

const SEEN = /[^\s\p{Default_Ignorable_Code_Point}]/u;
const MARK = /\p{M}/u;

/** What remains of a character that a tool cut in half at the edge of the context, or the replacement character. */
const BROKEN = { first: /^[\udc00-\udfff\ufffd\p{M}]+/u, last: /[\ud800-\udbff\ufffd]$/u };

/**
 * Finds verbatim quotes in a text. The time depends on the length of the quote, but hardly on the length of the text.
 */
export class LiteralIndex {
  readonly #characters: Characters;
  readonly #text: string;
  readonly #index: SuffixIndex;

  constructor(text: string) {
    this.#text = text;
    this.#characters = charactersOf(text);
    this.#index = new SuffixIndex(codesOf(this.#characters.units));
  }

  /** The places where a quote occurs with all of its context, up to `limit`. */
  find(literal: Literal, limit: number): Place[] {
    const sought = soughtOf(literal);
    if (sought.length === 0) return [];
    const places: Place[] = [];
    for (const unit of this.#index.offsetsOf(codesOf(sought.units))) {
      if (places.length === limit) break;
      const place = this.#placeAt(unit, sought, literal);
      if (place) places.push(place);
    }
    return places;
  }

  /** The place of a quote that starts at an offset, if the quote occurs there with all of its context. */
  findAt(literal: Literal, start: number): Place | null {
    const sought = soughtOf(literal);
    const unit = firstFrom(this.#characters.starts, start) - sought.skipped;
    if (sought.length === 0 || unit < 0 || !this.#characters.units.startsWith(sought.units, unit)) return null;
    return this.#placeAt(unit, sought, literal);
  }

  #placeAt(unit: number, { units, skipped, length }: Sought, { exact }: Literal): Place | null {
    const { starts, ends, units: all } = this.#characters;
    const first = unit + skipped;
    const last = first + length - 1;
    // Without its combining mark, a letter is a different letter.
    if (last + 1 === unit + units.length && MARK.test(all.slice(last + 1, last + 2))) return null;
    if (starts[first] === starts[first - 1] || starts[last] === starts[last + 1]) return null;
    const whole = { start: starts[unit]!, end: ends[unit + units.length - 1]! };
    return { ...this.#withSpace(exact, { start: starts[first]!, end: ends[last]! }), whole };
  }

  /** Includes the quote's leading and trailing invisible characters if the text has them too. */
  #withSpace(exact: string, { start, end }: Span): Span {
    const leading = exact.slice(0, exact.search(SEEN));
    let seen = exact.length;
    while (seen > 0 && !SEEN.test(exact[seen - 1]!)) seen--;
    const trailing = exact.slice(seen);
    const isThere = start >= leading.length && this.#text.startsWith(leading, start - leading.length);
    return {
      start: isThere ? start - leading.length : start,
      end: this.#text.startsWith(trailing, end) ? end + trailing.length : end,
    };
  }
}

/** A quote with its context as normalized units, the length of its prefix, and the length of the quote itself. */
interface Sought {
  units: string;
  skipped: number;
  length: number;
}

function soughtOf({ prefix, exact, suffix }: Literal): Sought {
  const before = unitsOf(prefix.replace(BROKEN.first, ""));
  const own = unitsOf(exact);
  const units = before + own + unitsOf(suffix.replace(BROKEN.last, ""));
  return { units, skipped: before.length, length: own.length };
}

/** The number of visible characters. */
export function visibleLength(text: string): number {
  return unitsOf(text).length;
}

function unitsOf(text: string): string {
  return charactersOf(text).units;
}

function charactersOf(text: string): Characters {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let offset = 0;
  for (const character of text) {
    const plain = plainUnits(character);
    for (let unit = 0; unit < plain.length; unit++) {
      starts.push(offset);
      ends.push(offset + character.length);
    }
    if (plain !== "") parts.push(plain);
    offset += character.length;
  }
  return { units: parts.join(""), starts, ends };
}

/** Cache of normalized characters. Texts contain a few hundred different ones. */
const KNOWN = new Map<string, string>();
const MAX_KNOWN = 10_000;

function plainUnits(character: string): string {
  const known = KNOWN.get(character);
  if (known !== undefined) return known;
  const typographic = TYPOGRAPHIC.find(([pattern]) => pattern.test(character));
  const units = [...(typographic?.[1] ?? character).normalize("NFKD")].filter((unit) => SEEN.test(unit)).join("");
  if (KNOWN.size < MAX_KNOWN) KNOWN.set(character, units);
  return units;
}

function codesOf(units: string): Uint16Array {
  return Uint16Array.from({ length: units.length }, (_, index) => units.charCodeAt(index));
}

/** Binary search for the index of the first offset that is not below `offset`. The offsets must be ascending. */
function firstFrom(offsets: readonly number[], offset: number): number {
  let [from, to] = [0, offsets.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (offsets[middle]! < offset) from = middle + 1;
    else to = middle;
  }
  return from;
}
