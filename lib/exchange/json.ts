/** Looking into JSON of which nothing is known. */

import { invalid } from "./portable";

export type Json = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The values of a property that may be left out, be one value, or be a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A NUL and half a surrogate pair are no characters, and PostgreSQL keeps neither: they become U+FFFD, as in notes. */
export function wellFormed(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
}

/** RFC 3987, as far as it tells an IRI from words: a scheme, and nothing that cannot stand in one. */
const IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/iu;

export function isIri(value: unknown): value is string {
  return typeof value === "string" && IRI.test(value);
}

/** xsd:dateTime in UTC, written with "Z", as the Web Annotation model asks for, or with "+00:00", as Hypothesis does. */
const UTC = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)$/u;

export function isUtc(value: unknown): value is string {
  if (typeof value !== "string" || !UTC.test(value)) return false;
  const time = new Date(value);
  // What JavaScript takes for the 2nd of March is no 30th of February.
  return !Number.isNaN(time.getTime()) && value.includes(time.toISOString().slice(0, 10));
}

/** A time that was found valid before; null where there is none. */
export function timeIn(value: unknown): Date | null {
  if (typeof value !== "string") return null;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** The only value of a property, a string, with nothing in it that cannot be stored. */
export function oneString(object: Json, key: string, where: string): string {
  const value = object[key];
  if (typeof value === "string") return wellFormed(value);
  throw invalid(`${where} must have exactly one “${key}”, a string.`);
}

/** The same for a property that may be left out. */
export function atMostOneString(object: Json, key: string, where: string): string | null {
  const value = object[key];
  if (value === undefined) return null;
  if (typeof value === "string") return wellFormed(value);
  throw invalid(`${where} may have at most one “${key}”, a string.`);
}

/** A property that must be an IRI where it is there. */
export function atMostOneIri(object: Json, key: string, where: string): void {
  if (object[key] !== undefined && !isIri(object[key])) {
    throw invalid(`${where} may have at most one “${key}”, an IRI.`);
  }
}
