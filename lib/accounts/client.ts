import { networkOf } from "../limits/network";

/** Where a request came from, as far as the server may know it. */
export interface Client {
  /** Its network address; null where nothing that can be believed says it. */
  address: string | null;
  /** What the browser, or another program, said it is; empty where it said nothing. */
  device: string;
}

/** What attempts of a client are counted by: its address, or its network of IPv6; null where nobody knows it. */
export function addressToCount(client: Client | null): string | null {
  return client?.address == null ? null : networkOf(client.address);
}
