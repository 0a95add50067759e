import { seeOther } from "@/app/_http/handler";
import { UserError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Going } from "./visit";

/** Redirects back to the page where sign-in started, with the error code. */
export function backWith(error: unknown, { from, invitation, again }: Going): Response {
  // The user can't fix an unreachable provider or an invalid response.
  if (!(error instanceof UserError)) log.error({ err: error }, "signing in through the provider failed");
  const problem = error instanceof UserError ? error.code : "provider-failed";
  const page = invitation === null ? "/signin" : `/join/${encodeURIComponent(invitation)}`;
  const query = new URLSearchParams({ ...(again && { again: "1" }), ...(from !== "/" && { from }), problem });
  return seeOther(`${page}?${query}`);
}
