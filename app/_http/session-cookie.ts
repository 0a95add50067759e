import { z } from "zod";
import type { Actor } from "@/lib/accounts/policy";
import { actorOfSession, isOfRemoved, SESSION_SECONDS } from "@/lib/accounts/sessions";
import { getDatabase } from "@/lib/db/own-database";
import { UserError } from "@/lib/errors";
import { sealedCookie } from "./sealed-cookie";

/** This cookie contains only the id of a session in the database. Its name and format are defined by next-auth. */
const cookie = sealedCookie("next-auth.session-token", z.object({ sessionId: z.string() }));

/** The `Set-Cookie` header that signs a browser in. */
export function keepSession(sessionId: string): Promise<string> {
  return cookie.keepUntilEnd({ sessionId }, SESSION_SECONDS);
}

/** The `Set-Cookie` header that signs a browser out. */
export const forgetSession = cookie.forget;

/** The session id in the cookie. The session may have ended. */
export async function sessionIdOf(cookieHeader: string | null): Promise<string | null> {
  return (await cookie.read(cookieHeader))?.sessionId ?? null;
}

/** The user of the cookie's session; null if the session isn't valid. */
export async function actorOf(cookieHeader: string | null): Promise<Actor | null> {
  const sessionId = await sessionIdOf(cookieHeader);
  return sessionId === null ? null : actorOfSession(await getDatabase(), sessionId);
}

/**
 * The reason why the cookie's session isn't valid. If the user's access has ended, browsers delete their local data.
 */
export async function refusalOf(cookieHeader: string | null): Promise<UserError> {
  const sessionId = await sessionIdOf(cookieHeader);
  if (sessionId !== null && (await isOfRemoved(await getDatabase(), sessionId))) {
    return new UserError("access-ended");
  }
  return sessionEnded();
}

/** The error for users who are signed out, or whose browser is now used by someone else. */
export function sessionEnded(): UserError {
  return new UserError("session-ended");
}
