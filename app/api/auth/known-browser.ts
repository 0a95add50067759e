import { randomUUID } from "node:crypto";
import { z } from "zod";
import { clientOf } from "@/app/_http/client";
import { sealedCookie } from "@/app/_http/sealed-cookie";
import type { Origin } from "@/lib/accounts/sign-in";

const YEAR_IN_SECONDS = 31_536_000;

/** Who has signed in with this browser, and a name for it. It lets nobody in. */
const cookie = sealedCookie("concord-browser", z.object({ browser: z.string(), email: z.string() }));

/** Where somebody tries to come in, and whose browser it was before: what others try must not keep them out. */
export async function originOf({ headers }: Request): Promise<Origin> {
  const held = await cookie.read(headers.get("cookie"));
  return { client: clientOf(headers), knownBrowser: held && { id: held.browser, email: held.email } };
}

/** The `Set-Cookie` header by which a browser is known from now on. */
export function rememberBrowser(email: string): Promise<string> {
  return cookie.keep({ browser: randomUUID(), email }, YEAR_IN_SECONDS);
}
