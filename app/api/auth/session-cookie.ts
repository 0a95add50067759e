import { decode } from "next-auth/jwt";
import { z } from "zod";
import { database, sessionSecret } from "@/lib/accounts/entrance";
import type { Actor } from "@/lib/accounts/policy";
import { actorOfSession, isOfRemoved } from "@/lib/accounts/sessions";
import { UserError } from "@/lib/errors";
import { isSecure } from "../origin";
import { cookieIn } from "./cookies";

/** What the cookie holds, encrypted: it only names a row, and is worth nothing without it. */
const claims = z.object({ sessionId: z.string() });

/** Under https, one that browsers take from nobody but this very host (RFC 6265bis, 4.1.3.2). */
export function sessionCookieName(): string {
  return isSecure() ? "__Host-next-auth.session-token" : "next-auth.session-token";
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

/**
 * Why the session that a request's cookie names is not good, for whoever has that cookie: browsers clear what they keep where the person's
 * access has ended.
 */
export async function refusalOf(cookieHeader: string | null): Promise<UserError> {
  const sessionId = await sessionIdOf(cookieHeader);
  if (sessionId !== null && (await isOfRemoved(await database(), sessionId))) {
    return new UserError("access-ended", "You are not in this team any more.", 401);
  }
  return new UserError("session-ended", "You are signed out. Sign in to go on.", 401);
}
