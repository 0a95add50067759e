import type { Span } from "./anchor";
import { SuffixIndex } from "./suffix-index";
import { TYPOGRAPHIC } from "./words";

/**
 * A text by its characters: without white space and what is not seen, with plain typography, and with letters and their marks apart. What
 * two tools make of the same passage differs in these: a browser that copies it, another that wraps its lines.
 */
interface Characters {
  units: string;
  /** Where the character of each unit begins and ends in the text. */
  starts: number[];
  ends: number[];
}

/** Words to the letter, and what stands around them to the letter, in so far as it is known; some 64 characters are enough. */
export interface Literal {
  prefix: string;
  exact: string;
  suffix: string;
}

/** A place where words stand with all that is known to stand around them. */
export interface Place extends Span {
  /** The words with their context. */
  whole: Span;
}

const SEEN = /[^\s\p{Default_Ignorable_Code_Point}]/u;
const MARK = /\p{M}/u;

/** What is left of a character, or replaces it, where a tool has cut a context in its middle. */
const BROKEN = { first: /^[\udc00-\udfff\ufffd\p{M}]+/u, last: /[\ud800-\udbff\ufffd]$/u };

/** Finds words to the letter in a text, in time that grows with the words and hardly with the text. */
export class LiteralIndex {
  readonly #characters: Characters;
  readonly #text: string;
  readonly #index: SuffixIndex;

  constructor(text: string) {
    this.#text = text;
    this.#characters = charactersOf(text);
    this.#index = new SuffixIndex(codesOf(this.#characters.units));
  }

  /** Where words stand with all of their context; no more than some of the places. */
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

  /** The place of words that begin at an offset, if they are there with all of their context. */
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
    // A letter without its mark is another one.
    if (last + 1 === unit + units.length && MARK.test(all.slice(last + 1, last + 2))) return null;
    if (starts[first] === starts[first - 1] || starts[last] === starts[last + 1]) return null;
    const whole = { start: starts[unit]!, end: ends[unit + units.length - 1]! };
    return { ...this.#withSpace(exact, { start: starts[first]!, end: ends[last]! }), whole };
  }

  /** Adds what is not seen that the words began and ended with, where it stands there too. */
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

/** All of what is sought, how many units of it come before the words, and how many they are. */
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

/** How many characters there are to be seen. */
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

/** What was found out about characters. Texts have a few hundred different ones. */
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

/** The first of ascending offsets that is not below one. */
function firstFrom(offsets: readonly number[], offset: number): number {
  let [from, to] = [0, offsets.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (offsets[middle]! < offset) from = middle + 1;
    else to = middle;
  }
  return from;
}
