import { clientOf } from "@/app/_http/client";
import { forgetSession, keepSession, sessionIdOf } from "@/app/_http/session-cookie";
import type { SignInWay } from "@/lib/accounts/audit-schemas";
import type { AuthenticatedUser } from "@/lib/accounts/people";
import type { Credentials } from "@/lib/accounts/schemas";
import { beginSession, signOutOf } from "@/lib/accounts/sessions";
import { personWith, wrongCredentials } from "@/lib/accounts/sign-in";
import { getDatabase } from "@/lib/db/own-database";
import { originOf, rememberBrowser } from "./known-browser";

/*
 * Every sign-in method ends here, by creating a session and its cookie. Callers have already verified the user, and
 * `handler` has verified the request's origin.
 */

/**
 * Signs a user in with email address and password.
 *
 * @returns the `Set-Cookie` headers
 * @throws UserError `wrong-credentials` (401) or `too-many-attempts` (429), regardless of whether the account exists
 */
export async function signIn(request: Request, credentials: Credentials): Promise<string[]> {
  const person = await personWith(await getDatabase(), credentials, await originOf(request));
  if (!person) throw wrongCredentials();
  return enter(request, person, "password");
}

/**
 * Signs in an authenticated person: creates a session and its cookie, and ends the browser's previous session.
 *
 * @param way the sign-in method
 * @param confirmedAt when the person confirmed their identity, by default now; null if unknown
 * @returns the `Set-Cookie` headers
 */
export async function enter(
  { headers }: Request,
  entrant: AuthenticatedUser,
  way: SignInWay,
  confirmedAt?: Date | null,
): Promise<string[]> {
  const [former, client] = [await sessionIdOf(headers.get("cookie")), clientOf(headers)];
  const sessionId = await beginSession(await getDatabase(), entrant, { client, way, confirmedAt, former });
  return [await keepSession(sessionId), await rememberBrowser(entrant.email)];
}

/**
 * Ends the session of the request's cookie.
 *
 * @returns the `Set-Cookie` headers that delete the cookie
 */
export async function signOut(request: Request): Promise<string[]> {
  const sessionId = await sessionIdOf(request.headers.get("cookie"));
  if (sessionId) await signOutOf(await getDatabase(), sessionId, clientOf(request.headers));
  return [forgetSession()];
}
