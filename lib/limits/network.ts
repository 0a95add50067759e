import { isIPv6 } from "node:net";

/**
 * Number of 16-bit groups in the prefix of the smallest IPv6 network that a subscriber gets: a /64 (RFC 4291, 2.5.1).
 */
const OWN_GROUPS = 4;

/**
 * The rate-limit key of an address: the IPv4 address itself, or the IPv6 network, within which a subscriber can choose
 * any address.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.replace(/%.*/u, "").split("::");
  const before = head.split(":").filter((group) => group !== "");
  const after = tail?.split(":").filter((group) => group !== "") ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  const groups = [...before, ...zeros, ...after].slice(0, OWN_GROUPS);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
