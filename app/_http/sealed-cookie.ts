import { decode, encode } from "next-auth/jwt";
import type { z } from "zod";
import { sessionSecret } from "@/lib/db/session-secret";
import { isSecure } from "./origin";

/**
 * A cookie whose value only this Concord can read and make: a token of next-auth, encrypted and with an end. Scripts do not see it, and it
 * comes from our own pages and links to them. See docs/decisions/0003-next-auth-tokens.md.
 */
export interface SealedCookie<T> {
  /** Under https one that browsers take from nobody but this very host (RFC 6265bis, 4.1.3.2). */
  name(): string;
  /**
   * What it holds; null where there is none, or it was forged, made with another secret, or has expired.
   *
   * @param cookieHeader the request's `Cookie` header
   */
  read(cookieHeader: string | null): Promise<T | null>;
  /** The `Set-Cookie` header that makes a browser keep it. @param seconds for how long */
  keep(value: T, seconds: number): Promise<string>;
  /** As `keep`, with the moment of its end instead of the time until then: as next-auth sets the session's. */
  keepUntilEnd(value: T, seconds: number): Promise<string>;
  /** The `Set-Cookie` header that takes it away. */
  forget(): string;
}

/**
 * @param name without the prefix of cookies that are sent by https
 * @param schema what it holds
 */
export function sealedCookie<T extends Record<string, unknown>>(name: string, schema: z.ZodType<T>): SealedCookie<T> {
  const fullName = () => (isSecure() ? `__Host-${name}` : name);
  const header = (value: string, lifetime: string) =>
    `${fullName()}=${value}; ${lifetime}; HttpOnly${isSecure() ? "; Secure" : ""}; SameSite=Lax`;
  const seal = (value: T, seconds: number) => encode({ token: value, secret: sessionSecret(), maxAge: seconds });
  return {
    name: fullName,
    async read(cookieHeader) {
      const token = cookieIn(cookieHeader, fullName());
      const held = token && (await decode({ token, secret: sessionSecret() }).catch(() => null));
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

function cookieIn(cookieHeader: string | null, name: string): string | null {
  const cookie = (cookieHeader ?? "").split(/; */u).find((part) => part.startsWith(`${name}=`));
  return cookie?.slice(name.length + 1) || null;
}
