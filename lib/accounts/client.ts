import { networkOf } from "../limits/network";

/** Where a request came from. */
export interface Client {
  /** The network address; null if it isn't known from a trusted source. */
  address: string | null;
  /** The `User-Agent` header; empty if there is none. */
  device: string;
}

/** The rate-limit key of a client: its IPv4 address or IPv6 network; null if the address is unknown. */
export function addressToCount(client: Client | null): string | null {
  return client?.address == null ? null : networkOf(client.address);
}
