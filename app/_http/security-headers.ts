import { isSecure } from "./origin";

const ONE_YEAR_IN_SECONDS = 31_536_000;

/** What is shared: its page and frame, its picture, and what other sites are told of it. */
const HOLDS_TOKEN = /^\/(?:p\/|api\/passages\/|api\/oembed$)/u;

/** The policy of every answer that is no page: nothing in it is run or loaded, wherever it is opened. */
export const NO_CONTENT = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** What every answer says to browsers, beside its content security policy. */
export function securityHeaders(pathname: string): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    // The address of what is shared is its key, so no other page is told of it.
    "Referrer-Policy": HOLDS_TOKEN.test(pathname) ? "no-referrer" : "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    ...(isSecure() && { "Strict-Transport-Security": `max-age=${ONE_YEAR_IN_SECONDS}` }),
  };
}
