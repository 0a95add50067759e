import { describe, expect, it } from "vitest";
import { type Made, ResultCache } from "@/lib/workers/result-cache";

const ask = (signal?: AbortSignal) => ({ signal, isFinal: () => false });
const made = <T>(value: T, bytes = 1) => ({ value, bytes });

describe("cached results", () => {
  it("are created once per key", async () => {
    const cache = new ResultCache();
    let count = 0;
    const make = async () => made(++count);
    const [one, other] = await Promise.all([cache.get("a", make, ask()), cache.get("a", make, ask())]);
    expect([one, other, await cache.get("b", make, ask())]).toEqual([1, 1, 2]);
  });

  it("are evicted if there are too many, the least recently used ones first", async () => {
    const cache = new ResultCache(300);
    const seen: string[] = [];
    const make = (key: string) => async () => {
      seen.push(key);
      return made(key, 110);
    };
    for (const key of ["a", "b", "a", "c", "a", "b"]) await cache.get(key, make(key), ask());
    expect(seen).toEqual(["a", "b", "c", "b"]);
  });

  it("are not cached if a single one is too large", async () => {
    const cache = new ResultCache(300);
    let count = 0;
    const make = async () => made(++count, 1_000);
    await cache.get("a", make, ask());
    expect(await cache.get("a", make, ask())).toBe(2);
  });

  it("are abandoned once all requests have been cancelled, and created again for the next one", async () => {
    const cache = new ResultCache();
    const [ann, ben] = [new AbortController(), new AbortController()];
    const signals: AbortSignal[] = [];
    const make = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<Made<string>>((resolve, reject) => {
        if (signals.length > 1) resolve(made("done"));
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    };
    const first = cache.get("a", make, ask(ann.signal));
    const second = cache.get("a", make, ask(ben.signal));
    ann.abort(new Error("ann is gone"));
    expect(signals[0]?.aborted).toBe(false);
    ben.abort(new Error("ben is gone"));
    await expect(first).rejects.toThrow("ben is gone");
    await expect(second).rejects.toThrow("ben is gone");
    expect(await cache.get("a", make, ask())).toBe("done");
    expect(signals).toHaveLength(2);
  });

  it("are completed if there is a waiting request that cannot be cancelled", async () => {
    const cache = new ResultCache();
    const ann = new AbortController();
    let cancelled: AbortSignal | undefined;
    const make = (signal: AbortSignal) => {
      cancelled = signal;
      return Promise.resolve(made("done"));
    };
    void cache.get("a", make, ask(ann.signal));
    const other = cache.get("a", make, ask());
    ann.abort();
    expect(cancelled?.aborted).toBe(false);
    expect(await other).toBe("done");
  });

  it.each([
    ["are cached if they would recur", true, 1],
    ["are not cached if they might not recur", false, 2],
  ])("failures %s", async (_, isFinal, tries) => {
    const cache = new ResultCache();
    let count = 0;
    const fail = () =>
      cache.get("a", () => Promise.reject(new Error(String(++count))), { signal: undefined, isFinal: () => isFinal });
    await expect(fail()).rejects.toThrow("1");
    await expect(fail()).rejects.toThrow(String(tries));
  });
});
