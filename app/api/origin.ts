import { UserError } from "@/lib/errors";

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/** The address that people open, from PUBLIC_URL; null where it is the one that the server listens at. */
function publicUrl(): URL | null {
  const { PUBLIC_URL } = process.env;
  return PUBLIC_URL ? new URL(PUBLIC_URL) : null;
}

/**
 * Where people reach us, for links in what leaves the app, without a slash at its end: PUBLIC_URL, or where the server listens. Never
 * what a request says: its `Host` could be anybody's.
 */
export function publicOrigin(): string {
  const { HOST, PORT } = process.env;
  return publicUrl()?.origin ?? `http://${HOST || "127.0.0.1"}:${PORT || 3000}`;
}

/** Whether people reach us by https. Only PUBLIC_URL says so: a header of the request could be anybody's. */
export function isSecure(): boolean {
  return publicUrl()?.protocol === "https:";
}

/**
 * Refuses what another site made a browser send: the cookie comes along with it.
 *
 * A browser says with every request that may change something where it comes from, so one that does not is refused too.
 *
 * @throws UserError `foreign-origin` (403)
 */
export function requireOwnOrigin({ method, headers }: Pick<Request, "method" | "headers">): void {
  if (SAFE_METHODS.includes(method) || isOwnOrigin(headers)) return;
  throw new UserError(
    "foreign-origin",
    "This request did not come from a page of Concord, so nothing was changed.",
    403,
  );
}

function isOwnOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  const { host, origin: normal } = new URL(origin);
  return host === headers.get("host") || normal === publicUrl()?.origin;
}
