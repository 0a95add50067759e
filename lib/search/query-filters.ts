/** The filters of the query language: `field:value`, the values of each field, and how a filter is written. */

import type { Language } from "../report/model";
import { tokenize } from "./analysis";

/** The part of a report that contains a passage. */
export type Place = "body" | "tables" | "footnotes" | "captions" | "figures" | "headings" | "notes";

/** A filter, which restricts a search. */
export type Filter =
  /** `words` are normalized as in `tokenize`. There is at least one. */
  | { field: WordField; words: string[] }
  | { field: "in"; place: Place }
  /** An inclusive range of pages; `from` is at most `to`. */
  | { field: "page"; from: number; to: number }
  | { field: "lang"; language: Language }
  /**
   * For "noted", a passage must have a note. For the other states, it must have a highlight with this audience, or be a
   * note with this audience.
   */
  | { field: "is"; state: State };

export type State = "noted" | "private" | "team" | "group";

type WordField = "section" | "report" | "by" | "tag";

const PLACES: ReadonlyMap<string, Place> = new Map([
  ["body", "body"],
  ["text", "body"],
  ["tables", "tables"],
  ["table", "tables"],
  ["footnotes", "footnotes"],
  ["footnote", "footnotes"],
  ["captions", "captions"],
  ["caption", "captions"],
  ["figures", "figures"],
  ["figure", "figures"],
  ["headings", "headings"],
  ["heading", "headings"],
  ["notes", "notes"],
  ["note", "notes"],
]);

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ["en", "en"],
  ["english", "en"],
  ["ru", "ru"],
  ["russian", "ru"],
  ["kk", "kk"],
  ["kazakh", "kk"],
]);

const STATES: readonly State[] = ["noted", "private", "team", "group"];

/** `12`, or `10-14` with any hyphen or dash. Punctuation at the end of a sentence may follow. */
const PAGES = /^(\d{1,9})(?:[-‐‑‒–—−](\d{1,9}))?[.,;]?$/;

type Reader = (value: string) => Filter | null;

const wordFilter =
  (field: WordField): Reader =>
  (value) => {
    const words = wordsOf(value);
    return words.length === 0 ? null : { field, words };
  };

const READERS: ReadonlyMap<string, Reader> = new Map([
  ["section", wordFilter("section")],
  ["report", wordFilter("report")],
  ["by", wordFilter("by")],
  ["tag", wordFilter("tag")],
  [
    "in",
    (value) => {
      const place = PLACES.get(wordsOf(value).join(" "));
      return place === undefined ? null : { field: "in", place };
    },
  ],
  [
    "lang",
    (value) => {
      const language = LANGUAGES.get(wordsOf(value).join(" "));
      return language === undefined ? null : { field: "lang", language };
    },
  ],
  [
    "is",
    (value) => {
      const state = STATES.find((candidate) => candidate === wordsOf(value).join(" "));
      return state === undefined ? null : { field: "is", state };
    },
  ],
  ["page", readPages],
]);

function wordsOf(value: string): string[] {
  return tokenize(value).map(({ word }) => word);
}

function readPages(value: string): Filter | null {
  const match = PAGES.exec(value.trim());
  if (match === null) return null;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return { field: "page", from: Math.min(first, last), to: Math.max(first, last) };
}

/** Whether a name is a field, ignoring case. */
export function isField(name: string): boolean {
  return READERS.has(name.toLowerCase());
}

/**
 * @param field a name accepted by `isField`
 * @param value without quotes
 * @returns null if the field does not accept the value
 */
export function readFilter(field: string, value: string): Filter | null {
  return READERS.get(field.toLowerCase())!(value);
}

/** A filter in query syntax. */
export function printFilter(filter: Filter): string {
  switch (filter.field) {
    case "in":
      return `in:${filter.place}`;
    case "lang":
      return `lang:${filter.language}`;
    case "is":
      return `is:${filter.state}`;
    case "page":
      return `page:${filter.from === filter.to ? filter.from : `${filter.from}-${filter.to}`}`;
    default: {
      const words = filter.words.join(" ");
      return `${filter.field}:${filter.words.length === 1 ? words : `"${words}"`}`;
    }
  }
}
