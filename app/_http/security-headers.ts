import { isSecure } from "./origin";

const ONE_YEAR_IN_SECONDS = 31_536_000;

/** Paths that contain the token of a share: its page and embed, its image, and its oEmbed data. */
const HOLDS_TOKEN = /^\/(?:p\/|api\/passages\/|api\/oembed$)/u;

/** The security headers of every response, apart from its Content Security Policy. */
export function securityHeaders(pathname: string): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    // The URL of a share is its secret, so it must not appear in `Referer`.
    "Referrer-Policy": HOLDS_TOKEN.test(pathname) ? "no-referrer" : "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    ...(isSecure() && { "Strict-Transport-Security": `max-age=${ONE_YEAR_IN_SECONDS}` }),
  };
}
