import { beforeEach, expect, it, vi } from "vitest";
import { POST as signIn } from "@/app/api/auth/signin/route";
import { GET as members } from "@/app/api/members/route";
import { POST as change } from "@/app/api/password/route";
import { DELETE as end } from "@/app/api/sessions/[id]/route";
import { DELETE as endOthers, GET as list } from "@/app/api/sessions/route";
import type { SessionView } from "@/lib/accounts/access-schemas";
import { hashPassword } from "@/lib/accounts/password";
import { createResetLinkAtServer, personOfResetLink } from "@/lib/accounts/reset-links";
import { startSession } from "@/lib/accounts/sessions";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, cookieOf, makeCaller } from "../support/people";

const PASSWORD = "correct horse battery";
const OTHER = "another password of mine";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

describeDatabases("a user's own sessions and password", ({ db }) => {
  let ana: Caller;
  beforeEach(async () => {
    serve(db());
    ana = await makeCaller(db(), "annotator", "Ana");
  });

  const elsewhere = async (device = FIREFOX) => {
    const id = await startSession(db(), ana.actor.id, device);
    return { id, cookie: await cookieOf(id) };
  };
  const statusWith = async (cookie: string) => (await call(members, { cookie })).status;
  const sessionsOf = async () => (await call<{ sessions: SessionView[] }>(list, ana)).body.sessions;

  it("are listed by browser, excluding ended sessions", async () => {
    await elsewhere();
    const { id } = await elsewhere("");
    await call(end, ana, { params: { id } });
    const sessions = await sessionsOf();
    expect(sessions.map(({ browser, system, isOwn }) => [browser, system, isOwn])).toEqual(
      expect.arrayContaining([
        ["Firefox", "Linux", false],
        [null, null, true],
      ]),
    );
    expect(sessions).toHaveLength(2);
  });

  it("can be ended individually, or all others together, and this is recorded", async () => {
    const [one, two, three] = [await elsewhere(), await elsewhere(), await elsewhere()];
    await call(end, ana, { params: { id: one.id } });
    expect([await statusWith(one.cookie), await statusWith(two.cookie)]).toEqual([401, 200]);
    expect((await call(endOthers, ana)).body).toEqual({ ended: 2 });
    expect([await statusWith(two.cookie), await statusWith(three.cookie)]).toEqual([401, 401]);
    expect(await statusWith(ana.cookie)).toBe(200);
    expect(await db().auditEntry.count({ where: { action: "session.ended", personId: ana.actor.id } })).toBe(3);
  });

  it("require the old password for a change, which ends the other sessions and links", async () => {
    await db().person.update({ where: { id: ana.actor.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
    const { cookie } = await elsewhere();
    const { token } = await createResetLinkAtServer(db(), ana.actor.id);
    const ask = async (current: string, password: string) => {
      const { status, body } = await call<{ ended?: number; error?: { code: string } }>(change, ana, {
        body: { current, password },
      });
      return [status, body.error?.code ?? body.ended];
    };
    expect(await ask("wrong wrong wrong", OTHER)).toEqual([403, "wrong-password"]);
    expect(await ask(PASSWORD, "123456qwerty")).toEqual([400, "common-password"]);
    expect([await statusWith(cookie), await personOfResetLink(db(), token)]).toEqual([200, expect.anything()]);

    expect(await ask(PASSWORD, OTHER)).toEqual([200, 1]);
    expect([await statusWith(cookie), await statusWith(ana.cookie)]).toEqual([401, 200]);
    expect(await personOfResetLink(db(), token)).toBeNull();
    const attempt = async (password: string) =>
      (await call(signIn, { cookie: "" }, { body: { email: ana.actor.email, password } })).status;
    expect([await attempt(PASSWORD), await attempt(OTHER)]).toEqual([401, 200]);
  });

  it("cannot be changed if the password has been removed in the meantime", async () => {
    const where = { id: ana.actor.id };
    await db().person.update({ where, data: { passwordHash: await hashPassword(PASSWORD) } });
    const changing = call(change, ana, { body: { current: PASSWORD, password: OTHER } });
    // By the time the attempt is counted, the old password has been looked up. The hashing that follows takes a while.
    await vi.waitFor(async () => expect(await db().rateLimit.count()).toBeGreaterThan(0), { interval: 1 });
    await db().person.update({ where, data: { passwordHash: null } });
    expect((await changing).status).toBe(403);
    expect(await db().person.findUnique({ where })).toMatchObject({ passwordHash: null });
  });

  it("cannot be guessed from an unattended browser", async () => {
    await db().person.update({ where: { id: ana.actor.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) {
      const body = { current: `wrong wrong wrong ${n}`, password: OTHER };
      statuses.push((await call(change, ana, { body })).status);
    }
    expect(statuses).toEqual([...Array(10).fill(403), 429, 429]);
  });
});
