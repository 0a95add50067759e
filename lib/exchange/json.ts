/** Helpers for untrusted JSON of unknown shape. */

import type { Problem } from "../errors/problem";
import { invalid } from "./portable";

export type Json = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The values of a property, which can be absent, a single value or a list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Replaces NUL and lone surrogates with U+FFFD, as in notes, because PostgreSQL cannot store them. */
export function wellFormed(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, "\uFFFD");
}

/** RFC 3987, simplified to tell an IRI from other text: a scheme, and no characters that are invalid in an IRI. */
const IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/iu;

export function isIri(value: unknown): value is string {
  return typeof value === "string" && IRI.test(value);
}

/**
 * An xsd:dateTime in UTC. It ends with "Z", as the Web Annotation model requires, or with "+00:00", as Hypothesis
 * writes it.
 */
const UTC = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)$/u;

export function isUtc(value: unknown): value is string {
  if (typeof value !== "string" || !UTC.test(value)) return false;
  const time = new Date(value);
  // JavaScript accepts 30 February as a date in March, but such a date is invalid.
  return !Number.isNaN(time.getTime()) && value.includes(time.toISOString().slice(0, 10));
}

/** A time that has already been validated; null if there is none. */
export function timeIn(value: unknown): Date | null {
  if (typeof value !== "string") return null;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** A required string property with a single value. Characters that cannot be stored are replaced. */
export function oneString(object: Json, key: string, part: Problem): string {
  const value = object[key];
  if (typeof value === "string") return wellFormed(value);
  throw invalid("rule.one-string", { part, name: key });
}

/** Like `oneString`, but for an optional property. */
export function atMostOneString(object: Json, key: string, part: Problem): string | null {
  const value = object[key];
  if (value === undefined) return null;
  if (typeof value === "string") return wellFormed(value);
  throw invalid("rule.at-most-one-string", { part, name: key });
}

/** An optional property that must be an IRI. */
export function atMostOneIri(object: Json, key: string, part: Problem): void {
  if (object[key] !== undefined && !isIri(object[key])) {
    throw invalid("rule.at-most-one-iri", { part, name: key });
  }
}
