import { expect, it, vi } from "vitest";
import { setUp } from "@/lib/accounts/set-up";
import { describeDatabases } from "../support/databases";

// Hashing is mocked, because the time that it takes varies, so concurrent attempts would not reach the database at the
// same time.
vi.mock("@/lib/accounts/password", () => ({ hashNewPassword: async () => "no password" }));

describeDatabases("two simultaneous setups", ({ db }) => {
  it("have one winner, every time", async () => {
    for (let round = 0; round < 15; round++) {
      await db().person.deleteMany();
      const tries = Array.from({ length: 6 }, (_, n) =>
        setUp(db(), { name: "Ana", email: `p${n}@example.org`, password: "" }, null, null),
      );
      const outcomes = await Promise.allSettled(tries);
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "already-set-up" });
      }
      expect(await db().person.count()).toBe(1);
    }
  });
});
