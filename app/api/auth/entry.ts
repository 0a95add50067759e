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
 * Every way to sign in ends here: with a row for the session, and a cookie that names it. Who may call these has been decided, and that the
 * request comes from one of our pages is checked for all routes by `handler`.
 */

/**
 * Signs a person in who has an e-mail address and a password.
 *
 * @returns the `Set-Cookie` headers
 * @throws UserError `wrong-credentials` (401) or `too-many-attempts` (429), both the same whether or not there is such an account
 */
export async function signIn(request: Request, credentials: Credentials): Promise<string[]> {
  const person = await personWith(await getDatabase(), credentials, await originOf(request));
  if (!person) throw wrongCredentials();
  return enter(request, person, "password");
}

/**
 * Lets somebody in whose right to come in was checked: makes a session and the cookie that names it. The session that the browser had
 * is ended.
 *
 * @param way how they came in
 * @param confirmedAt when they proved who they are, where that was not just now; null where nobody knows
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
 * Ends the session that the request's cookie names.
 *
 * @returns the `Set-Cookie` headers that take the cookie away
 */
export async function signOut(request: Request): Promise<string[]> {
  const sessionId = await sessionIdOf(request.headers.get("cookie"));
  if (sessionId) await signOutOf(await getDatabase(), sessionId, clientOf(request.headers));
  return [forgetSession()];
}
