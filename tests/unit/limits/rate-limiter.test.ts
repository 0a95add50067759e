import { expect, it } from "vitest";
import { RateLimiter, times } from "@/lib/limits/rate-limiter";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000);

it("lets each client use the full rate independently", () => {
  const pace = new RateLimiter({ burst: 3, seconds: 2 });
  for (const _ of [1, 2, 3]) pace.consume("a", at(0));
  expect(() => pace.consume("a", at(1))).toThrow(
    expect.objectContaining({ code: "too-fast", status: 429, retryAfter: 1 }),
  );
  pace.consume("b", at(1));
  pace.consume("a", at(2));
  expect(() => pace.consume("a", at(2))).toThrow();
});

it("forgets idle clients", () => {
  const pace = new RateLimiter({ burst: 3, seconds: 2 });
  for (let each = 0; each < 1_000; each++) pace.consume(`${each}`, at(0));
  expect(pace.size).toBe(1_000);
  pace.consume("a", at(10));
  expect(pace.size).toBe(1);
});

it("tracks a limited number of clients, however many arrive", () => {
  const pace = new RateLimiter({ burst: 3, seconds: 100 });
  for (let each = 0; each < 60_000; each++) pace.consume(`${each}`, at(0));
  expect(pace.size).toBe(50_000);
  // The most recent client is still remembered.
  pace.consume("59999", at(0));
  pace.consume("59999", at(0));
  expect(() => pace.consume("59999", at(0))).toThrow();
});

it("scales with the configured factor", () => {
  const pace = new RateLimiter(times({ burst: 3, seconds: 2 }, 2));
  for (let each = 0; each < 6; each++) pace.consume("a", at(0));
  expect(() => pace.consume("a", at(0))).toThrow();
  pace.consume("a", at(1));
});
