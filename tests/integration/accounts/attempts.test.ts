import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { POST as signIn } from "@/app/api/auth/signin/route";
import { POST as join } from "@/app/api/join/[token]/route";
import { GET as members } from "@/app/api/members/route";
import { hashPassword } from "@/lib/accounts/password";
import { openDatabase } from "@/lib/db/database";
import { isSample } from "@/tests/support/sampled";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { workOn } from "../support/singletons";

const ORIGIN = "http://127.0.0.1:3000";
const PASSWORD = "correct horse battery";
const WRONG = "wrong wrong wrong";
const NEW_PERSON = { name: "Eve", email: "eve@example.org", password: "a password of hers" };

beforeEach(() => {
  vi.unstubAllEnvs();
  vi.stubEnv("TRUST_PROXY", "1");
  // A fixed clock. Otherwise, buckets would refill if a busy machine slowed the test down.
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** One of 65,536 IPv4 addresses. */
const address = (n: number) => `198.18.${n >> 8}.${n & 255}`;

describeDatabases("sign-in attempts", ({ db, url, provider }) => {
  beforeEach(() => {
    workOn(db());
  });

  const post = (body: unknown, from: string, cookie = "") =>
    new Request(`${ORIGIN}/`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: {
        origin: ORIGIN,
        host: "127.0.0.1:3000",
        "content-type": "application/json",
        "x-forwarded-for": from,
        cookie,
      },
    });

  const attempt = async (email: string, password: string, from: string, cookie = "") => {
    const response = await signIn(post({ email, password }, from, cookie), { params: Promise.resolve({}) });
    const { error } = await response.json();
    return {
      status: response.status,
      said: [error?.code, error?.message, response.headers.get("retry-after")].join(),
      cookies: response.headers
        .getSetCookie()
        .map((set) => set.split(";")[0])
        .join("; "),
    };
  };

  const open = (token: string, from: string, cookie = "") =>
    join(post(NEW_PERSON, from, cookie), { params: Promise.resolve({ token }) }).then(({ status }) => status);

  const withPassword = async (name: string) => {
    const caller = await makeCaller(db(), "owner", name);
    await db().person.update({ where: { id: caller.actor.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
    return caller;
  };

  /** Counts the response statuses when `count` addresses each try a wrong password. */
  const attack = async (email: string, count: number) => {
    const statuses: Record<number, number> = {};
    for (let n = 0; n < count; n += 50) {
      const tries = Array.from({ length: 50 }, (_, k) => attempt(email, WRONG, address(n + k)));
      for (const { status } of await Promise.all(tries)) statuses[status] = (statuses[status] ?? 0) + 1;
    }
    return statuses;
  };

  // The response is the same on both databases, but its timing is not.
  const many = provider === "sqlite" && !isSample ? 10_000 : 1_000;

  it(`beyond ten, from ${many} addresses, are rejected before hashing, and the account's owner can still sign in`, {
    timeout: 120_000,
  }, async () => {
    const owner = await withPassword("Ana");
    const other = await withPassword("Bo");
    const { email } = owner.actor;
    const { cookies } = await attempt(email, PASSWORD, "192.0.2.1");

    expect(await attack(email, many)).toEqual({ 401: 10, 429: many - 10 });
    expect(await db().rateLimit.count()).toBeLessThan(100);

    const refused = await attempt(email, PASSWORD, "192.0.2.2");
    expect(refused.status).toBe(429);
    // Requests from a known browser, from an existing session, and from another user still succeed.
    expect((await attempt(email, PASSWORD, "192.0.2.2", cookies)).status).toBe(200);
    const { status } = await members(new Request(`${ORIGIN}/`, { headers: { cookie: owner.cookie } }), {
      params: Promise.resolve({}),
    });
    expect(status).toBe(200);
    expect((await attempt(other.actor.email, PASSWORD, address(1))).status).toBe(200);
    // A browser that is known only from another account gets no exemption.
    const { cookies: others } = await attempt(other.actor.email, PASSWORD, address(1));
    expect((await attempt(email, PASSWORD, "192.0.2.2", others)).status).toBe(429);
  });

  it("for unknown accounts block new browsers at an address, but not recognized ones", {
    timeout: 120_000,
  }, async () => {
    const from = "192.0.2.1";
    const { actor } = await withPassword("Ana");
    const { actor: other } = await withPassword("Bo");
    const { cookies } = await attempt(actor.email, PASSWORD, from);
    for (let n = 0; n < 120; n += 20) {
      const tries = Array.from({ length: 20 }, (_, k) => attempt(`invented${n + k}@example.org`, WRONG, from));
      await Promise.all(tries);
    }
    expect((await attempt(other.email, PASSWORD, from)).status).toBe(429);
    expect(await open("guessed", from)).toBe(429);

    expect((await attempt(actor.email, PASSWORD, from, cookies)).status).toBe(200);
    expect(await open("guessed", from, cookies)).toBe(404);
    // The exemption applies only to the user who has used the browser before, and has its own limit.
    expect((await attempt(other.email, PASSWORD, from, cookies)).status).toBe(429);
    const guesses: number[] = [];
    for (let n = 0; n < 11; n++) guesses.push(await open(`guessed-${n}`, from, cookies));
    expect(guesses.filter((status) => status === 429)).toHaveLength(2);
    const wrong: number[] = [];
    for (let n = 0; n < 11; n++) wrong.push((await attempt(actor.email, WRONG, from, cookies)).status);
    expect(wrong).toEqual([...Array(10).fill(401), 429]);
  });

  it("return the same response whether or not the account exists", async () => {
    const { actor } = await withPassword("Ana");
    const answers = async (email: string) => {
      const all = [];
      for (let n = 0; n < 12; n++) all.push(await attempt(email, WRONG, address(n)));
      return all.map(({ status, said }) => [status, said.replace(/\d+$/u, "")]);
    };
    expect(await answers(actor.email)).toEqual(await answers("nobody@example.org"));
  });

  it("are still counted after a server restart", async () => {
    const { actor } = await withPassword("Ana");
    await attack(actor.email, 50);
    const again = await openDatabase(url());
    workOn(again);
    expect((await attempt(actor.email, PASSWORD, "192.0.2.9")).status).toBe(429);
    await again.$disconnect();
  });

  it("count only if they fail", async () => {
    const { actor } = await withPassword("Ana");
    for (let n = 0; n < 12; n++) expect((await attempt(actor.email, PASSWORD, "192.0.2.1")).status).toBe(200);
  });

  it("with guessed links throttle only the address that they come from", async () => {
    const statuses = await Promise.all(Array.from({ length: 120 }, (_, n) => open(`guessed-${n}`, "192.0.2.1")));
    expect(statuses.filter((status) => status === 404)).toHaveLength(100);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    expect(await open("guessed", "192.0.2.2")).toBe(404);
  });

  it("from one IPv6 network count as coming from one address", async () => {
    await Promise.all(Array.from({ length: 100 }, (_, n) => open("guessed", `2001:db8:1:2::${n.toString(16)}`)));
    expect(await open("guessed", "2001:db8:1:2:ffff::1")).toBe(429);
    expect(await open("guessed", "2001:db8:1:3::1")).toBe(404);
  });

  it("cannot spoof their address, except through a trusted proxy", async () => {
    vi.stubEnv("TRUST_PROXY", "");
    await Promise.all(Array.from({ length: 100 }, (_, n) => open("guessed", address(n))));
    expect(await open("guessed", "192.0.2.1")).toBe(429);
    // Entries before the one that the proxy adds can be forged by the client.
    vi.stubEnv("TRUST_PROXY", "1");
    await Promise.all(Array.from({ length: 100 }, (_, n) => open("guessed", `${address(n)}, 192.0.2.7`)));
    expect(await open("guessed", "192.0.2.8, 192.0.2.7")).toBe(429);
    expect(await open("guessed", "192.0.2.7, 192.0.2.8")).toBe(404);
  });
});
