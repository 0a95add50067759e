import type { Client } from "@/lib/accounts/client";
import { addressOf } from "./address";

/** Where a request came from. */
export function clientOf(headers: Headers): Client {
  return { address: addressOf(headers), device: headers.get("user-agent") ?? "" };
}
