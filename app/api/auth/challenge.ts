import { z } from "zod";
import { sealedCookie } from "@/app/_http/sealed-cookie";
import { requireSite } from "@/app/_http/site";
import { PASSKEY_USES } from "@/lib/accounts/factors/factor-schemas";
import { CHALLENGE_SECONDS, type Site } from "@/lib/accounts/factors/passkeys";
import { UserError } from "@/lib/errors";

const USES = ["creation", ...PASSKEY_USES] as const;
type Use = (typeof USES)[number];

/** The challenge that a browser's passkey must sign, and what for. */
const cookie = sealedCookie("concord-passkey", z.object({ challenge: z.string(), use: z.enum(USES) }));

/** Sends the options for `navigator.credentials`, and keeps their challenge in the browser. */
export async function challenge(options: { challenge: string }, use: Use): Promise<Response> {
  const response = Response.json(options);
  response.headers.append("Set-Cookie", await cookie.keep({ challenge: options.challenge, use }, CHALLENGE_SECONDS));
  return response;
}

/**
 * The challenge that the request's browser has for this use.
 * @throws UserError `wrong-passkey` (403), `no-passkeys-here` (404)
 */
export async function challengeOf({ headers }: Request, use: Use): Promise<{ site: Site; challenge: string }> {
  const held = await cookie.read(headers.get("cookie"));
  if (held?.use !== use) throw new UserError("wrong-passkey.refused");
  return { site: requireSite(headers), challenge: held.challenge };
}
