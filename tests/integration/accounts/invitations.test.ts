import { expect, it } from "vitest";
import {
  createInvitation,
  invitationOf,
  join,
  listInvitations,
  restoreInvitation,
  revokeInvitation,
} from "@/lib/accounts/invitations";
import { listMembers } from "@/lib/accounts/members";
import { authorize } from "@/lib/accounts/policy";
import { hashToken } from "@/lib/accounts/tokens";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";

const person = (n: number | string) => ({
  name: `Person ${n}`,
  email: `p${n}@example.org`,
  password: "correct horse battery",
});

describeDatabases("invitations", ({ db }) => {
  const invite = async (wanted: { days?: number; maxUses?: number; groups?: string[] } = {}, now?: Date) => {
    const { actor } = await makeCaller(db(), "owner", "Ana");
    const made = await createInvitation(
      db(),
      authorize(actor, "invitation.create", null),
      { role: "annotator", days: 7, maxUses: 1, groups: [], ...wanted },
      now,
    );
    return { actor, ...made };
  };

  it("name the groups that they add people to", async () => {
    const groups = ["Energy", "Culture"].map((name) => ({ id: name.toLowerCase(), name, createdAt: new Date() }));
    await db().group.createMany({ data: groups });
    const { token } = await invite({ groups: groups.map(({ id }) => id) });
    expect(await invitationOf(db(), token)).toMatchObject({ groups: ["Culture", "Energy"] });
  });

  it("grant their role", async () => {
    const { token } = await invite();
    expect(await invitationOf(db(), token)).toEqual({ role: "annotator", invitedBy: "Ana", groups: [] });
    await join(db(), token, person(1));
    expect(await db().person.findUnique({ where: { email: "p1@example.org" } })).toMatchObject({
      name: "Person 1",
      role: "annotator",
    });
    expect(await invitationOf(db(), token)).toBe("used-up");
    await expect(join(db(), token, person(2))).rejects.toMatchObject({ code: "invitation-used-up", status: 410 });
  });

  it("admit no more people than their use limit allows, even concurrently", async () => {
    const { token } = await invite({ maxUses: 3 });
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => join(db(), token, person(n))));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(await db().person.count({ where: { role: "annotator" } })).toBe(3);
    expect(await db().invitation.findFirst()).toMatchObject({ uses: 3 });
  });

  it("do not count people who failed to join", async () => {
    const { token } = await invite({ maxUses: 2 });
    await join(db(), token, person(1));
    await expect(join(db(), token, person(1))).rejects.toMatchObject({ code: "email-taken", status: 409 });
    expect(await db().invitation.findFirst()).toMatchObject({ uses: 1 });
    await join(db(), token, person(2));
  });

  it("expire", async () => {
    const { token } = await invite({ days: 7 });
    const day = 86_400_000;
    expect(await invitationOf(db(), token, new Date(Date.now() + 7 * day - 60_000))).toMatchObject({
      role: "annotator",
    });
    const later = new Date(Date.now() + 7 * day + 1);
    expect(await invitationOf(db(), token, later)).toBe("expired");
    await expect(join(db(), token, person(1), null, later)).rejects.toMatchObject({ code: "invitation-expired" });
  });

  it("stop working as soon as they are revoked", async () => {
    const { token, actor, invitation } = await invite();
    const revoked = await revokeInvitation(db(), authorize(actor, "invitation.revoke", null), invitation.id);
    expect(revoked.state).toBe("revoked");
    expect(await invitationOf(db(), token)).toBe("revoked");
    await expect(join(db(), token, person(1))).rejects.toMatchObject({ code: "invitation-revoked" });
    const unknown = revokeInvitation(db(), authorize(actor, "invitation.revoke", null), "nothing");
    await expect(unknown).rejects.toMatchObject({ status: 404 });
  });

  it("work again when the revocation is undone, until their original expiry", async () => {
    const { token, actor, invitation } = await invite({ maxUses: 2 });
    await join(db(), token, person(1));
    await revokeInvitation(db(), authorize(actor, "invitation.revoke", null), invitation.id);
    const permit = authorize(actor, "invitation.restore", null);
    const { state, uses, expiresAt } = await restoreInvitation(db(), permit, invitation.id);
    expect([state, uses, expiresAt]).toEqual(["open", 1, invitation.expiresAt]);
    await join(db(), token, person(2));
    await expect(join(db(), token, person(3))).rejects.toMatchObject({ code: "invitation-used-up" });
    await expect(restoreInvitation(db(), permit, "nothing")).rejects.toMatchObject({ status: 404 });
  });

  it("that never existed admit no one", async () => {
    const { invitation } = await invite();
    for (const token of ["", "x", invitation.id]) {
      expect(await invitationOf(db(), token)).toBe("unknown");
      await expect(join(db(), token, person(1))).rejects.toMatchObject({ code: "invitation-unknown", status: 404 });
    }
  });

  it("are listed newest first, without the secret", async () => {
    const { token, actor } = await invite({}, new Date("2026-01-01T10:00:00Z"));
    const allowed = authorize(actor, "invitation.create", null);
    await createInvitation(db(), allowed, { role: "reader", days: 1, maxUses: 5, groups: [] });
    const list = await listInvitations(db(), authorize(actor, "invitation.list", null));
    expect(list.map(({ role, state, createdBy }) => [role, state, createdBy])).toEqual([
      ["reader", "open", "Ana"],
      ["annotator", "expired", "Ana"],
    ]);
    expect(JSON.stringify(list)).not.toContain(token);
    expect(JSON.stringify(list)).not.toContain(hashToken(token));
    expect(JSON.stringify(await db().invitation.findMany())).not.toContain(token);
  });

  it("add members, who are listed without their email addresses", async () => {
    const { token, actor } = await invite();
    await join(db(), token, person(1), null, new Date(Date.now() + 1000));
    await db().person.update({ where: { email: "p1@example.org" }, data: { role: "reader" } });
    const removed = await makeCaller(db(), "editor");
    await db().person.update({ where: { id: removed.actor.id }, data: { removedAt: new Date() } });
    const members = await listMembers(db(), authorize(actor, "member.list", null));
    expect(members.map(({ name, role }) => [name, role])).toEqual([
      ["Ana", "owner"],
      ["Person 1", "reader"],
    ]);
    expect(JSON.stringify(members)).not.toContain("@");
  });
});
