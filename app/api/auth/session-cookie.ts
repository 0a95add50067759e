import { decode } from "next-auth/jwt";
import { z } from "zod";
import { database, sessionSecret } from "@/lib/accounts/entrance";
import type { Actor } from "@/lib/accounts/policy";
import { actorOfSession } from "@/lib/accounts/sessions";
import { isSecure } from "../origin";
import { cookieIn } from "./cookies";

/** What the cookie holds, encrypted: it only names a row, and is worth nothing without it. */
const claims = z.object({ sessionId: z.string() });

/** next-auth's own names. */
export function sessionCookieName(): string {
  return isSecure() ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

/**
 * The session that a request's cookie names, which may have ended.
 *
 * @param cookieHeader the request's `Cookie` header
 */
export async function sessionIdOf(cookieHeader: string | null): Promise<string | null> {
  const cookie = cookieIn(cookieHeader, sessionCookieName());
  if (!cookie) return null;
  // It fails where the cookie is forged, was made with another secret, or has expired.
  const token = await decode({ token: cookie, secret: sessionSecret() }).catch(() => null);
  const result = claims.safeParse(token);
  return result.success ? result.data.sessionId : null;
}

/** The person whose session a request's cookie names, where that session is still good. */
export async function actorOf(cookieHeader: string | null): Promise<Actor | null> {
  const sessionId = await sessionIdOf(cookieHeader);
  return sessionId === null ? null : actorOfSession(await database(), sessionId);
}
