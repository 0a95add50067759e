import { expect, it } from "vitest";
import { readDrainSeconds } from "@/lib/cli/drain.mjs";

it("is as long as DRAIN_SECONDS says, and no time by default", () => {
  expect([{}, { DRAIN_SECONDS: "" }, { DRAIN_SECONDS: "2.5" }].map(readDrainSeconds)).toEqual([0, 0, 2.5]);
  for (const DRAIN_SECONDS of ["-1", "soon", "10000"]) {
    expect(() => readDrainSeconds({ DRAIN_SECONDS })).toThrow("Set it to how many seconds");
  }
});
