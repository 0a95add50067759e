import { seeOther } from "@/app/_http/handler";
import { UserError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Going } from "./visit";

/** Sends somebody back to where they began to sign in, with the reason why it did not come to that. */
export function backWith(error: unknown, { from, invitation, again }: Going): Response {
  // A provider that cannot be reached, or answers something else, is nothing that the person can mend.
  if (!(error instanceof UserError)) log.error({ err: error }, "signing in by the provider failed");
  const problem = error instanceof UserError ? error.code : "provider-failed";
  const page = invitation === null ? "/signin" : `/join/${encodeURIComponent(invitation)}`;
  const query = new URLSearchParams({ ...(again && { again: "1" }), ...(from !== "/" && { from }), problem });
  return seeOther(`${page}?${query}`);
}
