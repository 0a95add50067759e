import { config } from "@/lib/config";
import { UserError } from "@/lib/errors";

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/** Whether people reach us by https. Only PUBLIC_URL says so: a header of the request could be anybody's. */
export function isSecure(): boolean {
  return config().publicUrl?.protocol === "https:";
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
  return host === headers.get("host") || normal === config().publicUrl?.origin;
}
