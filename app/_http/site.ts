import { isIP } from "node:net";
import type { Site } from "@/lib/accounts/factors/passkeys";
import { config } from "@/lib/config";
import { UserError } from "@/lib/errors";

/**
 * The site that passkeys belong to; null if browsers don't support passkeys at this address. They need https and a host
 * name, or `localhost`. Behind a proxy, only PUBLIC_URL says what people see in the address bar, because the `Host`
 * header can be forged.
 */
export function siteOf(headers: Pick<Headers, "get">): Site | null {
  const { publicUrl } = config();
  const host = `http://${headers.get("host") ?? ""}`;
  const url = publicUrl ?? (URL.canParse(host) ? new URL(host) : null);
  if (!url) return null;
  const { hostname, protocol, origin } = url;
  if (hostname === "localhost") return { host: hostname, origin };
  const isAddress = isIP(hostname) !== 0 || hostname.startsWith("[");
  return publicUrl && protocol === "https:" && !isAddress ? { host: hostname, origin } : null;
}

/** @throws UserError `no-passkeys-here` (404) */
export function requireSite(headers: Pick<Headers, "get">): Site {
  const site = siteOf(headers);
  if (site) return site;
  throw new UserError("no-passkeys-here");
}
