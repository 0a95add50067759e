import { NextRequest } from "next/server";
import { getToken } from "next-auth/jwt";
import { beforeEach, expect, it, vi } from "vitest";
import { actorOf } from "@/app/_http/session-cookie";
import { POST as signIn } from "@/app/api/auth/signin/route";
import { POST as signOut } from "@/app/api/auth/signout/route";
import { GET as members } from "@/app/api/members/route";
import { hashPassword } from "@/lib/accounts/password";
import { actorOfSession, beginSession, endSession, SESSION_SECONDS, startSession } from "@/lib/accounts/sessions";
import { personWith } from "@/lib/accounts/sign-in";
import { describeDatabases } from "../support/databases";
import { cookieOf, makeCaller } from "../support/people";
import { workOn } from "../support/singletons";

const PASSWORD = "correct horse battery";

beforeEach(() => {
  vi.unstubAllEnvs();
});

const ORIGIN = "http://127.0.0.1:3000";
const context = { params: Promise.resolve({}) };

function post(address: string, body: unknown, headers: Record<string, string> = {}): Request {
  const isForm = body instanceof URLSearchParams;
  return new Request(`${ORIGIN}${address}`, {
    method: "POST",
    body: isForm ? body : JSON.stringify(body),
    headers: {
      origin: ORIGIN,
      host: "127.0.0.1:3000",
      ...(isForm ? {} : { "content-type": "application/json" }),
      ...headers,
    },
  });
}

describeDatabases("sessions", ({ db }) => {
  beforeEach(() => {
    workOn(db());
  });

  const withPassword = async () => {
    const { actor } = await makeCaller(db(), "annotator", "Bo");
    await db().person.update({ where: { id: actor.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
    await db().session.deleteMany();
    return actor;
  };

  it("identify a user, with role and groups, until they end", async () => {
    const { actor } = await makeCaller(db(), "editor", "Ana");
    await db().group.create({ data: { id: "g", name: "Reviewers", createdAt: new Date() } });
    await db().groupMember.create({ data: { groupId: "g", personId: actor.id } });
    expect(await actorOfSession(db(), actor.sessionId)).toEqual({
      ...actor,
      groupIds: ["g"],
      reports: expect.anything(),
    });
    await endSession(db(), actor.sessionId);
    expect(await actorOfSession(db(), actor.sessionId)).toBeNull();
  });

  it("cannot start with a password that was removed after it had been checked", async () => {
    const { id, email } = await withPassword();
    const client = { address: null, device: "" };
    const entrant = await personWith(db(), { email, password: PASSWORD }, { client, knownBrowser: null });
    if (!entrant) throw new Error("The password is right.");
    const begin = () => beginSession(db(), entrant, { client, way: "password", former: null });
    expect(await actorOfSession(db(), await begin())).toMatchObject({ id });
    await db().person.update({ where: { id }, data: { passwordHash: null } });
    await expect(begin()).rejects.toMatchObject({ code: "wrong-credentials", status: 401 });
    expect(await db().session.count()).toBe(1);
  });

  it("expire, and end when the user is removed", async () => {
    const { actor } = await makeCaller(db(), "reader");
    const end = Date.now() + SESSION_SECONDS * 1000;
    expect(await actorOfSession(db(), actor.sessionId, new Date(end - 60_000))).not.toBeNull();
    expect(await actorOfSession(db(), actor.sessionId, new Date(end + 60_000))).toBeNull();
    await db().person.update({ where: { id: actor.id }, data: { removedAt: new Date() } });
    expect(await actorOfSession(db(), actor.sessionId)).toBeNull();
    expect(await actorOfSession(db(), "no such session")).toBeNull();
  });

  it("record when they were last seen, once a minute", async () => {
    const start = new Date("2026-01-01T10:00:00Z");
    const { actor } = await makeCaller(db(), "reader");
    const id = await startSession(db(), actor.id, "A browser", start);
    const seenAfter = async (seconds: number) => {
      await actorOfSession(db(), id, new Date(start.getTime() + seconds * 1000));
      const { lastSeenAt } = await db().session.findUniqueOrThrow({ where: { id } });
      return (lastSeenAt.getTime() - start.getTime()) / 1000;
    };
    expect(await seenAfter(59)).toBe(0);
    expect(await seenAfter(60)).toBe(60);
    expect(await seenAfter(100)).toBe(60);
    expect(await seenAfter(500)).toBe(500);
  });

  it("accept only cookies that we created", async () => {
    const { actor, cookie } = await makeCaller(db(), "reader");
    expect(await actorOf(`theme=dark; ${cookie}`)).toMatchObject({ id: actor.id });
    for (const other of [null, "", "next-auth.session-token=", "next-auth.session-token=x.y.z", cookie.slice(0, -4)]) {
      expect(await actorOf(other)).toBeNull();
    }
    vi.stubEnv("NEXTAUTH_SECRET", "another secret");
    expect(await actorOf(cookie)).toBeNull();
    expect(await actorOf(await cookieOf(actor.sessionId))).toMatchObject({ id: actor.id });
  });

  it("start when users sign in, and end when they sign out, even if the cookie is kept", async () => {
    const person = await withPassword();
    const response = await signIn(
      post(
        "/api/auth/signin",
        { email: person.email.toUpperCase(), password: PASSWORD, from: "/r/x" },
        { "user-agent": "A browser" },
      ),
      context,
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ to: "/r/x" });
    const [set, known, ...others] = response.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(set).toMatch(/^next-auth\.session-token=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/u);
    expect(known).toMatch(/^concord-browser=[^;]+; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/u);
    expect(await db().session.findMany()).toMatchObject([{ personId: person.id, device: "A browser", endedAt: null }]);

    const cookie = set?.split(";")[0] ?? "";
    const ask = () => members(new Request(`${ORIGIN}/api/members`, { headers: { cookie } }), context);
    expect((await ask()).status).toBe(200);
    const out = await signOut(post("/api/auth/signout", new URLSearchParams(), { cookie }), context);
    expect(out.status).toBe(303);
    expect(out.headers.get("location")).toBe("/signin");
    expect(out.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^next-auth\.session-token=; Max-Age=0; Path=\//u),
    ]);
    expect((await ask()).status).toBe(401);
  });

  it("have tokens that next-auth's documented functions can read, until the session ends", async () => {
    const person = await withPassword();
    const body = { email: person.email, password: PASSWORD };
    for (const [url, cookieName] of [
      ["", "next-auth.session-token"],
      ["https://notes.example", "__Host-next-auth.session-token"],
    ]) {
      vi.stubEnv("PUBLIC_URL", url);
      const response = await signIn(post("/api/auth/signin", body, { "sec-fetch-site": "same-origin" }), context);
      const [set = ""] = response.headers.getSetCookie();
      const { id, expiresAt } = await db().session.findFirstOrThrow({ where: { endedAt: null } });
      const req = new NextRequest(ORIGIN, { headers: { cookie: set.split(";")[0] ?? "" } });
      const token = await getToken({ req, secret: "a secret of the tests", cookieName });
      expect(token).toMatchObject({ sessionId: id, exp: expect.any(Number), iat: expect.any(Number) });
      expect(Math.abs(Number(token?.exp) * 1_000 - expiresAt.getTime())).toBeLessThan(60_000);
      const expires = /Expires=([^;]+)/u.exec(set)?.[1] ?? "";
      expect(Math.abs(Date.parse(expires) - expiresAt.getTime())).toBeLessThan(60_000);
      await db().session.deleteMany();
    }
  });

  it("end when the same browser signs in again", async () => {
    const person = await withPassword();
    const first = await startSession(db(), person.id, "");
    await signIn(
      post("/api/auth/signin", { email: person.email, password: PASSWORD }, { cookie: await cookieOf(first) }),
      context,
    );
    expect(await actorOfSession(db(), first)).toBeNull();
    expect(await db().session.count({ where: { endedAt: null } })).toBe(1);
  });

  it("do not start with a wrong password, with an unknown address or after removal; all three get the same response", async () => {
    const person = await withPassword();
    const attempt = async (email: string, password: string) => {
      const response = await signIn(post("/api/auth/signin", { email, password }), context);
      const { error } = await response.json();
      return {
        status: response.status,
        code: error.code,
        message: error.message,
        cookies: response.headers.getSetCookie(),
      };
    };
    const wrong = await attempt(person.email, "wrong wrong wrong");
    expect(wrong).toMatchObject({ status: 401, code: "wrong-credentials", cookies: [] });
    expect(await attempt("nobody@example.org", PASSWORD)).toEqual(wrong);
    await db().person.update({ where: { id: person.id }, data: { removedAt: new Date() } });
    expect(await attempt(person.email, PASSWORD)).toEqual(wrong);
    expect(await db().session.count()).toBe(0);
  });

  it("can also be started from a plain form, which is shown again with the reason if it fails", async () => {
    const person = await withPassword();
    const send = (fields: Record<string, string>) =>
      signIn(post("/api/auth/signin", new URLSearchParams(fields)), context);
    const good = await send({ email: person.email, password: PASSWORD, from: "/r/x?q=a" });
    expect([good.status, good.headers.get("location")]).toEqual([303, "/r/x?q=a"]);
    expect(good.headers.getSetCookie()).toHaveLength(2);
    const bad = await send({ email: person.email, password: "wrong wrong wrong", from: "/r/x" });
    expect([bad.status, bad.headers.get("location")]).toEqual([303, "/signin?from=%2Fr%2Fx&problem=wrong-credentials"]);
    const again = await send({ email: person.email, password: "wrong wrong wrong", from: "/r/x", again: "1" });
    expect(again.headers.get("location")).toBe("/signin?from=%2Fr%2Fx&again=1&problem=wrong-credentials");
    const evil = await send({ email: person.email, password: PASSWORD, from: "https://evil.example" });
    expect(evil.headers.get("location")).toBe("/");
  });

  it("have Secure cookies only if users connect over https, whatever the request says about its host", async () => {
    const person = await withPassword();
    const attempt = () =>
      signIn(
        post(
          "/api/auth/signin",
          { email: person.email, password: PASSWORD },
          {
            "sec-fetch-site": "same-origin",
            host: "evil.example",
            "x-forwarded-host": "evil.example",
            "x-forwarded-proto": "https",
          },
        ),
        context,
      );
    const plain = await attempt();
    expect(plain.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^next-auth\.session-token=/u),
      expect.stringMatching(/^concord-browser=/u),
    ]);
    expect(JSON.stringify([...plain.headers])).not.toContain("evil");

    vi.stubEnv("PUBLIC_URL", "https://notes.example");
    const secure = await attempt();
    const [set = "", known = ""] = secure.headers.getSetCookie();
    expect(known).toMatch(/^__Host-concord-browser=[^;]+; .*HttpOnly; Secure; SameSite=Lax$/u);
    expect(set).toMatch(/^__Host-next-auth\.session-token=[^;]+; .*HttpOnly; Secure; SameSite=Lax$/u);
    expect(await actorOf(set.split(";")[0] ?? "")).toMatchObject({ id: person.id });
  });
});
