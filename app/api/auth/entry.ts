import { clientOf } from "@/app/_http/client";
import type { Entered } from "@/app/_http/entered";
import { forgetSecondStep, keepSecondStep, readSecondStep, SECOND_STEP_PAGE } from "@/app/_http/second-step-cookie";
import { forgetSession, keepSession, sessionIdOf } from "@/app/_http/session-cookie";
import { factorsHeld } from "@/lib/accounts/factors/held";
import { beginSecondStep } from "@/lib/accounts/factors/second-step";
import type { AuthenticatedUser } from "@/lib/accounts/people";
import type { Credentials } from "@/lib/accounts/schemas";
import { beginSession, signOutOf } from "@/lib/accounts/sessions";
import { personWith, wrongCredentials } from "@/lib/accounts/sign-in";
import type { FactorKind, SignInWay } from "@/lib/accounts/sign-in-ways";
import { getDatabase } from "@/lib/db/own-database";
import { originOf, rememberBrowser } from "./known-browser";

/*
 * Every sign-in method ends here, by creating a session and its cookie. Callers have already verified the user, and
 * `handler` has verified the request's origin.
 */

/**
 * Signs a user in with email address and password.
 *
 * @param to path of the page to open afterwards
 * @throws UserError `wrong-credentials` (401) or `too-many-attempts` (429), regardless of whether the account exists
 */
export async function signIn(request: Request, credentials: Credentials, to: string): Promise<Entered> {
  const person = await personWith(await getDatabase(), credentials, await originOf(request));
  if (!person) throw wrongCredentials();
  return enter(request, person, "password", to);
}

/**
 * Signs in a person who has passed the first step. If they have a second factor, the session begins only when they have
 * passed the second step.
 *
 * @param way the sign-in method
 * @param to path of the page to open afterwards
 * @param confirmedAt when the person confirmed their identity, by default now; null if unknown
 */
export async function enter(
  request: Request,
  entrant: AuthenticatedUser,
  way: SignInWay,
  to: string,
  confirmedAt?: Date | null,
): Promise<Entered> {
  const db = await getDatabase();
  const pending = await beginSecondStep(db, entrant, way);
  if (pending === null) return begin(request, entrant, { way, confirmedAt }, to);
  const secondStep = await factorsHeld(db, entrant.id);
  return { cookies: [await keepSecondStep(pending, to)], to: SECOND_STEP_PAGE, secondStep };
}

/** Creates a session and its cookie, and ends the browser's previous session. */
export async function begin(
  { headers }: Request,
  entrant: AuthenticatedUser,
  how: { way: SignInWay; factor?: FactorKind; confirmedAt?: Date | null | undefined },
  to: string,
): Promise<Entered> {
  const cookie = headers.get("cookie");
  const [former, client] = [await sessionIdOf(cookie), clientOf(headers)];
  const sessionId = await beginSession(await getDatabase(), entrant, { ...how, client, former });
  const over = (await readSecondStep(cookie)) ? [forgetSecondStep()] : [];
  return { cookies: [await keepSession(sessionId), await rememberBrowser(entrant.email), ...over], to };
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
