import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { POST as MAKE_GROUP } from "@/app/api/groups/route";
import { GET as INBOX } from "@/app/api/inbox/route";
import { POST as RESTORE } from "@/app/api/invitations/[id]/restore/route";
import { DELETE as REVOKE } from "@/app/api/invitations/[id]/route";
import { POST as INVITE } from "@/app/api/invitations/route";
import { POST as CONFIRM, GET as STATE } from "@/app/api/me/confirmation/route";
import { POST as DELETE_ACCOUNT } from "@/app/api/me/deletion/route";
import { GET as EXPORT } from "@/app/api/me/export/route";
import { POST as REMOVE } from "@/app/api/members/[id]/removal/route";
import { POST as MAKE_RESET } from "@/app/api/members/[id]/reset-link/route";
import { PATCH as CHANGE_ROLE } from "@/app/api/members/[id]/route";
import { GET as MEMBERS } from "@/app/api/members/route";
import { POST as RESET } from "@/app/api/reset/[token]/route";
import { POST as MAKE_TOKEN, GET as TOKENS } from "@/app/api/tokens/route";
import { createTokenAtServer } from "@/lib/accounts/api-tokens";
import { hashPassword } from "@/lib/accounts/password";
import { createResetLinkAtServer } from "@/lib/accounts/reset-links";
import type { InboxPage } from "@/lib/annotations/inbox/inbox-schemas";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Mailbox, startMailbox } from "../support/mailbox";
import { type Caller, cookieOf, makeCaller } from "../support/people";

const PASSWORD = "correct horse battery";
const MINUTE = 60_000;
const NO_FACTORS = { hasAuthenticator: false, hasPasskeys: false };

interface Answer {
  error?: { code: string };
  isConfirmed?: boolean;
  hasPassword?: boolean;
}

describeDatabases("a sensitive action", ({ db }) => {
  let owner: Caller;
  let ann: Caller;
  let revoked: string;
  beforeEach(async () => {
    serve(db());
    [owner, ann] = [await makeCaller(db(), "owner", "Olga"), await makeCaller(db(), "annotator", "Ann")];
    await makeCaller(db(), "owner", "Other");
    const { body } = await call<{ invitation: { id: string } }>(INVITE, owner, { body: { role: "editor" } });
    revoked = body.invitation.id;
    await call(REVOKE, owner, { params: { id: revoked } });
  });

  const withPassword = async ({ actor }: Caller) => {
    await db().person.update({ where: { id: actor.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
  };
  const signedIn = (who: Caller, minutes: number) =>
    db().session.update({
      where: { id: who.actor.sessionId },
      data: { confirmedAt: new Date(Date.now() - minutes * MINUTE) },
    });
  const confirm = (who: Caller, password = PASSWORD) => call<Answer>(CONFIRM, who, { body: { password } });

  const ACTIONS: [string, (who: Caller) => ReturnType<typeof call<Answer>>][] = [
    ["an API token", (who) => call(MAKE_TOKEN, who, { body: { name: "A program", scopes: ["read"] } })],
    ["an invitation", (who) => call(INVITE, who, { body: { role: "editor" } })],
    ["restoring a revoked invitation", (who) => call(RESTORE, who, { params: { id: revoked } })],
    ["a password reset link", (who) => call(MAKE_RESET, who, { params: { id: ann.actor.id }, body: {} })],
    ["a change of role", (who) => call(CHANGE_ROLE, who, { params: { id: ann.actor.id }, body: { role: "reader" } })],
    ["a new group", (who) => call(MAKE_GROUP, who, { body: { name: "Editors" } })],
    ["a full export", (who) => call(EXPORT, who)],
    [
      "a removal",
      (who) => call(REMOVE, who, { params: { id: ann.actor.id }, body: { nameStays: true, endShares: true } }),
    ],
    ["deleting an account", (who) => call(DELETE_ACCOUNT, who, { body: { nameStays: true, password: null } })],
  ];

  it("requires confirmation eleven minutes after sign-in, but not after nine, before it changes anything", async () => {
    const count = async () => [
      await db().apiToken.count(),
      await db().group.count(),
      await db().invitation.count(),
      await db().invitation.count({ where: { revokedAt: null } }),
      await db().resetLink.count(),
      await db().auditEntry.count(),
    ];
    const before = await count();
    await signedIn(owner, 11);
    for (const [name, act] of ACTIONS) {
      const { status, body } = await act(owner);
      expect([status, body.error?.code], name).toEqual([403, "reauthentication-required"]);
    }
    expect(await count()).toEqual(before);
    expect(await db().person.findUnique({ where: { id: ann.actor.id } })).toMatchObject({
      role: "annotator",
      removedAt: null,
    });
    // Reading is not sensitive.
    for (const look of [MEMBERS, TOKENS]) expect((await call(look, owner)).status).toBe(200);

    await signedIn(owner, 9);
    for (const [name, act] of ACTIONS) expect((await act(owner)).status, name).toBe(200);
  });

  it("is not revealed to users who are not allowed to perform it", async () => {
    await signedIn(ann, 11);
    const { body } = await call<Answer>(MAKE_RESET, ann, { params: { id: owner.actor.id }, body: {} });
    expect(body.error?.code).toBe("forbidden");
  });

  it("needs no further confirmation for ten minutes after the password was entered, in that session only", async () => {
    await withPassword(owner);
    await signedIn(owner, 60);
    const token = () => call<Answer>(MAKE_TOKEN, owner, { body: { name: "A program", scopes: ["read"] } });
    expect((await call<Answer>(STATE, owner)).body).toEqual({ ...NO_FACTORS, isConfirmed: false, hasPassword: true });
    expect(await confirm(owner, "wrong wrong wrong")).toMatchObject({
      status: 403,
      body: { error: { code: "wrong-password" } },
    });
    expect((await token()).status).toBe(403);
    expect(await confirm(owner)).toMatchObject({ status: 200, body: { isConfirmed: true } });
    expect((await call<Answer>(STATE, owner)).body).toEqual({ ...NO_FACTORS, isConfirmed: true, hasPassword: true });
    expect((await token()).status).toBe(200);

    const elsewhere = await db().session.create({
      data: {
        ...{ id: "elsewhere", personId: owner.actor.id, device: "", lastSeenAt: new Date() },
        ...{ createdAt: new Date(Date.now() - 60 * MINUTE), expiresAt: new Date(Date.now() + 60 * MINUTE) },
      },
    });
    expect((await call<Answer>(STATE, { cookie: await cookieOf(elsewhere.id) })).body.isConfirmed).toBe(false);
    const confirmedAt = new Date(Date.now() - 11 * MINUTE);
    await db().session.update({ where: { id: owner.actor.sessionId }, data: { confirmedAt } });
    expect((await token()).body.error?.code).toBe("reauthentication-required");
  });

  it("can be confirmed by signing in again if the user has no password, but not by guessing one", async () => {
    await signedIn(owner, 11);
    expect(await confirm(owner)).toMatchObject({ status: 409, body: { error: { code: "no-password" } } });
    expect((await call<Answer>(STATE, owner)).body).toEqual({ ...NO_FACTORS, isConfirmed: false, hasPassword: false });
    await withPassword(ann);
    const statuses = [];
    for (let n = 0; n < 12; n++) statuses.push((await confirm(ann, `wrong wrong wrong ${n}`)).status);
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429]);
  });

  it("cannot be performed or confirmed with an API token", async () => {
    const { secret } = await createTokenAtServer(db(), owner.actor.id, {
      ...{ name: "A program", scopes: ["read", "write"], days: null },
    });
    const headers = { authorization: `Bearer ${secret}` };
    const body = { name: "Another", scopes: ["read"], password: PASSWORD };
    for (const route of [MAKE_TOKEN, CONFIRM]) {
      expect((await call<Answer>(route, { cookie: "" }, { headers, body })).body.error?.code).toBe("no-tokens-here");
    }
  });
});

describeDatabases("a password reset", ({ db }) => {
  let mailbox: Mailbox;
  beforeEach(async () => {
    mailbox = await startMailbox();
    vi.unstubAllEnvs();
    for (const [name, value] of Object.entries(mailbox.env)) vi.stubEnv(name, value);
    serve(db());
  });
  afterEach(() => mailbox.stop());

  it.each(["an owner", "the server"])("through a link from %s is reported in the inbox and by email", async (by) => {
    const [owner, ann] = [await makeCaller(db(), "owner", "Olga"), await makeCaller(db(), "annotator", "Ann")];
    const { path } =
      by === "an owner"
        ? (await call<{ path: string }>(MAKE_RESET, owner, { params: { id: ann.actor.id }, body: {} })).body
        : { path: `/reset/${(await createResetLinkAtServer(db(), ann.actor.id)).token}` };
    expect(mailbox.count()).toBe(0);
    const token = path.split("/").at(-1)!;
    expect((await call(RESET, { cookie: "" }, { params: { token }, body: { password: PASSWORD } })).status).toBe(200);

    const { to, text } = await mailbox.next();
    expect(to).toBe(ann.actor.email);
    expect(text).toContain("Your Concord password was reset");
    expect(text).toContain(by === "an owner" ? "a link that Olga created" : "created on the server");

    const { id } = await db().session.findFirstOrThrow({ where: { personId: ann.actor.id, endedAt: null } });
    const { items } = (await call<InboxPage>(INBOX, { cookie: await cookieOf(id) })).body;
    const olga = { id: owner.actor.id, name: "Olga" };
    expect(items).toMatchObject([{ kind: "reset", isRead: false, by: by === "an owner" ? olga : null }]);
    expect((await call<InboxPage>(INBOX, owner)).body.items).toEqual([]);
  });
});
