import type { Client } from "@/lib/accounts/client";

/**
 * Where a request came from. The address is what the proxy before us says (`X-Forwarded-For`: the last entry, since who asks can write the
 * others), if there is one that is to be believed (TRUST_PROXY); anybody can send such a header.
 */
export function clientOf(headers: Headers): Client {
  const forwarded = process.env.TRUST_PROXY ? headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return { address: forwarded || null, device: headers.get("user-agent") ?? "" };
}
