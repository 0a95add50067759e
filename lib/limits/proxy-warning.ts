import type { Config } from "../config";

/**
 * The startup warning for a setup in which all clients appear to have the same address. This is the case if Concord is
 * reached over https and therefore through a proxy, but the settings don't say that the proxy's `X-Forwarded-For` can
 * be trusted. Rate limits per address then apply to all users combined.
 *
 * @returns null if there is nothing to warn about
 */
export function proxyWarning({ publicUrl, trustProxy }: Pick<Config, "publicUrl" | "trustProxy">): string | null {
  if (trustProxy !== null || publicUrl?.protocol !== "https:") return null;
  return "PUBLIC_URL is https but TRUST_PROXY is not set, so all requests seem to come from the proxy's address. One person's failed sign-ins can then lock out everyone who uses a new browser. Set TRUST_PROXY to the number of proxies in front of Concord, for example 1, or to 0 if there are none.";
}
