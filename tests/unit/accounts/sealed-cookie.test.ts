import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { sealedCookie } from "@/app/_http/sealed-cookie";

const SECRET = "one secret of the test, long enough";
const cookie = sealedCookie("test", z.object({ sessionId: z.string() }));

beforeEach(() => {
  vi.stubEnv("NEXTAUTH_SECRET", SECRET);
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

it("can be read until it expires, even if it was read before", async () => {
  const header = (await cookie.keep({ sessionId: "a" }, 60)).split(";")[0]!;
  expect([await cookie.read(header), await cookie.read(header)]).toEqual([{ sessionId: "a" }, { sessionId: "a" }]);
  vi.setSystemTime(Date.now() + 90_000);
  expect(await cookie.read(header)).toBeNull();
});

it("can be read only with its own secret, even if it was read before", async () => {
  const header = (await cookie.keep({ sessionId: "b" }, 60)).split(";")[0]!;
  expect(await cookie.read(header)).toEqual({ sessionId: "b" });
  vi.stubEnv("NEXTAUTH_SECRET", "another secret of the test, long enough");
  expect(await cookie.read(header)).toBeNull();
  vi.stubEnv("NEXTAUTH_SECRET", SECRET);
  expect(await cookie.read(header)).toEqual({ sessionId: "b" });
  expect(await cookie.read(`${header.slice(0, -4)}AAAA`)).toBeNull();
});
