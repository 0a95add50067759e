import { describe, expect, it } from "vitest";
import { type Limit, takeOne } from "@/lib/limits/bucket";
import { networkOf } from "@/lib/limits/network";

const LIMIT: Limit = { burst: 3, seconds: 10 };
const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000);

/** What happens when a token is requested at each of these seconds: "taken", or the number of seconds to wait. */
function takeAt(...seconds: number[]): ("taken" | number)[] {
  let fullAt: Date | null = null;
  return seconds.map((second) => {
    const taken = takeOne(fullAt, LIMIT, at(second));
    if ("retryAfter" in taken) return taken.retryAfter;
    fullAt = taken.fullAt;
    return "taken";
  });
}

describe("a token bucket", () => {
  it.each([
    ["holds its capacity", [0, 0, 0, 0], ["taken", "taken", "taken", 10]],
    ["refills one token at a time", [0, 0, 0, 9, 10, 10], ["taken", "taken", "taken", 1, "taken", 10]],
    ["never exceeds its capacity", [0, 1_000, 1_000, 1_000, 1_000], ["taken", "taken", "taken", "taken", 10]],
    ["is not emptied by rejected attempts", [0, 0, 0, 1, 2, 3, 10], ["taken", "taken", "taken", 9, 8, 7, "taken"]],
  ] as const)("%s", (_, seconds, expected) => {
    expect(takeAt(...seconds)).toEqual(expected);
  });
});

describe("a client address", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["unknown", "unknown"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ])("%s counts as %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
