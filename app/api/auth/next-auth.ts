import { createHash, randomBytes } from "node:crypto";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { clientOf } from "@/app/_http/client";
import { isSecure } from "@/app/_http/origin";
import { sessionCookieName, sessionIdOf } from "@/app/_http/session-cookie";
import type { SignInWay } from "@/lib/accounts/audit-schemas";
import { database, sessionSecret } from "@/lib/accounts/entrance";
import type { Entrant } from "@/lib/accounts/people";
import type { Credentials } from "@/lib/accounts/schemas";
import { beginSession, SESSION_SECONDS, signOutOf } from "@/lib/accounts/sessions";
import { personWith, wrongCredentials } from "@/lib/accounts/sign-in";
import { originOf, rememberBrowser } from "./known-browser";

/*
 * next-auth behind our own doors. Its own routes are not open to the outside: they answer from the cookie alone, without
 * asking whether the session has ended, and send people on to addresses made from the environment or from a `Host` header.
 * So its handler is called with what it needs and nothing of the request, and only its cookies are used.
 */

/** An account of next-auth's, as far as we use it. */
interface SignedIn {
  id: string;
  sessionId: string;
}

/**
 * Signs a person in who has an e-mail address and a password.
 *
 * @returns the `Set-Cookie` headers
 * @throws UserError `wrong-credentials` (401) or `too-many-attempts` (429), both the same whether or not there is such an account
 */
export async function signIn(request: Request, credentials: Credentials): Promise<string[]> {
  const person = await personWith(await database(), credentials, await originOf(request));
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
  entrant: Entrant,
  way: SignInWay,
  confirmedAt?: Date | null,
): Promise<string[]> {
  const [former, client] = [await sessionIdOf(headers.get("cookie")), clientOf(headers)];
  const cookies = await ask(["callback", "credentials"], {}, async () => ({
    id: entrant.id,
    sessionId: await beginSession(await database(), entrant, { client, way, confirmedAt, former }),
  }));
  return [...cookies, await rememberBrowser(entrant.email)];
}

/**
 * Ends the session that the request's cookie names.
 *
 * @returns the `Set-Cookie` headers that take the cookie away
 */
export async function signOut(request: Request): Promise<string[]> {
  const sessionId = await sessionIdOf(request.headers.get("cookie"));
  if (sessionId) await signOutOf(await database(), sessionId, clientOf(request.headers));
  // next-auth takes away what it is told of, whatever it holds.
  return ask(["signout"], { [sessionCookieName()]: "ended" }, async () => null);
}

/**
 * Asks next-auth's handler.
 *
 * @returns what it sets of the session's cookie
 */
async function ask(
  action: string[],
  cookies: Record<string, string>,
  authorize: () => Promise<SignedIn | null>,
): Promise<string[]> {
  let failure: unknown;
  const options = authOptions(async () => {
    try {
      return await authorize();
    } catch (error) {
      // next-auth would put its message into an address.
      failure = error;
      return null;
    }
  });
  const csrf = csrfToken(sessionSecret());
  const request = {
    method: "POST",
    query: { nextauth: action },
    headers: {},
    cookies: { ...cookies, [`${isSecure() ? "__Host-" : ""}next-auth.csrf-token`]: csrf.cookie },
    body: { csrfToken: csrf.token },
  };
  const answer = createAnswer();
  // It uses no more of them than this.
  await NextAuth(request as unknown as NextApiRequest, answer as unknown as NextApiResponse, options);
  if (failure) throw failure;
  return answer.cookies().filter((cookie) => cookie.startsWith(`${sessionCookieName()}=`));
}

function authOptions(authorize: () => Promise<SignedIn | null>): AuthOptions {
  return {
    secret: sessionSecret(),
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() },
      },
    },
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    providers: [CredentialsProvider({ credentials: {}, authorize })],
    callbacks: {
      // The cookie only names a session; whose it is, and whether it is still good, the database says.
      jwt: ({ token, user }) => (user && "sessionId" in user ? { sessionId: user.sessionId } : token),
    },
    // A cookie that cannot be read, and the missing NEXTAUTH_URL that we do without, are nothing to log.
    logger: { error: () => {}, warn: () => {} },
  };
}

/**
 * The token that next-auth compares with its cookie, and that cookie. The wrapper has made sure that the request comes from
 * one of our pages, which covers all routes, not only next-auth's; so here they are made to match.
 */
function csrfToken(secret: string): { token: string; cookie: string } {
  const token = randomBytes(32).toString("hex");
  return { token, cookie: `${token}|${createHash("sha256").update(`${token}${secret}`).digest("hex")}` };
}

/** The part of a Node.js response that next-auth writes to. */
function createAnswer() {
  const headers = new Map<string, string[]>();
  const answer = {
    getHeader: (name: string) => headers.get(name),
    setHeader: (name: string, value: string[]) => {
      headers.set(name, value);
      return answer;
    },
    status: () => answer,
    json: () => {},
    send: () => {},
    end: () => {},
    cookies: () => headers.get("Set-Cookie") ?? [],
  };
  return answer;
}
