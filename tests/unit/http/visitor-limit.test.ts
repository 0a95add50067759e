import { expect, it } from "vitest";
import { limitVisitorSearch } from "@/app/_http/rate-limits";
import { config } from "@/lib/config";

/** How many searches in a row are accepted from an address. */
function acceptedFrom(addressOf: (nth: number) => string | null, most: number): number {
  for (let nth = 0; nth < most; nth++) {
    try {
      limitVisitorSearch(addressOf(nth));
    } catch (error) {
      expect(error).toMatchObject({ code: "too-fast", status: 429 });
      return nth;
    }
  }
  return most;
}

it("people without an account can search 60 times in a row from one network, which doesn't affect others", () => {
  const burst = 60 * config().rateLimitFactor;
  // A few more fit in while the searches are counted.
  const isAboutBurst = (count: number) => count >= burst && count < burst + 5;
  expect(acceptedFrom(() => "192.0.2.1", 2 * burst)).toSatisfy(isAboutBurst);
  expect(acceptedFrom(() => "192.0.2.2", 2 * burst)).toSatisfy(isAboutBurst);
  // A subscriber can choose any address in an IPv6 network.
  expect(acceptedFrom((nth) => `2001:db8:1:2::${nth.toString(16)}`, 2 * burst)).toSatisfy(isAboutBurst);
  expect(acceptedFrom(() => null, 2 * burst)).toBe(2 * burst);
});
