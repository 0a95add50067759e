import type { Client } from "@/lib/accounts/client";
import { clientAddress } from "./address";

/** The client that sent a request. */
export function clientOf(headers: Headers): Client {
  return { address: clientAddress(headers), device: headers.get("user-agent") ?? "" };
}
