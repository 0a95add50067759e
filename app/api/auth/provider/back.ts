import { seeOther } from "@/app/_http/handler";
import { withProblem } from "@/app/_http/page-problem";
import { UserError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Going } from "./visit";

/** Redirects to the page where sign-in started, which shows the problem. */
export function backWith(error: unknown, { from, invitation, again }: Going): Response {
  // The user can't do anything about an unreachable provider or an invalid response.
  if (!(error instanceof UserError)) log.error({ err: error }, "signing in through the provider failed");
  const { problem } = error instanceof UserError ? error : new UserError("provider-failed");
  const page = invitation === null ? "/signin" : `/join/${encodeURIComponent(invitation)}`;
  const query = new URLSearchParams({ ...(again && { again: "1" }), ...(from !== "/" && { from }) });
  return seeOther(withProblem(query.size > 0 ? `${page}?${query}` : page, problem));
}
