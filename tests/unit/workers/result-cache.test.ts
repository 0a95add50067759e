import { describe, expect, it } from "vitest";
import { ResultCache } from "@/lib/workers/result-cache";

const never = () => false;

describe("results that are kept", () => {
  it("are made once for the same input, however that is held", async () => {
    const cache = new ResultCache();
    let made = 0;
    const make = async () => ++made;
    const [one, other] = await Promise.all([
      cache.get({ text: "a" }, make, never),
      cache.get({ text: "a" }, make, never),
    ]);
    expect([one, other, await cache.get({ text: "b" }, make, never)]).toEqual([1, 1, 2]);
  });

  it("are dropped where there are too many, those that nobody asked for first", async () => {
    const cache = new ResultCache(300);
    const made: string[] = [];
    const make = (text: string) => async () => {
      made.push(text);
      return text.repeat(100);
    };
    const ask = (text: string) => cache.get(text, make(text), never);
    for (const text of ["a", "b", "a", "c", "a", "b"]) await ask(text);
    expect(made).toEqual(["a", "b", "c", "b"]);
  });

  it("are not kept where one alone is too many", async () => {
    const cache = new ResultCache(300);
    let made = 0;
    const ask = () => cache.get("a", async () => `${++made}${" ".repeat(1_000)}`, never);
    await ask();
    expect((await ask()).trim()).toBe("2");
  });

  it.each([
    ["are kept where they would come again", true, 1],
    ["are not kept where they would not", false, 2],
  ])("failures %s", async (_, isFinal, tries) => {
    const cache = new ResultCache();
    let made = 0;
    const ask = () =>
      cache.get(
        "a",
        () => Promise.reject(new Error(String(++made))),
        () => isFinal,
      );
    await expect(ask()).rejects.toThrow("1");
    await expect(ask()).rejects.toThrow(String(tries));
  });
});
