import { type NextRequest, NextResponse } from "next/server";
import { isSecure } from "./app/_http/origin";
import { PATH_HEADER } from "./app/_http/path-header";

const ONE_YEAR_IN_SECONDS = 31_536_000;

/**
 * All addresses but those that files are sent to: before the proxy Next would read a file to its end and keep it, whoever sends it, and
 * only then ask us. What is put on the answers of these instead stands in `next.config.js`.
 */
export const config = { matcher: "/((?!api/(?:editions|imports)(?:/preview)?$).*)" };

/** What is shared: its page and frame, its picture, and what other sites are told of it. */
const HOLDS_TOKEN = /^\/(?:p\/|api\/passages\/|api\/oembed$)/u;

/** The one page that others may show in a frame. */
const EMBEDDED = /^\/p\/[^/]+\/embed$/u;

/**
 * Puts the security headers on every answer. Next finds the nonce in the policy that the request carries and puts it on its
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
  response.headers.set("X-Content-Type-Options", "nosniff");
  // The address of what is shared is its key, so no other page is told of it.
  response.headers.set("Referrer-Policy", HOLDS_TOKEN.test(pathname) ? "no-referrer" : "same-origin");
  response.headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  if (isSecure()) response.headers.set("Strict-Transport-Security", `max-age=${ONE_YEAR_IN_SECONDS}`);
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
