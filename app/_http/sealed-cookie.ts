import { decode, encode } from "next-auth/jwt";
import type { z } from "zod";
import { sessionSecret } from "@/lib/accounts/entrance";
import { isSecure } from "./origin";

/** A cookie whose value only this Concord can read and make. Scripts do not see it, and it comes from our own pages and links to them. */
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
  /** The `Set-Cookie` header that takes it away. */
  forget(): string;
}

/**
 * @param name without the prefix of cookies that are sent by https
 * @param schema what it holds
 */
export function sealedCookie<T extends Record<string, unknown>>(name: string, schema: z.ZodType<T>): SealedCookie<T> {
  const fullName = () => (isSecure() ? `__Host-${name}` : name);
  const header = (value: string, seconds: number) =>
    `${fullName()}=${value}; Path=/; Max-Age=${seconds}; HttpOnly${isSecure() ? "; Secure" : ""}; SameSite=Lax`;
  return {
    name: fullName,
    async read(cookieHeader) {
      const token = cookieIn(cookieHeader, fullName());
      const held = token && (await decode({ token, secret: sessionSecret() }).catch(() => null));
      return schema.safeParse(held).data ?? null;
    },
    async keep(value, seconds) {
      return header(await encode({ token: value, secret: sessionSecret(), maxAge: seconds }), seconds);
    },
    forget: () => header("", 0),
  };
}

function cookieIn(cookieHeader: string | null, name: string): string | null {
  const cookie = (cookieHeader ?? "").split(/; */u).find((part) => part.startsWith(`${name}=`));
  return cookie?.slice(name.length + 1) || null;
}
