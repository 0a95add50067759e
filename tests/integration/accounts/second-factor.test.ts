import { randomUUID } from "node:crypto";
import { generateSync } from "otplib";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { POST as BEGIN_MAIL } from "@/app/api/auth/mail/[token]/route";
import { POST as PASSKEY_OPTIONS } from "@/app/api/auth/passkey/options/route";
import { POST as USE_PASSKEY } from "@/app/api/auth/passkey/route";
import { POST as SECOND_STEP } from "@/app/api/auth/second-step/route";
import { POST as SIGN_IN } from "@/app/api/auth/signin/route";
import { GET as INBOX } from "@/app/api/inbox/route";
import { POST as CONFIRM, GET as CONFIRMATION } from "@/app/api/me/confirmation/route";
import { POST as DELETE_ACCOUNT } from "@/app/api/me/deletion/route";
import { GET as EXPORT } from "@/app/api/me/export/route";
import { POST as BEGIN_APP, DELETE as REMOVE_APP, PUT as TURN_ON_APP } from "@/app/api/me/factors/authenticator/route";
import { POST as RENEW_CODES } from "@/app/api/me/factors/recovery-codes/route";
import { GET as FACTORS } from "@/app/api/me/factors/route";
import { DELETE as REMOVE_PASSKEY, PATCH as RENAME_PASSKEY } from "@/app/api/me/passkeys/[id]/route";
import { POST as CREATION_OPTIONS } from "@/app/api/me/passkeys/options/route";
import { POST as ADD_PASSKEY } from "@/app/api/me/passkeys/route";
import { PATCH as RENAME_SELF } from "@/app/api/me/route";
import { POST as RESET_FACTORS } from "@/app/api/members/[id]/factors-reset/route";
import { POST as RESET_PASSWORD } from "@/app/api/reset/[token]/route";
import { GET as SESSIONS } from "@/app/api/sessions/route";
import { PUT as REQUIRE, GET as TEAM } from "@/app/api/team/second-factor/route";
import { GET as V1_REPORTS } from "@/app/api/v1/reports/route";
import { createTokenAtServer } from "@/lib/accounts/api-tokens";
import type { FactorsView, NewAuthenticator, SecondStep } from "@/lib/accounts/factors/factor-schemas";
import { resetFactorsAtServer } from "@/lib/accounts/factors/reset-factors";
import { beginSecondStep } from "@/lib/accounts/factors/second-step";
import { hashPassword } from "@/lib/accounts/password";
import { enterByProvider } from "@/lib/accounts/provider";
import { createResetLinkAtServer } from "@/lib/accounts/reset-links";
import { startSession } from "@/lib/accounts/sessions";
import { hashToken, newToken } from "@/lib/accounts/tokens";
import { makePasskey, type TestPasskey } from "../../support/authenticator";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Mailbox, startMailbox } from "../support/mailbox";
import { type Caller, cookieOf, makeCaller } from "../support/people";

const PASSWORD = "correct horse battery";
const ORIGIN = "http://localhost:3000";
const STEP = 30_000;
const MINUTE = 60_000;

interface Answer {
  to?: string;
  secondStep?: SecondStep;
  codes?: string[] | null;
  error?: { code: string };
}

/** A browser: it keeps cookies from response to response, and its address has a host name. */
class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(cookie = "") {
    const [name, value] = cookie.split("=");
    if (name && value) this.#cookies.set(name, value);
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async send<T = Answer>(
    handler: (request: Request, context: { params: Promise<unknown> }) => Promise<Response>,
    body?: unknown,
    params: Record<string, string> = {},
  ): Promise<{ status: number; body: T }> {
    const response = await handler(
      new Request(`${ORIGIN}/`, {
        method: "POST",
        headers: { host: "localhost:3000", origin: ORIGIN, cookie: this.cookie, "content-type": "application/json" },
        body: JSON.stringify(body ?? {}),
      }),
      { params: Promise.resolve(params) },
    );
    for (const header of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/u.exec(header) ?? [];
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return { status: response.status, body: (await response.json()) as T };
  }

  /** Whether the browser is signed in. */
  async isSignedIn(): Promise<boolean> {
    return (await call(SESSIONS, this)).status === 200;
  }
}

describeDatabases("a second factor", ({ db }) => {
  let ann: Caller;
  let olga: Caller;
  let email: string;
  let mailbox: Mailbox;
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    mailbox = await startMailbox();
    vi.unstubAllEnvs();
    for (const [name, value] of Object.entries(mailbox.env)) vi.stubEnv(name, value);
    serve(db());
    [ann, olga] = [await makeCaller(db(), "annotator", "Ann"), await makeCaller(db(), "owner", "Olga")];
    ({ email } = ann.actor);
    await db().person.update({ where: { id: ann.actor.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await mailbox.stop();
  });

  const codeOf = (key: string, ms = 0) => generateSync({ secret: key, epoch: Math.floor((Date.now() + ms) / 1_000) });
  /** Sets up an authenticator app. Its first code is used up, so the clock moves on to the next one. */
  const setUpApp = async (who: Caller = ann) => {
    const { body } = await call<NewAuthenticator>(BEGIN_APP, who, { body: {} });
    const { body: on } = await call<Answer>(TURN_ON_APP, who, { body: { code: codeOf(body.key) } });
    await mailbox.next();
    vi.setSystemTime(Date.now() + STEP);
    return { key: body.key, codes: on.codes! };
  };
  const enter = async (browser = new Browser()) => {
    const answer = await browser.send(SIGN_IN, { email, password: PASSWORD, from: "/notes" });
    return { browser, answer };
  };
  const addPasskey = async (who: Caller = ann, passkey: TestPasskey = makePasskey()) => {
    const browser = new Browser(who.cookie);
    const { body: options } = await browser.send<Parameters<TestPasskey["created"]>[0]>(CREATION_OPTIONS);
    const credential = passkey.created(options, ORIGIN);
    const answer = await browser.send<Answer & { passkey: { id: string } }>(ADD_PASSKEY, {
      name: "Laptop",
      credential,
    });
    await mailbox.next();
    return { passkey, answer, options };
  };
  const use = async (
    browser: Browser,
    passkey: TestPasskey,
    what: string,
    how?: Parameters<TestPasskey["used"]>[2],
  ) => {
    const { body } = await browser.send<{ challenge: string; rpId: string }>(PASSKEY_OPTIONS, { use: what });
    return passkey.used(body, ORIGIN, how);
  };

  it("is asked for only when the app's first code was right, and comes with ten recovery codes", async () => {
    const { body: made } = await call<NewAuthenticator>(BEGIN_APP, ann, { body: {} });
    expect(made.url).toMatch(/^otpauth:\/\/totp\/Concord%20/u);
    expect((await enter()).answer.body).toEqual({ to: "/notes" });
    const wrong = await call<Answer>(TURN_ON_APP, ann, { body: { code: "000000" } });
    expect(wrong).toMatchObject({ status: 403, body: { error: { code: "wrong-factor" } } });
    const { codes } = (await call<Answer>(TURN_ON_APP, ann, { body: { code: codeOf(made.key) } })).body;
    expect(new Set(codes)).toHaveLength(10);
    expect((await mailbox.next()).text).toContain("An authenticator app was added");
    expect((await call<Answer>(BEGIN_APP, ann, { body: {} })).body.error?.code).toBe("authenticator-on");
    expect((await call<FactorsView>(FACTORS, ann)).body).toMatchObject({ codesLeft: 10, isRequired: false });

    const { browser, answer } = await enter();
    const secondStep = { hasAuthenticator: true, hasPasskeys: false, hasCodes: true };
    expect(answer.body).toEqual({ to: "/signin/second-step", secondStep });
    expect(await browser.isSignedIn()).toBe(false);
    // The key isn't readable in the database, and only hashes of the codes are there.
    const stored = JSON.stringify([await db().authenticator.findMany(), await db().recoveryCode.findMany()]);
    for (const secret of [made.key, ...codes!]) expect(stored).not.toContain(secret);
  });

  it("accepts the current code, and the ones before and after it, each of them once", async () => {
    const { key } = await setUpApp();
    for (const shift of [-STEP, 0, STEP]) {
      const { browser } = await enter();
      const code = codeOf(key, shift);
      // The step before the current one was used when the app was set up.
      if (shift < 0) vi.setSystemTime(Date.now() + STEP);
      else {
        expect((await browser.send(SECOND_STEP, { code })).body).toEqual({ to: "/notes" });
        expect(await browser.isSignedIn()).toBe(true);
      }
      const again = await enter();
      expect((await again.browser.send(SECOND_STEP, { code })).body.error?.code).toBe("wrong-factor");
    }
    vi.setSystemTime(Date.now() + 10 * STEP);
    for (const [shift, status] of [
      [-2 * STEP, 403],
      [2 * STEP, 403],
      [-STEP, 200],
      [STEP, 200],
    ] as const) {
      const { browser } = await enter();
      expect((await browser.send(SECOND_STEP, { code: codeOf(key, shift) })).status, `${shift}`).toBe(status);
    }
  });

  it("is completed once, by one of two browsers that send the same code at once", async () => {
    const { key, codes } = await setUpApp();
    for (const code of [codeOf(key), codes[0]!]) {
      const [one, other] = [(await enter()).browser, (await enter()).browser];
      const answers = await Promise.all([one, other].map((browser) => browser.send(SECOND_STEP, { code })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
      const in_ = await Promise.all([one, other].map((browser) => browser.isSignedIn()));
      expect(in_.sort()).toEqual([false, true]);
    }
    expect((await call<FactorsView>(FACTORS, ann)).body.codesLeft).toBe(9);
    expect((await mailbox.next()).text).toContain("A recovery code was used");
    // A pending sign-in can't be used twice either.
    const { browser } = await enter();
    const cookie = browser.cookie;
    expect((await browser.send(SECOND_STEP, { code: codes[1] })).status).toBe(200);
    await mailbox.next();
    const name = cookie.split("; ").find((part) => part.startsWith("concord-second-step="))!;
    expect((await new Browser(name).send(SECOND_STEP, { code: codes[2] })).status).toBe(410);
    expect((await call<FactorsView>(FACTORS, ann)).body.codesLeft).toBe(8);
  });

  it("takes recovery codes as people type them, and new ones replace the old ones", async () => {
    const { codes } = await setUpApp();
    const { browser } = await enter();
    const typed = ` ${codes[0]!.toUpperCase().replaceAll("-", " ").replaceAll("0", "O").replaceAll("1", "L")} `;
    expect((await browser.send(SECOND_STEP, { code: typed })).status).toBe(200);
    await mailbox.next();
    const fresh = (await call<Answer>(RENEW_CODES, ann, { body: {} })).body.codes!;
    await mailbox.next();
    const later = await enter();
    expect((await later.browser.send(SECOND_STEP, { code: codes[1] })).status).toBe(403);
    expect((await later.browser.send(SECOND_STEP, { code: fresh[1] })).status).toBe(200);
  });

  it("can't be guessed: ten wrong codes lock unknown browsers out, but not one that the user has used", async () => {
    const { key, codes } = await setUpApp();
    const known = (await enter()).browser;
    expect((await known.send(SECOND_STEP, { code: codeOf(key) })).status).toBe(200);
    const { browser } = await enter();
    const statuses = [];
    for (let n = 0; n < 12; n++) statuses.push((await browser.send(SECOND_STEP, { code: `00000${n % 10}` })).status);
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429]);
    expect((await (await enter()).browser.send(SECOND_STEP, { code: codes[0] })).status).toBe(429);
    await enter(known);
    expect((await known.send(SECOND_STEP, { code: codes[0] })).status).toBe(200);
    const refused = await db().auditEntry.findMany({ where: { action: "sign-in.refused", subjectId: ann.actor.id } });
    expect(refused).toHaveLength(10);
    expect(refused[0]!.detail).toEqual({ way: "password", isSecondStep: true });
  });

  it("is also asked for after an emailed link and after a password reset", async () => {
    const { key } = await setUpApp();
    const token = newToken();
    await db().mailLink.create({
      data: {
        ...{ id: randomUUID(), tokenHash: hashToken(token), email, invitationHash: null, createdAt: new Date() },
        expiresAt: new Date(Date.now() + MINUTE),
      },
    });
    const byMail = new Browser();
    expect((await byMail.send(BEGIN_MAIL, {}, { token })).body.to).toBe("/signin/second-step");
    expect(await byMail.isSignedIn()).toBe(false);
    // Someone who can read the user's email must not be able to remove their password.
    expect(await db().person.findUnique({ where: { id: ann.actor.id } })).toMatchObject({ emailVerifiedAt: null });
    expect((await enter()).answer.status).toBe(200);

    const reset = await createResetLinkAtServer(db(), ann.actor.id);
    const byReset = new Browser();
    const chosen = await byReset.send(RESET_PASSWORD, { password: "another password of mine" }, { token: reset.token });
    expect(chosen.body.to).toBe("/signin/second-step");
    expect((await mailbox.next()).text).toContain("was reset");
    // The new password revokes sign-ins that had only passed the first step with the former one.
    expect((await byMail.send(SECOND_STEP, { code: codeOf(key) })).status).toBe(410);
    expect((await byReset.send(SECOND_STEP, { code: codeOf(key) })).body).toEqual({ to: "/" });
  });

  it("expires after ten minutes, and when the user is removed", async () => {
    const { codes } = await setUpApp();
    const late = await enter();
    vi.setSystemTime(Date.now() + 11 * MINUTE);
    expect((await late.browser.send(SECOND_STEP, { code: codes[0] })).status).toBe(410);
    const { browser } = await enter();
    await db().person.update({ where: { id: ann.actor.id }, data: { removedAt: new Date() } });
    expect((await browser.send(SECOND_STEP, { code: codes[0] })).status).toBe(410);
  });

  it("is needed to confirm one's identity and to delete the account", async () => {
    const { key, codes } = await setUpApp();
    const letAnHourPass = () => db().session.updateMany({ data: { confirmedAt: new Date(Date.now() - 60 * MINUTE) } });
    await letAnHourPass();
    expect((await call(CONFIRMATION, ann)).body).toEqual({
      ...{ isConfirmed: false, hasPassword: true, hasAuthenticator: true, hasPasskeys: false },
    });
    const confirm = (body: object) => call<Answer & { isConfirmed?: boolean }>(CONFIRM, ann, { body });
    expect((await confirm({ password: PASSWORD })).body.error?.code).toBe("second-factor-missing");
    expect((await confirm({ password: PASSWORD, code: "000000" })).body.error?.code).toBe("wrong-factor");
    expect((await confirm({ code: codeOf(key) })).body.error?.code).toBe("wrong-password");
    const gone = () => call<Answer>(DELETE_ACCOUNT, ann, { body: { nameStays: true, password: PASSWORD } });
    expect((await gone()).body.error?.code).toBe("reauthentication-required");
    expect((await confirm({ password: PASSWORD, code: codeOf(key) })).body.isConfirmed).toBe(true);
    await letAnHourPass();
    expect((await confirm({ password: PASSWORD, code: codes[0] })).body.isConfirmed).toBe(true);
    expect((await gone()).status).toBe(200);
    expect(await db().authenticator.count()).toBe(0);
    expect(await db().recoveryCode.count()).toBe(0);
  });

  it("can be removed, with the recovery codes, after confirming one's identity", async () => {
    await setUpApp();
    await db().session.updateMany({ data: { confirmedAt: new Date(Date.now() - 60 * MINUTE) } });
    expect((await call<Answer>(REMOVE_APP, ann, { body: {} })).body.error?.code).toBe("reauthentication-required");
    await db().session.updateMany({ data: { confirmedAt: new Date() } });
    expect((await call(REMOVE_APP, ann, { body: {} })).body).toEqual({ isRemoved: true });
    expect((await enter()).answer.body).toEqual({ to: "/notes" });
    expect(await db().recoveryCode.count()).toBe(0);
    expect((await call<Answer>(RENEW_CODES, ann, { body: {} })).body.error?.code).toBe("no-second-factor");
  });

  it("can't be used if the session secret has changed, but recovery codes can", async () => {
    const { key, codes } = await setUpApp();
    vi.stubEnv("NEXTAUTH_SECRET", "another secret");
    const { browser } = await enter();
    expect((await browser.send(SECOND_STEP, { code: codeOf(key) })).body.error?.code).toBe("wrong-factor");
    expect((await browser.send(SECOND_STEP, { code: codes[0] })).status).toBe(200);
  });

  it("can be a passkey, which signs in without a password if it has checked a PIN", async () => {
    const { passkey, answer } = await addPasskey();
    expect(answer.body.codes).toHaveLength(10);
    const browser = new Browser();
    const credential = await use(browser, passkey, "sign-in");
    expect((await browser.send(USE_PASSKEY, { passkey: credential, from: "/notes" })).body).toEqual({ to: "/notes" });
    const { body } = await call<{ sessions: { way: string | null; factor: string | null }[] }>(SESSIONS, browser);
    expect(body.sessions.map(({ way, factor }) => [way, factor])).toContainEqual(["passkey", null]);

    const weak = new Browser();
    const weakCredential = await use(weak, passkey, "sign-in", { isVerified: false });
    expect((await weak.send(USE_PASSKEY, { passkey: weakCredential })).body.error?.code).toBe("wrong-passkey");
    // As the second step, it is enough that it is there.
    const { browser: second } = await enter();
    const touched = await use(second, passkey, "second-step", { isVerified: false });
    expect((await second.send(SECOND_STEP, { passkey: touched })).body).toEqual({ to: "/notes" });
    expect(await second.isSignedIn()).toBe(true);
  });

  it("as a passkey is refused for another use, challenge, origin, host, person or counter, and when replayed", async () => {
    const { passkey } = await addPasskey();
    const { passkey: others } = await addPasskey(olga);
    const signIn = async (credential: unknown, browser: Browser) =>
      (await browser.send(USE_PASSKEY, { passkey: credential })).status;

    const replaying = new Browser();
    const once = await use(replaying, passkey, "sign-in", { counter: 5 });
    const copy = new Browser(replaying.cookie);
    expect(await signIn(once, replaying)).toBe(200);
    expect(await signIn(once, copy)).toBe(403);

    for (const counter of [5, 4]) {
      const cloned = new Browser();
      expect(await signIn(await use(cloned, passkey, "sign-in", { counter }), cloned)).toBe(403);
    }
    const other = new Browser();
    await use(other, passkey, "sign-in");
    expect(await signIn(passkey.used({ challenge: "AAAA", rpId: "localhost" }, ORIGIN, { counter: 6 }), other)).toBe(
      403,
    );
    for (const [origin, rpId] of [
      ["https://evil.example", "localhost"],
      [ORIGIN, "evil.example"],
    ] as const) {
      const phished = new Browser();
      const { body } = await phished.send<{ challenge: string }>(PASSKEY_OPTIONS, { use: "sign-in" });
      expect(await signIn(passkey.used({ ...body, rpId }, origin, { counter: 7 }), phished)).toBe(403);
    }
    const { browser } = await enter();
    const olgas = await use(browser, others, "second-step");
    expect((await browser.send(SECOND_STEP, { passkey: olgas })).status).toBe(403);
    const confused = new Browser();
    const forStep = await use(confused, passkey, "sign-in", { counter: 8 });
    const pending = (await enter(confused)).browser;
    expect((await pending.send(SECOND_STEP, { passkey: forStep })).status).toBe(403);
  });

  it("as a passkey confirms one's identity alone, or with the password if it has no PIN", async () => {
    const { passkey } = await addPasskey();
    const browser = new Browser(ann.cookie);
    const confirm = async (how: { isVerified: boolean }, more = {}) => {
      await db().session.updateMany({ data: { confirmedAt: new Date(Date.now() - 60 * MINUTE) } });
      const credential = await use(browser, passkey, "confirmation", how);
      return (await browser.send<Answer & { isConfirmed?: boolean }>(CONFIRM, { passkey: credential, ...more })).body;
    };
    expect(await confirm({ isVerified: true })).toMatchObject({ isConfirmed: true });
    expect((await confirm({ isVerified: false })).error?.code).toBe("wrong-password");
    expect(await confirm({ isVerified: false }, { password: PASSWORD })).toMatchObject({ isConfirmed: true });
  });

  it("as a passkey appears in the export by name only, and can't be added twice", async () => {
    const { passkey, options } = await addPasskey();
    const browser = new Browser(ann.cookie);
    const { body: next } = await browser.send<typeof options>(CREATION_OPTIONS);
    const again = await browser.send(ADD_PASSKEY, { name: "Again", credential: passkey.created(next, ORIGIN) });
    expect(again.body.error?.code).toBe("passkey-known");
    const exported = await call<{ passkeys: object[] }>(EXPORT, ann);
    expect(exported.body.passkeys).toMatchObject([{ name: "Laptop", host: "localhost" }]);
    for (const secret of [passkey.id, "publicKey", "credentialId"]) expect(exported.text).not.toContain(secret);
  });

  it("as a passkey can be renamed by its user only", async () => {
    const { answer } = await addPasskey();
    const { id } = answer.body.passkey;
    const browser = new Browser(ann.cookie);
    await db().session.updateMany({ data: { confirmedAt: new Date(Date.now() - 60 * MINUTE) } });
    const renamed = await browser.send<{ name: string }>(RENAME_PASSKEY, { name: "  Work laptop " }, { id });
    expect(renamed.body.name).toBe("Work laptop");
    expect(JSON.stringify(renamed.body)).not.toMatch(/publicKey|credentialId/u);
    expect((await browser.send(RENAME_PASSKEY, { name: " " }, { id })).status).toBe(400);
    const { passkeys } = (await call<FactorsView>(FACTORS, ann)).body;
    expect(passkeys.map(({ name }) => name)).toEqual(["Work laptop"]);
    expect((await new Browser(olga.cookie).send(RENAME_PASSKEY, { name: "Mine" }, { id })).status).toBe(404);
    expect((await new Browser(olga.cookie).send(RENAME_PASSKEY, { name: "Mine" }, { id: "none" })).status).toBe(404);
  });

  const require = (roles: string[]) => call<Answer>(REQUIRE, olga, { body: { roles } });

  it("that a role requires must be set up at the next sign-in before anything else works", async () => {
    expect((await require(["annotator"])).status).toBe(200);
    // Sessions that have already begun aren't interrupted.
    expect((await call(SESSIONS, ann)).status).toBe(200);
    const { browser, answer } = await enter();
    expect(answer.body).toEqual({ to: "/notes" });
    const name = { name: "Anna" };
    expect((await browser.send(RENAME_SELF, name)).body.error?.code).toBe("second-factor-required");
    expect((await call<FactorsView>(FACTORS, browser)).body).toMatchObject({ isRequired: true, passkeys: [] });
    const { key } = (await browser.send<NewAuthenticator>(BEGIN_APP)).body;
    expect((await browser.send(TURN_ON_APP, { code: codeOf(key) })).status).toBe(200);
    expect((await browser.send(RENAME_SELF, name)).status).toBe(200);
    // It is the last one, so it can't be removed.
    expect((await browser.send(REMOVE_APP)).body.error?.code).toBe("factor-required");
    const { answer: added } = await addPasskey();
    expect((await browser.send(REMOVE_APP)).status).toBe(200);
    const { id } = added.body.passkey;
    expect((await browser.send(REMOVE_PASSKEY, {}, { id })).body.error?.code).toBe("factor-required");
    await require([]);
    expect((await browser.send(REMOVE_PASSKEY, {}, { id })).status).toBe(200);
  });

  it("that a role requires is also required for API tokens, except for people of the provider", async () => {
    const { secret } = await createTokenAtServer(db(), ann.actor.id, { name: "A", scopes: ["read"], days: null });
    const reports = () => call<Answer>(V1_REPORTS, { cookie: "" }, { headers: { authorization: `Bearer ${secret}` } });
    expect((await reports()).status).toBe(200);
    await require(["annotator"]);
    expect((await reports()).body.error?.code).toBe("second-factor-required");
    const identity = { issuer: "https://login.example", subject: "ann", personId: ann.actor.id, createdAt: new Date() };
    await db().identity.create({ data: identity });
    expect((await reports()).status).toBe(200);
    const states = async () =>
      (await call<{ members: { name: string; state: string }[] }>(TEAM, olga)).body.members
        .map(({ name, state }) => `${name} ${state}`)
        .sort();
    expect(await states()).toEqual(["Ann provider", "Olga off"]);
    await db().identity.deleteMany();
    await setUpApp();
    expect((await reports()).status).toBe(200);
    expect(await states()).toEqual(["Ann on", "Olga off"]);
  });

  it("can be reset by an owner, who can't reset their own, and the person is told", async () => {
    await setUpApp();
    const { browser } = await enter();
    const reset = (who: Caller, id: string) => call<Answer>(RESET_FACTORS, who, { body: {}, params: { id } });
    expect((await reset(ann, olga.actor.id)).body.error?.code).toBe("forbidden");
    expect((await reset(olga, olga.actor.id)).body.error?.code).toBe("own-factors");
    await db().session.updateMany({ data: { confirmedAt: new Date(Date.now() - 60 * MINUTE) } });
    expect((await reset(olga, ann.actor.id)).body.error?.code).toBe("reauthentication-required");
    await db().session.updateMany({ data: { confirmedAt: new Date() } });
    expect((await reset(olga, ann.actor.id)).status).toBe(200);
    const mail = await mailbox.next();
    expect([mail.to, mail.text.includes("Olga removed your authenticator app")]).toEqual([email, true]);
    expect((await call<{ items: object[] }>(INBOX, ann)).body.items).toMatchObject([
      { kind: "factorsReset", by: { name: "Olga" } },
    ]);
    expect(await db().auditEntry.count({ where: { action: "factors.reset", subjectId: ann.actor.id } })).toBe(1);
    expect((await browser.send(SECOND_STEP, { code: "123456" })).status).toBe(410);
    expect((await enter()).answer.body).toEqual({ to: "/notes" });
    expect((await reset(olga, ann.actor.id)).body.error?.code).toBe("no-second-factor");
    // From the command line, for the only owner.
    await setUpApp(olga);
    await resetFactorsAtServer(db(), olga.actor);
    expect(await db().authenticator.count()).toBe(0);
    expect((await call<{ items: object[] }>(INBOX, olga)).body.items).toMatchObject([
      { kind: "factorsReset", by: null },
    ]);
  });

  it("isn't asked for by the provider's people, and one set up before the address was verified is removed", async () => {
    await setUpApp();
    const identified = { issuer: "https://login.example", subject: "ann", email, name: "Ann", authenticatedAt: null };
    const coming = { client: { address: null, device: "" }, invitationHash: null };
    const entrant = await enterByProvider(db(), identified, coming);
    expect(await db().authenticator.count()).toBe(0);
    await setUpApp(await signedInAgain());
    expect(await beginSecondStep(db(), entrant, "provider")).toBeNull();
    expect(await beginSecondStep(db(), entrant, "email")).not.toBeNull();
    await enterByProvider(db(), identified, coming);
    expect(await db().authenticator.count()).toBe(1);
  });

  /** A new session of Ann, because the provider's proof has ended the others. */
  const signedInAgain = async (): Promise<Caller> => {
    const sessionId = await startSession(db(), ann.actor.id, "Vitest");
    return { actor: { ...ann.actor, sessionId }, cookie: await cookieOf(sessionId) };
  };
});
