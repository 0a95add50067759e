import { randomUUID } from "node:crypto";
import { z } from "zod";
import { sealedCookie } from "./sealed-cookie";

const YEAR_IN_SECONDS = 31_536_000;

/** Who has signed in with this browser, and a name for it. It lets nobody in. */
const cookie = sealedCookie("concord-browser", z.object({ browser: z.string(), email: z.string() }));

/** Whose browser this was, so that wrong passwords which others try elsewhere do not keep them out. */
export async function knownBrowserOf(cookieHeader: string | null): Promise<{ id: string; email: string } | null> {
  const held = await cookie.read(cookieHeader);
  return held && { id: held.browser, email: held.email };
}

/** The `Set-Cookie` header by which a browser is known from now on. */
export function rememberBrowser(email: string): Promise<string> {
  return cookie.keep({ browser: randomUUID(), email }, YEAR_IN_SECONDS);
}
