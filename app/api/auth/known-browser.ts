import { randomUUID } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { sessionSecret } from "@/lib/accounts/entrance";
import { isSecure } from "../origin";
import { cookieIn } from "./cookies";

/** What the cookie holds, encrypted: who has signed in with this browser, and a name for it. It lets nobody in. */
const claims = z.object({ browser: z.string(), email: z.string() });

const YEAR_IN_SECONDS = 31_536_000;

function cookieName(): string {
  return isSecure() ? "__Host-concord-browser" : "concord-browser";
}

/** Whose browser this was, so that wrong passwords which others try elsewhere do not keep them out. */
export async function knownBrowserOf(cookieHeader: string | null): Promise<{ id: string; email: string } | null> {
  const token = cookieIn(cookieHeader, cookieName());
  const result = claims.safeParse(token && (await decode({ token, secret: sessionSecret() }).catch(() => null)));
  return result.success ? { id: result.data.browser, email: result.data.email } : null;
}

/** The `Set-Cookie` header by which a browser is known from now on. */
export async function rememberBrowser(email: string): Promise<string> {
  const token = { browser: randomUUID(), email };
  const value = await encode({ token, secret: sessionSecret(), maxAge: YEAR_IN_SECONDS });
  const secure = isSecure() ? "; Secure" : "";
  return `${cookieName()}=${value}; Path=/; Max-Age=${YEAR_IN_SECONDS}; HttpOnly${secure}; SameSite=Lax`;
}
