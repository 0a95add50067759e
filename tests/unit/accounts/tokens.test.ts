import { expect, it } from "vitest";
import { hashToken, newToken } from "@/lib/accounts/tokens";

it("creates distinct URL-safe tokens of 256 bits", () => {
  const tokens = Array.from({ length: 1000 }, newToken);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/u);
  expect(new Set(tokens).size).toBe(1000);
});

it("stores the SHA-256 hash of a token", () => {
  expect(hashToken("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
