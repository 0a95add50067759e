import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { actorOf } from "@/app/_http/session-cookie";
import { rememberBrowser } from "@/app/api/auth/known-browser";
import { POST as enter } from "@/app/api/auth/mail/[token]/route";
import { POST as request } from "@/app/api/auth/mail/route";
import { actorOfToken, createTokenAtServer } from "@/lib/accounts/api-tokens";
import { createInvitation } from "@/lib/accounts/invitations";
import { mailLinkOf } from "@/lib/accounts/mail-links";
import { hashPassword } from "@/lib/accounts/password";
import { authorize } from "@/lib/accounts/policy";
import { createResetLinkAtServer, personOfResetLink } from "@/lib/accounts/reset-links";
import type { NewInvitation } from "@/lib/accounts/schemas";
import { describeDatabases } from "../support/databases";
import { type Mailbox, startMailbox } from "../support/mailbox";
import { makeCaller } from "../support/people";
import { workOn } from "../support/singletons";

const ORIGIN = "http://127.0.0.1:3000";
const PASSWORD = "correct horse battery";

function post(body: object, cookie = ""): Request {
  return new Request(`${ORIGIN}/`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { origin: ORIGIN, host: "127.0.0.1:3000", "content-type": "application/json", cookie },
  });
}

async function read(response: Response) {
  const body = await response.json();
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { status: response.status, body, code: body.error?.code, actor: await actorOf(cookie) };
}

describeDatabases("sign-in links by email", ({ db }) => {
  let mailbox: Mailbox;
  beforeEach(async () => {
    mailbox = await startMailbox();
    vi.unstubAllEnvs();
    for (const [name, value] of Object.entries(mailbox.env)) vi.stubEnv(name, value);
    workOn(db());
  });
  afterEach(() => mailbox.stop());

  const ask = async (body: object, cookie = "") =>
    read(await request(post(body, cookie), { params: Promise.resolve({}) }));
  const open = async (token: string, body: object = {}) =>
    read(await enter(post(body), { params: Promise.resolve({ token }) }));
  const received = async () => {
    const { to, text } = await mailbox.next();
    const link = /http:\S+/u.exec(text)?.[0] ?? "";
    const { origin, pathname, search } = new URL(link);
    return { to, text, origin, search, token: /^\/signin\/link\/([\w-]{43})$/u.exec(pathname)?.[1] ?? "" };
  };

  it("sign in a member only once", async () => {
    const { actor } = await makeCaller(db(), "annotator", "Ana");
    expect((await ask({ email: actor.email.toUpperCase(), from: "/r/x" })).body).toEqual({ to: "/signin/sent" });
    const { to, token, origin, search, text } = await received();
    expect([to, origin, search]).toEqual([actor.email, ORIGIN, "?from=%2Fr%2Fx"]);
    expect(text).toContain("It works once and expires after 15 minutes.");
    // Merely opening the page, as mail scanners do, does not use up the link.
    expect(await mailLinkOf(db(), token)).toEqual({ email: actor.email, isNew: false, endsPassword: false });
    expect((await open(token, { from: "/r/x" })).actor?.id).toBe(actor.id);
    expect(await open(token)).toMatchObject({ status: 404, code: "link-unknown", actor: null });
    expect(await db().auditEntry.findFirst({ where: { action: "sign-in" } })).toMatchObject({
      detail: { way: "email" },
    });
  });

  it("revoke the password and sessions of a user who registered with someone else's address, but only the first time", async () => {
    const { actor, cookie } = await makeCaller(db(), "annotator", "Eve");
    const { email, id } = actor;
    const passwordHash = await hashPassword(PASSWORD);
    await db().person.update({ where: { id }, data: { passwordHash } });
    const { secret } = await createTokenAtServer(db(), id, { name: "Eve's", scopes: ["read"], days: null });
    const reset = await createResetLinkAtServer(db(), id);
    const come = async () => {
      await ask({ email });
      const { token } = await received();
      return { link: await mailLinkOf(db(), token), ...(await open(token)) };
    };
    const first = await come();
    expect([first.link?.endsPassword, first.actor?.id]).toEqual([true, id]);
    expect(await actorOf(cookie)).toBeNull();
    await expect(actorOfToken(db(), secret, "read")).rejects.toMatchObject({ code: "bad-token" });
    expect(await personOfResetLink(db(), reset.token)).toBeNull();
    expect(await db().person.findUnique({ where: { id } })).toMatchObject({
      passwordHash: null,
      emailVerifiedAt: expect.any(Date),
    });
    expect(await db().event.findFirst({ where: { kind: "person.changed", subjectId: id } })).not.toBeNull();
    expect(await db().auditEntry.count({ where: { action: "password.ended", personId: id } })).toBe(1);

    // A password that was set after the address was verified belongs to the user, so it is kept.
    await db().person.update({ where: { id }, data: { passwordHash } });
    const second = await come();
    expect([second.link?.endsPassword, second.actor?.id]).toEqual([false, id]);
    expect(await db().person.findUnique({ where: { id } })).toMatchObject({ passwordHash });
  });

  it("revoke that password even if the user was removed and invited again", async () => {
    const owner = await makeCaller(db(), "owner");
    const { actor } = await makeCaller(db(), "annotator", "Eve");
    const passwordHash = await hashPassword(PASSWORD);
    await db().person.update({ where: { id: actor.id }, data: { passwordHash, removedAt: new Date() } });
    const wanted = { role: "editor", days: 1, maxUses: 1, groups: [] } satisfies NewInvitation;
    const permit = authorize(owner.actor, "invitation.create", null);
    const { token: invitation } = await createInvitation(db(), permit, wanted);
    await ask({ email: actor.email, invitation });
    const { token } = await received();
    expect(await mailLinkOf(db(), token)).toMatchObject({ isNew: true, endsPassword: true });
    expect((await open(token, { name: "Ana" })).actor).toMatchObject({ id: actor.id, name: "Ana", role: "editor" });
    expect(await db().person.findUnique({ where: { id: actor.id } })).toMatchObject({ passwordHash: null });
  });

  it("work only once if a link is used several times at the same time", async () => {
    const { actor } = await makeCaller(db(), "annotator", "Ana");
    await ask({ email: actor.email });
    const { token } = await received();
    const answers = await Promise.all([open(token), open(token), open(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
  });

  it("can be requested for any address with the same response, but are sent only to members", async () => {
    const member = await makeCaller(db(), "annotator", "Ana");
    const removed = await makeCaller(db(), "annotator", "Bo");
    await db().person.update({ where: { id: removed.actor.id }, data: { removedAt: new Date() } });
    const answers = [];
    for (const email of ["nobody@example.org", removed.actor.email, member.actor.email])
      answers.push(await ask({ email }));
    expect(answers[0]).toEqual(answers[2]);
    expect(answers[1]).toEqual(answers[2]);
    expect((await received()).to).toBe(member.actor.email);
    expect(mailbox.count()).toBe(0);
    expect(await db().mailLink.count()).toBe(1);
  });

  it("are stored as a hash and expire after 15 minutes", async () => {
    const { actor } = await makeCaller(db(), "annotator", "Ana");
    await ask({ email: actor.email });
    const { token } = await received();
    expect(JSON.stringify(await db().mailLink.findMany())).not.toContain(token);
    expect(await mailLinkOf(db(), token, new Date(Date.now() + 14 * 60_000))).not.toBeNull();
    expect(await mailLinkOf(db(), token, new Date(Date.now() + 15 * 60_000))).toBeNull();
  });

  it("admit invited people under the name they enter, and count as a use of the invitation", async () => {
    const owner = await makeCaller(db(), "owner");
    const permit = authorize(owner.actor, "invitation.create", null);
    const { token: invitation } = await createInvitation(db(), permit, {
      role: "editor",
      days: 1,
      maxUses: 1,
      groups: [],
    });
    await ask({ email: "new@example.org", invitation });
    const { token } = await received();
    expect(await open(token)).toMatchObject({ status: 400, code: "name-missing" });
    expect((await open(token, { name: "Nina" })).actor).toMatchObject({ name: "Nina", role: "editor" });
    await ask({ email: "other@example.org", invitation });
    await ask({ email: owner.actor.email });
    expect((await received()).to).toBe(owner.actor.email);
    expect(await db().mailLink.count()).toBe(1);
  });

  it("admit readers from allowed domains", async () => {
    vi.stubEnv("ALLOWED_DOMAINS", "example.org");
    await ask({ email: "new@example.org" });
    const { token } = await received();
    expect((await open(token, { name: "Nina" })).actor).toMatchObject({ name: "Nina", role: "reader" });
  });

  it("cannot flood a mailbox", async () => {
    const { actor } = await makeCaller(db(), "annotator", "Ana");
    const statuses = [];
    for (const _ of Array.from({ length: 4 })) statuses.push((await ask({ email: actor.email })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    for (const _ of Array.from({ length: 3 })) expect((await received()).to).toBe(actor.email);
    expect(mailbox.count()).toBe(0);
    const nobody = [];
    for (const _ of Array.from({ length: 4 })) nobody.push((await ask({ email: "nobody@example.org" })).status);
    expect(nobody).toEqual(statuses);
  });

  it("are still sent to recognized browsers, however many requests other people make", async () => {
    const { actor } = await makeCaller(db(), "annotator", "Ana");
    const cookie = (await rememberBrowser(actor.email)).split(";")[0];
    for (let n = 0; n < 3; n++) expect((await ask({ email: actor.email })).status).toBe(200);
    expect((await ask({ email: actor.email })).status).toBe(429);
    expect((await ask({ email: actor.email }, cookie)).status).toBe(200);
    expect((await ask({ email: "nobody@example.org" }, cookie)).status).toBe(200);
    for (let n = 0; n < 4; n++) expect((await received()).to).toBe(actor.email);
    const more = [];
    for (let n = 0; n < 3; n++) more.push((await ask({ email: actor.email }, cookie)).status);
    expect(more).toEqual([200, 200, 429]);
  });

  it("are not offered without a mail server", async () => {
    vi.stubEnv("SMTP_URL", "");
    expect(await ask({ email: "ana@example.org" })).toMatchObject({ status: 404, code: "no-mail" });
  });
});
