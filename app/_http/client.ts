import type { Client } from "@/lib/accounts/client";
import { clientAddress } from "./address";

/** Where a request came from. */
export function clientOf(headers: Headers): Client {
  return { address: clientAddress(headers), device: headers.get("user-agent") ?? "" };
}
