import { type NextRequest, NextResponse } from "next/server";
import { NONCE_HEADER } from "./app/_http/nonce-header";
import { isSecure } from "./app/_http/origin";
import { PATH_HEADER } from "./app/_http/path-header";
import { securityHeaders } from "./app/_http/security-headers";

/**
 * Matches pages and files, but not route handlers, which set security headers themselves (`app/_http/handler.ts`). With
 * a proxy, Next.js would buffer the whole body of every request to them, even of unauthenticated requests.
 */
export const config = { matcher: "/((?!api/(?!docs$)).*)" };

/**
 * The worker that draws PDFs. It runs under the policy of its own response: it can decode pictures with WebAssembly,
 * which pages can't, and can't connect to anything, because it reads files of unknown origin.
 */
const PDF_WORKER = /^\/_next\/static\/media\/pdf\.worker\.[^/]+$/u;
const PDF_WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

/** The only page that other sites may embed in a frame. */
const EMBEDDED = /^\/p\/[^/]+\/embed$/u;

/**
 * Sets the security headers on every page. Next.js finds the nonce in the request's policy header and adds it to its
 * own scripts and styles. (Authorization is decided in pages and handlers, never here.)
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, searchParams } = request.nextUrl;
  const nonce = crypto.randomUUID();
  const isPdfWorker = PDF_WORKER.test(pathname);
  const policy = isPdfWorker
    ? PDF_WORKER_POLICY
    : contentSecurityPolicy(nonce, EMBEDDED.test(pathname) ? "*" : "'none'");

  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  headers.set(NONCE_HEADER, nonce);
  const query = new URLSearchParams(searchParams);
  // Next.js adds this parameter when it prefetches a page for client-side navigation.
  query.delete("_rsc");
  headers.set(PATH_HEADER, query.size > 0 ? `${pathname}?${query}` : pathname);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of Object.entries(securityHeaders(pathname))) response.headers.set(name, value);
  return response;
}

/** @param framedBy the sites that may embed the page in a frame */
function contentSecurityPolicy(nonce: string, framedBy: "*" | "'none'"): string {
  // In development, React's debugging tools evaluate strings, and styles are inline without a nonce.
  // biome-ignore lint/style/noProcessEnv: the bundler replaces it with a constant
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // Allow the style attributes that React writes, which can't have a nonce. They can't execute anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy}`,
    ...(isSecure() ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
