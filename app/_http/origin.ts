import { config } from "@/lib/config";
import { UserError } from "@/lib/errors";

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/** Whether our public URL is https. Only PUBLIC_URL is trusted, because request headers can be forged. */
export function isSecure(): boolean {
  return config().publicUrl?.protocol === "https:";
}

/**
 * Rejects cross-site requests (CSRF), because the browser sends our cookie with them.
 *
 * Browsers send their origin with every request that may change something, so a missing origin is rejected too.
 *
 * @throws UserError `foreign-origin` (403)
 */
export function requireOwnOrigin({ method, headers }: Pick<Request, "method" | "headers">): void {
  if (SAFE_METHODS.includes(method) || isOwnOrigin(headers)) return;
  throw new UserError("foreign-origin");
}

function isOwnOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  const { host, origin: normal } = new URL(origin);
  return host === headers.get("host") || normal === config().publicUrl?.origin;
}
