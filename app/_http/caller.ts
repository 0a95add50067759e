import { actorOfToken } from "@/lib/accounts/api-tokens";
import type { Scope } from "@/lib/accounts/limits";
import type { Actor } from "@/lib/accounts/policy";
import { getDatabase } from "@/lib/db/own-database";
import { UserError } from "@/lib/errors";
import { actorOf, refusalOf } from "./session-cookie";

/**
 * The person whose session the request's cookie names. A request may name whose page has sent it (`Concord-Person`: an e-mail address,
 * percent-encoded), since somebody else may have signed in in the same browser by then.
 *
 * @throws UserError `session-ended` (401), or `access-ended` (401) for who is not in the team any more
 */
export async function requireSession(headers: Headers): Promise<Actor> {
  const cookie = headers.get("cookie");
  const actor = await actorOf(cookie);
  if (!actor) throw await refusalOf(cookie);
  const person = headers.get("concord-person");
  if (person === null || person === encodeURIComponent(actor.email)) return actor;
  throw new UserError("session-ended", "You are signed out. Sign in to go on.", 401);
}

/**
 * The person in whose name a program calls.
 *
 * @param scope what the route asks of a token; undefined where it takes none
 * @throws UserError `no-tokens-here` (403), `bad-token` (401) or `missing-scope` (403)
 */
export async function requireToken(secret: string, scope: Scope | undefined): Promise<Actor> {
  if (scope) return actorOfToken(await getDatabase(), secret, scope);
  throw new UserError("no-tokens-here", "This address is for people who are signed in, not for API tokens.", 403);
}

/** Addresses that programs ask, and no page of ours. */
const FOR_PROGRAMS = /^\/api\/(?:v1|annotations)(?:\/|$)/u;

/**
 * Refuses a program that does not say for whom it asks. (A browser has a cookie, also where its session is over: it is told that.)
 *
 * @throws UserError `token-missing` (401)
 */
export function requireCredentials({ url, headers }: Pick<Request, "url" | "headers">): void {
  if (bearerOf(headers) !== null || headers.has("cookie") || !FOR_PROGRAMS.test(new URL(url).pathname)) return;
  throw new UserError(
    "token-missing",
    "Send an API token, as “Authorization: Bearer …”. You make one in Concord, under Settings.",
    401,
  );
}

/** The API token of `Authorization: Bearer …` (RFC 6750, 2.1); null where there is no such header. */
export function bearerOf(headers: Headers): string | null {
  return /^Bearer +(\S+) *$/iu.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}
