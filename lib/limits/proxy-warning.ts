import type { Config } from "../config";

/**
 * What to say at the start where everybody seems to come from one address: Concord is opened by https, so a proxy stands in front of it,
 * and nothing says that its `X-Forwarded-For` may be believed. Limits per address then count all people together.
 *
 * @returns null where there is nothing to say
 */
export function proxyWarning({ publicUrl, trustProxy }: Pick<Config, "publicUrl" | "trustProxy">): string | null {
  if (trustProxy !== null || publicUrl?.protocol !== "https:") return null;
  return "PUBLIC_URL is https and TRUST_PROXY is not set, so everybody seems to come from the proxy's address: one person's failed sign-ins can lock out everybody whose browser is new. Set TRUST_PROXY to the number of proxies in front of Concord, for example 1, or to 0 where there is none.";
}
