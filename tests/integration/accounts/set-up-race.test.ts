import { expect, it, vi } from "vitest";
import { setUp } from "@/lib/accounts/set-up";
import { describeDatabases } from "../support/databases";

// Hashing takes longer for one than for another, so that those who try at once would not come to the database together.
vi.mock("@/lib/accounts/password", () => ({ hashNewPassword: async () => "no password" }));

describeDatabases("two set-ups in the same moment", ({ db }) => {
  it("have one winner, again and again", async () => {
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
