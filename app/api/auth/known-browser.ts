import { randomUUID } from "node:crypto";
import { z } from "zod";
import { clientOf } from "@/app/_http/client";
import { sealedCookie } from "@/app/_http/sealed-cookie";
import type { Origin } from "@/lib/accounts/sign-in";

const YEAR_IN_SECONDS = 31_536_000;

/** A random id for the browser, and the user who last signed in with it. It doesn't authenticate anyone. */
const cookie = sealedCookie("concord-browser", z.object({ browser: z.string(), email: z.string() }));

/**
 * The client that makes a sign-in attempt, and the user who last signed in with its browser. The browser is identified
 * so that attempts made elsewhere don't lock users out of their own browsers.
 */
export async function originOf({ headers }: Request): Promise<Origin> {
  const held = await cookie.read(headers.get("cookie"));
  return { client: clientOf(headers), knownBrowser: held && { id: held.browser, email: held.email } };
}

/** The `Set-Cookie` header that marks a browser as known. */
export function rememberBrowser(email: string): Promise<string> {
  return cookie.keep({ browser: randomUUID(), email }, YEAR_IN_SECONDS);
}
