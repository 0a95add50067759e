import { UserError } from "@/lib/errors";
import { log } from "@/lib/log";
import { seeOther } from "../../handler";

/** Sends somebody back to where they began to sign in, with the reason why it did not come to that. */
export function backWith(error: unknown, { from, invitation }: { from: string; invitation: string | null }): Response {
  // A provider that cannot be reached, or answers something else, is nothing that the person can mend.
  if (!(error instanceof UserError)) log.error({ err: error }, "signing in by the provider failed");
  const problem = error instanceof UserError ? error.code : "provider-failed";
  const page = invitation === null ? "/signin" : `/join/${encodeURIComponent(invitation)}`;
  return seeOther(`${page}?${new URLSearchParams({ ...(from !== "/" && { from }), problem })}`);
}
