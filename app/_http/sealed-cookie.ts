import { decode, encode, type JWT } from "next-auth/jwt";
import type { z } from "zod";
import { openedSessionSecret } from "@/lib/db/own-database";
import { processSingleton } from "@/lib/process-singleton";
import { VersionedCache } from "@/lib/versioned-cache";
import { isSecure } from "./origin";

/**
 * A cookie that only this instance can create and read: an encrypted next-auth token with an expiry. It is hidden from
 * scripts, and browsers send it only with requests from our own pages or when a user follows a link to one of them. See
 * docs/decisions/0003-next-auth-tokens.md.
 */
export interface SealedCookie<T> {
  /**
   * With https, it has the `__Host-` prefix, so that browsers only accept it from this exact host (RFC 6265bis,
   * 4.1.3.2).
   */
  name(): string;
  /**
   * The cookie's value; null if the cookie is missing, forged, encrypted with another secret, or expired.
   *
   * @param cookieHeader the request's `Cookie` header
   */
  read(cookieHeader: string | null): Promise<T | null>;
  /**
   * The `Set-Cookie` header that stores the cookie.
   * @param seconds its lifetime
   */
  keep(value: T, seconds: number): Promise<string>;
  /** Like `keep`, but with `Expires` instead of `Max-Age`, as in next-auth's session cookie. */
  keepUntilEnd(value: T, seconds: number): Promise<string>;
  /** The `Set-Cookie` header that deletes the cookie. */
  forget(): string;
}

/**
 * @param name without the `__Host-` prefix
 * @param schema of the value
 */
export function sealedCookie<T extends Record<string, unknown>>(name: string, schema: z.ZodType<T>): SealedCookie<T> {
  const fullName = () => (isSecure() ? `__Host-${name}` : name);
  const header = (value: string, lifetime: string) =>
    `${fullName()}=${value}; ${lifetime}; HttpOnly${isSecure() ? "; Secure" : ""}; SameSite=Lax`;
  const seal = async (value: T, seconds: number) =>
    encode({ token: value, secret: await openedSessionSecret(), maxAge: seconds });
  return {
    name: fullName,
    async read(cookieHeader) {
      const token = cookieIn(cookieHeader, fullName());
      const held = token && (await open(token));
      return schema.safeParse(held).data ?? null;
    },
    keep: async (value, seconds) => header(await seal(value, seconds), `Path=/; Max-Age=${seconds}`),
    async keepUntilEnd(value, seconds) {
      const end = new Date(Date.now() + seconds * 1_000);
      return header(await seal(value, seconds), `Path=/; Expires=${end.toUTCString()}`);
    },
    forget: () => header("", "Max-Age=0; Path=/"),
  };
}

/**
 * Maximum number of decrypted tokens in the cache: roughly the number of users who are active at the same time.
 */
const KEPT = 1_000;

const opened = processSingleton("opened-cookies", () => new VersionedCache<JWT | null>(KEPT));

/** How long next-auth still accepts an expired token, in seconds. It does so because clocks differ. */
const TOLERANCE = 15;

/**
 * The contents of a token; null if it was forged, was encrypted with another secret, or has expired. The contents are
 * cached, because every request has a token and next-auth derives the key each time.
 */
async function open(token: string): Promise<JWT | null> {
  const secret = await openedSessionSecret();
  const held = await opened.get(token, secret, () => decode({ token, secret })).catch(() => null);
  const end = held?.exp;
  return typeof end === "number" && end <= Date.now() / 1_000 - TOLERANCE ? null : held;
}

function cookieIn(cookieHeader: string | null, name: string): string | null {
  const cookie = (cookieHeader ?? "").split(/; */u).find((part) => part.startsWith(`${name}=`));
  return cookie?.slice(name.length + 1) || null;
}
