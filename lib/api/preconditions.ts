import "server-only";
import { createHash } from "node:crypto";
import { UserError } from "../errors";

/** A strong entity tag (RFC 9110, 8.8.3) for a value's content. */
export function tagOf(thing: unknown): string {
  return `"${createHash("sha256").update(JSON.stringify(thing)).digest("base64url").slice(0, 22)}"`;
}

/**
 * The precondition for a change: the item must still be in the state that the client has seen (RFC 9110, 13.1.1).
 *
 * @param ifMatch the `If-Match` header
 * @returns a check that throws UserError `precondition-failed` (412) if the current tag doesn't match
 * @throws UserError `precondition-required` (428) if the header is missing
 */
export function preconditionOf(ifMatch: string | null): (tag: string) => void {
  if (ifMatch === null) {
    throw new UserError("precondition-required");
  }
  const seen = ifMatch.split(",").map((tag) => tag.trim());
  return (tag) => {
    if (seen.includes("*") || seen.includes(tag)) return;
    throw new UserError("precondition-failed");
  };
}
