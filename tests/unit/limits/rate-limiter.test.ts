import { expect, it } from "vitest";
import { RateLimiter, times } from "@/lib/limits/rate-limiter";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000);

it("lets somebody go as fast as it says, and others beside", () => {
  const pace = new RateLimiter({ burst: 3, seconds: 2 });
  for (const _ of [1, 2, 3]) pace.consume("a", at(0));
  expect(() => pace.consume("a", at(1))).toThrow(
    expect.objectContaining({ code: "too-fast", status: 429, retryAfter: 1 }),
  );
  pace.consume("b", at(1));
  pace.consume("a", at(2));
  expect(() => pace.consume("a", at(2))).toThrow();
});

it("keeps nothing of who has not come for a while", () => {
  const pace = new RateLimiter({ burst: 3, seconds: 2 });
  for (let each = 0; each < 1_000; each++) pace.consume(`${each}`, at(0));
  expect(pace.size).toBe(1_000);
  pace.consume("a", at(10));
  expect(pace.size).toBe(1);
});

it("keeps no more than it has room for, however many come at once", () => {
  const pace = new RateLimiter({ burst: 3, seconds: 100 });
  for (let each = 0; each < 60_000; each++) pace.consume(`${each}`, at(0));
  expect(pace.size).toBe(50_000);
  // Who has come last is remembered.
  pace.consume("59999", at(0));
  pace.consume("59999", at(0));
  expect(() => pace.consume("59999", at(0))).toThrow();
});

it("is so many times as fast as it is told", () => {
  const pace = new RateLimiter(times({ burst: 3, seconds: 2 }, 2));
  for (let each = 0; each < 6; each++) pace.consume("a", at(0));
  expect(() => pace.consume("a", at(0))).toThrow();
  pace.consume("a", at(1));
});
