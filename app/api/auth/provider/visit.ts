import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { sessionSecret } from "@/lib/accounts/entrance";
import { isSecure } from "../../origin";
import { cookieIn } from "../cookies";

/** How long anybody may take at the provider, in seconds. */
const VISIT_SECONDS = 600;

const visitSchema = z.object({
  visit: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  /** Path of the page to go to afterwards. */
  from: z.string(),
  /** Token of the invitation by whose link they came. */
  invitation: z.string().nullable(),
});
type KeptVisit = z.infer<typeof visitSchema>;

function cookieName(): string {
  return isSecure() ? "__Host-concord-visit" : "concord-visit";
}

/** The `Set-Cookie` header that keeps, encrypted, what an answer of the provider is compared with. */
export async function keepVisit(kept: KeptVisit): Promise<string> {
  const value = await encode({ token: { ...kept }, secret: sessionSecret(), maxAge: VISIT_SECONDS });
  return setCookie(value, VISIT_SECONDS);
}

/** What was kept; null where nothing was, or it is too old. */
export async function keptVisit(cookieHeader: string | null): Promise<KeptVisit | null> {
  const token = cookieIn(cookieHeader, cookieName());
  const result = visitSchema.safeParse(token && (await decode({ token, secret: sessionSecret() }).catch(() => null)));
  return result.success ? result.data : null;
}

/** The `Set-Cookie` header that takes it away: it serves once. */
export function forgetVisit(): string {
  return setCookie("", 0);
}

/** Lax: the provider sends people back from another site. */
function setCookie(value: string, maxAge: number): string {
  return `${cookieName()}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly${isSecure() ? "; Secure" : ""}; SameSite=Lax`;
}
