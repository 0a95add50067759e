/** Parses JSON request bodies, in the server or, if they are long, in a worker. */

import type { z } from "zod";
import { UserError } from "./errors";
import { issuesOf } from "./errors/foreign";

/** An unparsed body. */
export interface RawBody {
  chunks: readonly Uint8Array[];
  /** SHA-256 of all chunks. */
  hash: string;
}

/** U+0000 as a JSON escape. */
const NUL = "\\u0000";

/** The JSON escape for U+0000, unless its backslash is itself escaped. */
const NUL_IN_JSON = /(?<!\\)((?:\\\\)*)\\u0000/gu;

/**
 * Parses JSON. U+0000 is replaced with U+FFFD, because no text needs it and PostgreSQL can't store it. Rejecting it
 * would lose the rest of the pasted text. (Our server rejects it in URLs.)
 *
 * @throws UserError `broken-json` (400)
 */
export function parseJson(text: string): unknown {
  try {
    // Searching for a substring is a hundred times faster than matching the pattern, and almost no request contains
    // U+0000.
    return JSON.parse(text.includes(NUL) ? text.replace(NUL_IN_JSON, "$1\\ufffd") : text);
  } catch {
    throw new UserError("broken-json");
  }
}

/** @throws UserError `bad-request` (400) listing all problems */
export function validate<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UserError("bad-request.fields", { problems: issuesOf(result.error) });
}
