import { type NextRequest, NextResponse } from "next/server";
import { isSecure } from "./app/_http/origin";
import { PATH_HEADER } from "./app/_http/path-header";
import { securityHeaders } from "./app/_http/security-headers";

/**
 * Pages and files. Route handlers put security headers on their answers themselves (`app/_http/handler.ts`): before a proxy Next would read
 * a request's body to its end and keep it, whoever sends it, and only then ask us.
 */
export const config = { matcher: "/((?!api/(?!docs$)).*)" };

/** The one page that others may show in a frame. */
const EMBEDDED = /^\/p\/[^/]+\/embed$/u;

/**
 * Puts the security headers on every page. Next finds the nonce in the policy that the request carries and puts it on its
 * own scripts and styles. (Who may see what is decided in pages and handlers, beside what they answer, never here.)
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, searchParams } = request.nextUrl;
  const policy = contentSecurityPolicy(crypto.randomUUID(), EMBEDDED.test(pathname) ? "*" : "'none'");

  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  const query = new URLSearchParams(searchParams);
  // Next's own, where it fetches a page for the next navigation.
  query.delete("_rsc");
  headers.set(PATH_HEADER, query.size > 0 ? `${pathname}?${query}` : pathname);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of Object.entries(securityHeaders(pathname))) response.headers.set(name, value);
  return response;
}

/** @param framedBy whose pages may show this one in a frame */
function contentSecurityPolicy(nonce: string, framedBy: "*" | "'none'"): string {
  // React's debugging in development evaluates strings, and its styles come inline without a nonce.
  // biome-ignore lint/style/noProcessEnv: the bundler puts a constant in its place
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // React writes them into the page, and there is no nonce for an attribute. They cannot run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy}`,
    ...(isSecure() ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
