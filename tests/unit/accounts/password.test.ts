import { describe, expect, it } from "vitest";
import { hashNewPassword, hashPassword, isPassword } from "@/lib/accounts/password";
import { credentialsSchema, newPasswordSchema, newPersonSchema } from "@/lib/accounts/schemas";

describe("password hashing", () => {
  it("uses salted argon2id with 19 MiB, two passes and one thread", async () => {
    const [one, two] = await Promise.all([
      hashPassword("correct horse battery"),
      hashPassword("correct horse battery"),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
    expect(one).not.toBe(two);
    expect(await isPassword("correct horse battery", one)).toBe(true);
    expect(await isPassword("correct horse batterz", one)).toBe(false);
  });

  it("rejects any password if there is no account", async () => {
    expect(await isPassword("correct horse battery", null)).toBe(false);
  });

  it("takes the same time if there is no account", async () => {
    const hashed = await hashPassword("correct horse battery");
    await isPassword("warm up", null);
    const timeOf = async (hash: string | null) => {
      const start = performance.now();
      await isPassword("wrong wrong wrong", hash);
      return performance.now() - start;
    };
    // Alternates known and unknown users, so that a busy machine slows both equally.
    const times: [known: number, unknown: number][] = [];
    for (let round = 0; round < 9; round++) times.push([await timeOf(hashed), await timeOf(null)]);
    const median = (of: 0 | 1) => times.map((pair) => pair[of]).sort((a, b) => a - b)[4]!;
    const [known, unknown] = [median(0), median(1)];
    // Without the decoy hash, an unknown user would take about a thousandth of the time of a known one.
    expect(unknown / known).toBeGreaterThan(0.4);
    expect(unknown / known).toBeLessThan(2.5);
  });
});

describe("password rules: length", () => {
  it.each([
    ["eleven characters", "a".repeat(11), false],
    ["twelve characters", "a".repeat(12), true],
    ["twelve characters of two code units each", "🦉".repeat(12), true],
    ["eleven such characters", "🦉".repeat(11), false],
    ["two hundred characters", "a".repeat(200), true],
    ["two hundred and one characters", "a".repeat(201), false],
    ["a very long password", "a".repeat(100_000), false],
  ])("%s", (_, password, ok) => {
    expect(newPasswordSchema.safeParse(password).success).toBe(ok);
  });

  it("accepts accented letters in any Unicode form", () => {
    const typed = (password: string) => credentialsSchema.parse({ email: "a@b.org", password }).password;
    expect(typed("ру\u0438\u0306ка кофе\u0301".normalize("NFD"))).toBe(
      typed("ру\u0438\u0306ка кофе\u0301".normalize("NFC")),
    );
  });
});

describe("common passwords", () => {
  it.each(["123456qwerty", "1QAZ2wsx3edc", "unbelievable", "ana.bekova@example.org"])(
    "rejects %s",
    async (password) => {
      const refusal = expect.objectContaining({ code: "common-password", status: 400 });
      await expect(hashNewPassword(password, "ana.bekova@example.org")).rejects.toEqual(refusal);
    },
  );

  it("accepts other passwords", async () => {
    expect(await hashNewPassword("ana.bekova@example.org!", "ana.bekova@example.org")).toMatch(/^\$argon2id/u);
  });
});

describe("new account", () => {
  const person = { name: " Ana ", email: " Ana@Example.ORG ", password: "correct horse battery" };

  it("gets a trimmed name and a lower-case email address", () => {
    expect(newPersonSchema.parse(person)).toMatchObject({ name: "Ana", email: "ana@example.org" });
  });

  it.each([
    ["no name", { name: "  " }],
    ["a name with a character that reverses text", { name: "Ana\u202Egro" }],
    ["a name with a line break", { name: "Ana\nB" }],
    ["a long name", { name: "a".repeat(81) }],
    ["no email address", { email: "ana" }],
    ["an email address with a line break", { email: "ana@example.org\nbcc: x@y.z" }],
    ["a long email address", { email: `${"a".repeat(250)}@b.org` }],
  ])("is rejected with %s", (_, change) => {
    expect(newPersonSchema.safeParse({ ...person, ...change }).success).toBe(false);
  });
});
