import { expect, it } from "vitest";
import { VersionedCache } from "@/lib/versioned-cache";

/** A cache in which each value contains its own name. `made` lists the values that have been created. */
function counting(limit: number) {
  const keeper = new VersionedCache<string>(limit);
  const made: string[] = [];
  const get = (key: string, stamp = "") =>
    keeper.get(key, stamp, async () => {
      made.push(key + stamp);
      return key + stamp;
    });
  return { get, made };
}

it("creates a value once, even for concurrent requests", async () => {
  const { get, made } = counting(2);
  expect(await Promise.all([get("a"), get("a"), get("b")])).toEqual(["a", "a", "b"]);
  expect(await get("a")).toBe("a");
  expect(made).toEqual(["a", "b"]);
});

it("creates a value again when its source has changed", async () => {
  const { get, made } = counting(2);
  expect([await get("a", "1"), await get("a", "2"), await get("a", "2"), await get("a", "1")]).toEqual([
    "a1",
    "a2",
    "a2",
    "a1",
  ]);
  expect(made).toEqual(["a1", "a2", "a1"]);
});

it("evicts the least recently used values", async () => {
  const { get, made } = counting(2);
  for (const key of ["a", "b", "a", "c", "a", "b"]) await get(key);
  expect(made).toEqual(["a", "b", "c", "b"]);
});

it("evicts all values of a source as soon as another one is used", async () => {
  const cache = new VersionedCache<string>(3);
  const [one, other] = [{}, {}];
  const get = (source: object, key: string) => cache.of(source).get(key, "", async (before) => `${key} ${before}`);
  expect([await get(one, "a"), await get(one, "b"), await get(one, "a")]).toEqual(["a null", "b null", "a null"]);
  // The value that came from the first source is gone, and nothing is derived from it.
  expect([await get(other, "a"), cache.isOf(one), cache.isOf(other)]).toEqual(["a null", false, true]);
  let made = 0;
  const count = () => cache.of(one).get("a", "", async () => `${++made}`);
  expect([await count(), await count()]).toEqual(["1", "1"]);
});

it("does not cache a failure", async () => {
  const keeper = new VersionedCache<string>(2);
  await expect(keeper.get("a", "", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(await keeper.get("a", "", async () => "made")).toBe("made");
});

it("keeps the newer value if an earlier request to create one fails afterwards", async () => {
  const keeper = new VersionedCache<string>(2);
  let fail = (_: Error) => {};
  const late = keeper.get("a", "1", () => new Promise((_, reject) => (fail = reject)));
  await keeper.get("a", "2", async () => "made");
  fail(new Error("late"));
  await expect(late).rejects.toThrow("late");
  expect(await keeper.get("a", "2", async () => "made again")).toBe("made");
});

it("passes the last value to the function that recreates it, even during a recreation and after a failure", async () => {
  const keeper = new VersionedCache<string>(2);
  expect(await keeper.get("a", "1", async (before) => `${before} 1`)).toBe("null 1");
  const never = keeper.get("a", "2", () => new Promise(() => {}));
  expect(never).toBeInstanceOf(Promise);
  expect(await keeper.get("a", "3", async (before) => `${before} 3`)).toBe("null 1 3");
  await expect(keeper.get("a", "4", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await keeper.get("b", "1", async (before) => `${before} 1`)).toBe("null 1");
});

it("stays within its limit, but always keeps the last requested value", async () => {
  const keeper = new VersionedCache<string>(9, { most: 10, of: (thing) => thing.length });
  const made: string[] = [];
  const get = async (key: string) => {
    await keeper.get(key, "", async () => {
      made.push(key);
      return key;
    });
  };
  for (const key of ["aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"]) await get(key);
  expect(made).toEqual(["aaaa", "bbbb", "cccc", "bbbb"]);
  const heavy = "heavier than all";
  for (const key of [heavy, heavy, "aaaa", heavy]) await get(key);
  expect(made.slice(4)).toEqual([heavy, "aaaa", heavy]);
});
