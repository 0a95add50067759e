import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { actorOf } from "@/app/_http/session-cookie";
import { GET as callback } from "@/app/api/auth/provider/callback/route";
import { GET as begin } from "@/app/api/auth/provider/route";
import { GET as STATE } from "@/app/api/me/confirmation/route";
import { POST as MAKE_TOKEN } from "@/app/api/tokens/route";
import { createInvitation, join } from "@/lib/accounts/invitations";
import { hashPassword } from "@/lib/accounts/password";
import { authorize } from "@/lib/accounts/policy";
import { actorOfSession, startSession } from "@/lib/accounts/sessions";
import { call } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { startProvider, type TestProvider } from "../support/provider";
import { forgetSingletons, workOn } from "../support/singletons";

const ORIGIN = "http://127.0.0.1:3000";
const PASSWORD = "correct horse battery";
const CALLBACK = `${ORIGIN}/api/auth/provider/callback`;

const ACCOUNTS = {
  ana: { email: "Ana@Example.org", email_verified: true, name: "Ana at the provider" },
  "ana-again": { email: "ana@example.org", email_verified: true, name: "Another Ana" },
  bo: { email: "bo@allowed.example", email_verified: true, name: "Bo" },
  eve: { email: "ana@example.org", email_verified: false, name: "Eve" },
  stranger: { email: "stranger@elsewhere.example", email_verified: true, name: "Stranger" },
};
type Account = keyof typeof ACCOUNTS;

const context = { params: Promise.resolve({}) };

let provider: TestProvider;
/** A provider that includes the sign-in time in every ID token. */
let telling: TestProvider;
beforeAll(async () => {
  provider = await startProvider(CALLBACK, ACCOUNTS);
  telling = await startProvider(CALLBACK, ACCOUNTS, { saysWhen: true });
});
afterAll(() => Promise.all([provider.stop(), telling.stop()]));

const use = ({ env }: TestProvider) => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  forgetSingletons("oidc-configuration");
};
beforeEach(() => {
  vi.unstubAllEnvs();
  use(provider);
});

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((set) => set.split(";")[0] ?? "")
    .join("; ");

const ask = (handler: typeof begin, address: string, cookie = "") =>
  handler(new Request(address, { headers: { cookie, host: "127.0.0.1:3000" } }), context);

/** Goes to the provider's page and back. */
async function visit(account: Account, query = "") {
  const begun = await ask(begin, `${ORIGIN}/api/auth/provider${query}`);
  const back = await provider.signIn(begun.headers.get("location") ?? "", account);
  return { back, cookie: cookieOf(begun), to: begun.headers.get("location") ?? "" };
}

async function signIn(account: Account, query = "") {
  const { back, cookie } = await visit(account, query);
  const response = await ask(callback, back, cookie);
  const actor = await actorOf(cookieOf(response));
  return { to: response.headers.get("location"), actor };
}

describeDatabases("signing in with a provider", ({ db }) => {
  beforeEach(() => {
    workOn(db());
  });

  const addAna = async () => {
    const { actor } = await makeCaller(db(), "annotator", "Ana");
    await db().person.update({ where: { id: actor.id }, data: { email: "ana@example.org" } });
    return actor.id;
  };

  it("admits a member with a verified address, and remembers the account", async () => {
    const id = await addAna();
    const { to, actor } = await signIn("ana", "?from=/r/x");
    expect([to, actor?.id, actor?.name]).toEqual(["/r/x", id, "Ana"]);
    // The account stays the same even if the email address changes in Concord or at the provider.
    await db().person.update({ where: { id }, data: { email: "ana@other.example" } });
    expect((await signIn("ana")).actor?.id).toBe(id);
    expect(await db().auditEntry.count({ where: { action: "sign-in", detail: { equals: { way: "provider" } } } })).toBe(
      2,
    );
  });

  it("revokes the access of a user who previously registered with that address and a password", async () => {
    const owner = await makeCaller(db(), "owner");
    const permit = authorize(owner.actor, "invitation.create", null);
    const { token } = await createInvitation(db(), permit, { role: "annotator", days: 1, maxUses: 1, groups: [] });
    const { id } = await join(db(), token, { name: "Eve", email: "ana@example.org", password: PASSWORD });
    const session = await startSession(db(), id, "Eve's");
    expect((await signIn("ana")).actor?.id).toBe(id);
    expect(await actorOfSession(db(), session)).toBeNull();
    const where = { id };
    expect(await db().person.findUnique({ where })).toMatchObject({
      passwordHash: null,
      emailVerifiedAt: expect.any(Date),
    });
    // The password is also removed if the provider account was linked before addresses were verified.
    const passwordHash = await hashPassword(PASSWORD);
    await db().person.update({ where, data: { passwordHash, emailVerifiedAt: null } });
    expect((await signIn("ana")).actor?.id).toBe(id);
    expect(await db().person.findUnique({ where })).toMatchObject({ passwordHash: null });
    await db().person.update({ where, data: { passwordHash } });
    expect((await signIn("ana")).actor?.id).toBe(id);
    expect(await db().person.findUnique({ where })).toMatchObject({ passwordHash });
  });

  it("does not treat another account with the same address as the same person", async () => {
    await addAna();
    await signIn("ana");
    expect(await signIn("ana-again")).toEqual({ to: "/signin?problem=other-identity", actor: null });
  });

  it("rejects people with an unverified address or without an invitation", async () => {
    await addAna();
    expect(await signIn("eve")).toEqual({ to: "/signin?problem=email-not-verified", actor: null });
    expect(await signIn("stranger", "?from=/r/x")).toEqual({
      to: "/signin?from=%2Fr%2Fx&problem=not-invited",
      actor: null,
    });
    expect(await db().person.count()).toBe(1);
    expect(await db().auditEntry.count({ where: { action: "sign-in.refused" } })).toBe(1);
  });

  it("admits people who opened an invitation beforehand, grants them its role, and counts the use", async () => {
    const owner = await makeCaller(db(), "owner");
    const wanted = { role: "editor", days: 1, maxUses: 1, groups: [] } as const;
    const permit = authorize(owner.actor, "invitation.create", null);
    const { token } = await createInvitation(db(), permit, { ...wanted, groups: [] });
    const { actor } = await signIn("stranger", `?invitation=${token}`);
    expect(actor).toMatchObject({ role: "editor", name: "Stranger", email: "stranger@elsewhere.example" });
    expect((await signIn("bo", `?invitation=${token}`)).to).toBe(`/join/${token}?problem=invitation-used-up`);
    // Members don't need another invitation.
    expect((await signIn("stranger")).actor?.id).toBe(actor?.id);
  });

  it("admits readers from allowed domains, but not removed members", async () => {
    vi.stubEnv("ALLOWED_DOMAINS", "other.example, Allowed.example");
    const { actor } = await signIn("bo");
    expect(actor).toMatchObject({ role: "reader", name: "Bo" });
    await db().person.updateMany({ data: { removedAt: new Date() } });
    expect((await signIn("bo")).to).toBe("/signin?problem=not-invited");
    expect((await signIn("stranger")).to).toBe("/signin?problem=not-invited");
  });

  it("uses PKCE, state and nonce, and rejects responses to another browser's request", async () => {
    await addAna();
    const { back, cookie, to } = await visit("ana");
    const asked = new URL(to).searchParams;
    expect(asked.get("code_challenge_method")).toBe("S256");
    for (const name of ["state", "nonce", "code_challenge"]) expect(asked.get(name)?.length).toBeGreaterThan(40);
    expect(asked.get("redirect_uri")).toBe(CALLBACK);

    const problemOf = async (address: string, sent: string) =>
      (await ask(callback, address, sent)).headers.get("location");
    // Another browser that opens the same URL.
    expect(await problemOf(back, "")).toBe("/signin?problem=visit-over");
    expect(await problemOf(back, (await visit("bo")).cookie)).toBe("/signin?problem=provider-failed");
    const given = new URL(back).searchParams;
    const refusal = new URLSearchParams({
      error: "access_denied",
      state: given.get("state") ?? "",
      iss: provider.issuer,
    });
    expect(await problemOf(`${CALLBACK}?${refusal}`, cookie)).toBe("/signin?problem=provider-refused");
    const forged = back.replace(/code=[^&]+/u, "code=guessed");
    expect(await problemOf(forged, cookie)).toBe("/signin?problem=provider-failed");
    expect(await problemOf(back, cookie)).toBe("/");
    // The code can be used only once.
    expect(await problemOf(back, cookie)).toBe("/signin?problem=provider-failed");
  });

  it("returns with a message if the provider is unreachable, and redirects only to our own pages", async () => {
    expect((await ask(begin, `${ORIGIN}/api/auth/provider?from=https://evil.example`)).headers.get("location")).toMatch(
      new RegExp(`^${provider.issuer}/auth\\?`, "u"),
    );
    await addAna();
    expect((await signIn("ana", "?from=https://evil.example")).to).toBe("/");
    vi.stubEnv("OIDC_ISSUER", "http://127.0.0.1:9");
    forgetSingletons("oidc-configuration");
    const response = await ask(begin, `${ORIGIN}/api/auth/provider`);
    expect(response.headers.get("location")).toBe("/signin?problem=provider-failed");
  });
});

describeDatabases("confirming an action with a provider", ({ db }) => {
  beforeEach(async () => {
    workOn(db());
    const { actor } = await makeCaller(db(), "owner", "Ana");
    await db().person.update({ where: { id: actor.id }, data: { email: "ana@example.org" } });
  });

  /** Ana's browser, with cookies for Concord and for a provider. She may still be signed in at the provider. */
  const browserAt = (there: TestProvider) => {
    use(there);
    const cookies = new Map<string, string>();
    let session = "";
    const isConfirmed = async () => {
      const { body } = await call<{ isConfirmed: boolean }>(STATE, { cookie: session });
      const made = await call(MAKE_TOKEN, { cookie: session }, { body: { name: "A program", scopes: ["read"] } });
      expect(made.status).toBe(body.isConfirmed ? 200 : 403);
      return body.isConfirmed;
    };
    return {
      isConfirmed,
      /** @param change modifies the URL that leads to the provider, as anyone using the browser could */
      async signIn({ query = "", minutesAgo = 0, change = (_to: URL) => {} } = {}) {
        const begun = await ask(begin, `${ORIGIN}/api/auth/provider${query}`, session);
        const to = new URL(begun.headers.get("location") ?? "");
        change(to);
        const back = await there.signIn(to.href, "ana", { cookies, minutesAgo });
        const response = await ask(callback, back, [cookieOf(begun), session].join("; "));
        if (await actorOf(cookieOf(response))) session = cookieOf(response);
        return response.headers.get("location");
      },
    };
  };
  const AGAIN = "?again=1&from=/team";
  const withoutAsking = ({ searchParams }: URL) => {
    searchParams.delete("prompt");
    searchParams.delete("max_age");
  };

  it("makes the provider reauthenticate the user only to confirm an action", async () => {
    const asked = async (query: string) => {
      const begun = await ask(begin, `${ORIGIN}/api/auth/provider${query}`);
      const { searchParams } = new URL(begun.headers.get("location") ?? "");
      return [searchParams.get("prompt"), searchParams.get("max_age")];
    };
    expect(await asked(AGAIN)).toEqual(["login", "0"]);
    expect(await asked("?from=/team")).toEqual([null, null]);
  });

  it("requires the user to sign in again there, rather than using an existing session", async () => {
    const browser = browserAt(provider);
    expect(await browser.signIn()).toBe("/");
    expect(await browser.isConfirmed()).toBe(false);
    expect(await browser.signIn({ query: AGAIN })).toBe("/team");
    expect(await browser.isConfirmed()).toBe(true);
    // Ana is still signed in at the provider, so she is signed in again, but this doesn't count as a confirmation.
    expect(await browser.signIn()).toBe("/");
    expect(await browser.isConfirmed()).toBe(false);
  });

  it("counts from the sign-in time that the provider reports", async () => {
    const browser = browserAt(telling);
    await browser.signIn({ minutesAgo: 9 });
    expect(await browser.isConfirmed()).toBe(true);
    const other = browserAt(telling);
    await other.signIn({ minutesAgo: 11 });
    expect(await other.isConfirmed()).toBe(false);
    await other.signIn();
    expect(await other.isConfirmed()).toBe(false);
    await other.signIn({ query: AGAIN });
    expect(await other.isConfirmed()).toBe(true);
  });

  it("never counts from a time in the future, even if the provider's clock is ahead", async () => {
    await browserAt(telling).signIn({ minutesAgo: -5 });
    const { confirmedAt } = await db().session.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
    expect(confirmedAt?.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it("is rejected if it was not requested, or if the provider reports no sign-in time or an old one", async () => {
    const refused = "/signin?again=1&from=%2Fteam&problem=not-reauthenticated";
    for (const there of [provider, telling]) {
      const browser = browserAt(there);
      await browser.signIn({ minutesAgo: 11 });
      expect(await browser.signIn({ query: AGAIN, change: withoutAsking })).toBe(refused);
      expect(await browser.isConfirmed()).toBe(false);
      expect(await browser.signIn({ query: AGAIN, minutesAgo: 11 })).toBe(refused);
      expect(await browser.isConfirmed()).toBe(false);
    }
  });
});
