import { randomUUID } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { describeDatabases } from "../support/databases";

describeDatabases("the database client", ({ db }) => {
  afterEach(() => vi.restoreAllMocks());

  it("yields to other work between many concurrent queries", async () => {
    let [turn, now] = [0, performance.now()];
    let timer = setImmediate(function count() {
      turn++;
      timer = setImmediate(count);
    });
    const turns: number[] = [];
    // Every query exceeds its time slice.
    vi.spyOn(performance, "now").mockImplementation(() => (now += 20));
    const ask = async () => {
      for (let query = 0; query < 4; query++) {
        await db().group.create({ data: { id: randomUUID(), name: randomUUID(), createdAt: new Date() } });
        turns.push(turn);
      }
    };
    await Promise.all(Array.from({ length: 16 }, ask));
    clearImmediate(timer);
    expect(new Set(turns).size).toBeGreaterThanOrEqual(12);
  });
});
