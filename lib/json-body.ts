/** The JSON of a request, wherever it is parsed: in the server, or in a worker where it is long. */

import type { z } from "zod";
import { UserError } from "./errors";

/** A body as it came. */
export interface RawBody {
  chunks: readonly Uint8Array[];
  /** SHA-256 of all of them. */
  hash: string;
}

/** U+0000 as JSON writes it. */
const NUL = "\\u0000";

/** The same where it isn't part of a longer escape. */
const NUL_IN_JSON = /(?<!\\)((?:\\\\)*)\\u0000/gu;

/**
 * Parses JSON. U+0000, which no text needs and PostgreSQL can't store, becomes U+FFFD, so that nothing else that somebody pasted is
 * lost. (In URLs our server refuses it.)
 *
 * @throws UserError `broken-json` (400)
 */
export function parseJson(text: string): unknown {
  try {
    // Searching for a string is a hundred times faster than for the pattern, and nearly no request has one.
    return JSON.parse(text.includes(NUL) ? text.replace(NUL_IN_JSON, "$1\\ufffd") : text);
  } catch {
    throw new UserError("broken-json", "The request is not valid JSON.");
  }
}

/** @throws UserError `bad-request` (400) with all that is wrong */
export function validate<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new UserError("bad-request", `The request is not of the expected form. ${problems.join("; ")}.`);
}
