import { beforeEach, expect, it, vi } from "vitest";
import { POST as signIn } from "@/app/api/auth/signin/route";
import { POST as join } from "@/app/api/join/[token]/route";
import { createInvitation } from "@/lib/accounts/invitations";
import { hashPassword } from "@/lib/accounts/password";
import { authorize } from "@/lib/accounts/policy";
import { MAX_SESSIONS, startSession } from "@/lib/accounts/sessions";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";

/** The current, highest and total number of hashing operations. */
const counts = vi.hoisted(() => ({ now: 0, most: 0, all: 0 }));

// The real library hashes the passwords. Only its calls are counted.
vi.mock("@node-rs/argon2", async (importActual) => {
  const actual = await importActual<typeof import("@node-rs/argon2")>();
  const counted =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A) => {
      counts.all += 1;
      counts.now += 1;
      counts.most = Math.max(counts.most, counts.now);
      return work(...args).finally(() => {
        counts.now -= 1;
      });
    };
  return { ...actual, hash: counted(actual.hash), verify: counted(actual.verify) };
});

const PASSWORD = "correct horse battery";

/** Half of the processors, but at most 2, because the others serve requests. */
const AT_ONCE = 2;

describeDatabases("signing in or joining", ({ db }) => {
  let ana: Caller;
  beforeEach(async () => {
    serve(db());
    ana = await makeCaller(db(), "annotator", "Ana");
    await db().person.update({ where: { id: ana.actor.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
    Object.assign(counts, { now: 0, most: 0, all: 0 });
  });

  const attempt = (email: string, password = PASSWORD) =>
    call<{ error?: { code: string; message: string } }>(signIn, { cookie: "" }, { body: { email, password } });
  const tally = (statuses: readonly number[]) =>
    Object.fromEntries([...new Set(statuses)].map((status) => [status, statuses.filter((s) => s === status).length]));

  it("runs only a few hashes at a time, however many users sign in with the correct password", async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, () => attempt(ana.actor.email)));
    expect(counts.most).toBeLessThanOrEqual(AT_ONCE);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(Object.keys(tally(answers.map(({ status }) => status))).every((s) => s === "200" || s === "429")).toBe(true);
  });

  it("runs only a few hashes at a time, however many users join", async () => {
    const owner = await makeCaller(db(), "owner");
    const permit = authorize(owner.actor, "invitation.create", null);
    const { token } = await createInvitation(db(), permit, { role: "reader", days: 1, maxUses: 12, groups: [] });
    const joining = Array.from({ length: 12 }, (_, n) =>
      call(
        join,
        { cookie: "" },
        { params: { token }, body: { name: "New", email: `new${n}@example.org`, password: PASSWORD } },
      ),
    );
    const statuses = (await Promise.all(joining)).map(({ status }) => status);
    expect(statuses).toEqual(Array(12).fill(200));
    expect(counts.most).toBeLessThanOrEqual(AT_ONCE);
  });

  it("is limited for correct passwords too, so that signing in cannot keep the server busy", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 30; n++) statuses.push((await attempt(ana.actor.email)).status);
    expect(tally(statuses)).toEqual({ 200: 20, 429: 10 });
    // The passwords of rejected attempts are not hashed.
    expect(counts.all).toBeLessThanOrEqual(21);
    // A wrong password counts as an attempt, but not as a sign-in.
    expect((await attempt((await makeCaller(db(), "reader")).actor.email)).status).toBe(401);
  });

  it("limits the number of a user's sessions, and ends the least recently used one", async () => {
    const { id } = ana.actor;
    const anHourAgo = Date.now() - 3_600_000;
    const ids: string[] = [];
    // This number includes Ana's existing session.
    for (let n = 1; n < MAX_SESSIONS; n++) ids.push(await startSession(db(), id, "", new Date(anHourAgo + n)));
    const good = async () =>
      (await db().session.findMany({ where: { personId: id, endedAt: null } })).map((session) => session.id);
    expect(await good()).toHaveLength(MAX_SESSIONS);
    // The oldest session is in use, so it must be kept. Other users' sessions must not count.
    await db().session.update({ where: { id: ids[0]! }, data: { lastSeenAt: new Date() } });
    const other = await makeCaller(db(), "reader");

    expect((await attempt(ana.actor.email)).status).toBe(200);
    const left = await good();
    expect(left).toHaveLength(MAX_SESSIONS);
    expect(left).toEqual(expect.arrayContaining([ana.actor.sessionId, ids[0], ids[2]]));
    expect(left).not.toContain(ids[1]);
    expect(await db().session.count({ where: { personId: other.actor.id, endedAt: null } })).toBe(1);
    const ended = await db().auditEntry.findMany({ where: { action: "session.ended" } });
    expect(ended).toMatchObject([{ personId: id, subjectId: ids[1] }]);
  });
});
