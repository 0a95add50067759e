import { beforeEach, expect, it } from "vitest";
import { POST as REMOVE } from "@/app/api/members/[id]/removal/route";
import { PATCH } from "@/app/api/members/[id]/route";
import { GET as MEMBERS } from "@/app/api/members/route";
import { GET as HIGHLIGHTS } from "@/app/api/reports/[slug]/highlights/route";
import { actorOfToken, createTokenAtServer } from "@/lib/accounts/api-tokens";
import { createInvitation, invitationOf, join } from "@/lib/accounts/invitations";
import { hashPassword } from "@/lib/accounts/password";
import { authorize } from "@/lib/accounts/policy";
import { createResetLinkAtServer, personOfResetLink } from "@/lib/accounts/reset-links";
import type { Role } from "@/lib/accounts/roles";
import type { MemberView } from "@/lib/accounts/schemas";
import { createHighlight } from "@/lib/annotations/highlights/service";
import type { HighlightList } from "@/lib/annotations/schemas";
import { deleteAccount } from "@/lib/membership/account-deletion";
import { listFormerMembers } from "@/lib/membership/former-members";
import { createShare } from "@/lib/sharing/service";
import { whatIsShared } from "@/lib/sharing/shared";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";
import { follow, useFollowers } from "../support/streams";

type Answer<T> = T & { error: { code: string; message: string } };
const PASSWORD = "correct horse battery";

describeDatabases("members", (context) => {
  useFollowers();
  let owner: Caller;
  let ann: Caller;
  beforeEach(async () => {
    serve(context.db());
    owner = await makeCaller(context.db(), "owner", "Olga");
    ann = await makeCaller(context.db(), "annotator", "Ann");
  });

  const change = (who: Caller, { actor: { id } }: Caller, role: Role) =>
    call<Answer<MemberView>>(PATCH, who, { params: { id }, body: { role } });
  const remove = (who: Caller, { actor: { id } }: Caller, how: object = {}) =>
    call<Answer<{ id: string }>>(REMOVE, who, {
      params: { id },
      body: { nameStays: true, endShares: true, ...how },
    });
  const roles = async () =>
    (await call<{ members: MemberView[] }>(MEMBERS, owner)).body.members.map(({ name, role }) => `${name}: ${role}`);
  const actions = async () =>
    (await context.db().auditEntry.findMany({ orderBy: { at: "asc" } })).map(({ action }) => action);
  const invite = async (role: "editor" | "reader" = "reader") =>
    createInvitation(context.db(), authorize(owner.actor, "invitation.create", null), {
      role,
      days: 7,
      maxUses: 1,
      groups: [],
    });

  it("get a new role with immediate effect, including on open streams, and the change is recorded", async () => {
    const hers = await follow(ann);
    expect((await change(owner, ann, "editor")).body).toMatchObject({ name: "Ann", role: "editor" });
    await hers.until(({ event }) => event === "reset");
    expect(hers.said()).toEqual(["rights", "reset"]);
    expect(await roles()).toEqual(["Olga: owner", "Ann: editor"]);
    expect((await change(owner, ann, "editor")).status).toBe(200);
    const entries = await context.db().auditEntry.findMany();
    expect(entries).toMatchObject([
      {
        action: "person.role",
        personId: owner.actor.id,
        subjectId: ann.actor.id,
        detail: { from: "annotator", to: "editor" },
      },
    ]);
  });

  it("always include an owner, even if all owners step down at the same time", async () => {
    expect((await change(owner, owner, "editor")).body.error.code).toBe("last-owner");
    const others = await Promise.all([1, 2, 3].map((n) => makeCaller(context.db(), "owner", `Owner ${n}`)));
    const owners = [owner, ...others];
    // Each owner changes the role of the next one.
    const answers = await Promise.all(owners.map((who, n) => change(who, owners[(n + 1) % owners.length]!, "reader")));
    const left = await context.db().person.count({ where: { role: "owner" } });
    expect(left).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(owners.length - left);
    for (const { status, body } of answers) {
      if (status !== 200) expect(["last-owner", "forbidden"]).toContain(body.error.code);
    }
  });

  it("lose access as soon as they are removed, and no one sees what they kept private", async () => {
    const db = context.db();
    const edition = await storeReport(db, "Rivers carry trade.");
    const make = (visibility: "private" | "team") =>
      createHighlight(db, ann.actor, SLUG, highlightOf(edition, "trade", { visibility, note: `For ${visibility}.` }));
    const shared = await make("team");
    const kept = await make("private");
    const { start, end, quote } = highlightOf(edition, "Rivers");
    const passage = { edition: edition.id, start, end, quote, highlightId: null };
    const { path } = await createShare(db, ann.actor, passage);
    const hers = await follow(ann);

    expect((await remove(owner, ann)).status).toBe(200);
    await hers.toEnd();
    expect(hers.said()).toEqual(["ended"]);
    const refused = await call<Answer<object>>(MEMBERS, ann);
    expect([refused.status, refused.body.error.code]).toEqual([401, "access-ended"]);
    expect(await roles()).toEqual(["Olga: owner"]);
    expect(await whatIsShared(db, path.split("/").at(-1)!)).toBe("revoked");
    const { body, text } = await call<HighlightList>(HIGHLIGHTS, owner, { params: { slug: SLUG } });
    expect(body.highlights).toMatchObject([{ id: shared.id, author: { name: "Ann" }, note: { body: "For team." } }]);
    expect(text).not.toContain(kept.id);
    expect((await actions()).sort()).toEqual(["person.removed", "share.created", "share.revoked"]);
    expect((await remove(owner, ann)).status).toBe(404);
  });

  it("appear as former members after removal, and their links keep working if the owner wants them to", async () => {
    const db = context.db();
    const edition = await storeReport(db, "Rivers carry trade.");
    await createHighlight(db, ann.actor, SLUG, highlightOf(edition, "trade"));
    const { start, end, quote } = highlightOf(edition, "Rivers");
    const passage = { edition: edition.id, start, end, quote, highlightId: null };
    const { path } = await createShare(db, ann.actor, passage);
    await remove(owner, ann, { nameStays: false, endShares: false });
    const { body, text } = await call<HighlightList>(HIGHLIGHTS, owner, { params: { slug: SLUG } });
    expect(body.highlights[0]?.author.name).toBe("Former member");
    expect(text).not.toContain("Ann");
    expect(await whatIsShared(db, path.split("/").at(-1)!)).toMatchObject({ sharedBy: "Former member" });
  });

  it("are listed for owners after removal, with the number of their remaining notes", async () => {
    const db = context.db();
    const bob = await makeCaller(db, "annotator", "Bob");
    const edition = await storeReport(db, "Rivers carry trade.");
    await createHighlight(db, ann.actor, SLUG, highlightOf(edition, "trade", { note: "For all." }));
    await createHighlight(db, ann.actor, SLUG, highlightOf(edition, "trade", { visibility: "private", note: "Mine." }));
    await remove(owner, ann);
    await deleteAccount(db, bob.actor, { nameStays: false, password: null });
    const list = await listFormerMembers(db, authorize(owner.actor, "member.former", null));
    const shown = list.map(({ name, how, sharedNotes }) => [name, how, sharedNotes]);
    expect(shown.sort()).toEqual([
      ["Ann", "removed", 1],
      ["Former member", "deleted", 0],
    ]);
  });

  it("have no access after removal; an owner's tokens, links and invitations also stop working", async () => {
    const db = context.db();
    const personId = owner.actor.id;
    const { token } = await invite();
    const reset = await createResetLinkAtServer(db, personId);
    const { secret } = await createTokenAtServer(db, personId, { name: "Backup", scopes: ["read"], days: null });
    await db.identity.create({ data: { issuer: "https://id.example", subject: "o", personId, createdAt: new Date() } });
    const other = await makeCaller(db, "owner", "Other");
    await remove(other, owner);
    expect(await invitationOf(db, token)).toBe("revoked");
    // The removed member's links and tokens stay invalid even when the member is readmitted.
    await db.person.update({ where: { id: personId }, data: { removedAt: null } });
    expect(await personOfResetLink(db, reset.token)).toBeNull();
    await expect(actorOfToken(db, secret, "read")).rejects.toMatchObject({ code: "bad-token" });
    expect(await db.identity.count()).toBe(0);
    expect((await remove(other, other)).body.error.code).toBe("own-account");
  });

  it("can rejoin after removal, using an invitation and their old password, and get all their data back", async () => {
    const db = context.db();
    const edition = await storeReport(db, "Rivers carry trade.");
    const kept = await createHighlight(db, ann.actor, SLUG, highlightOf(edition, "trade", { visibility: "private" }));
    await db.person.update({ where: { id: ann.actor.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
    await remove(owner, ann, { nameStays: false });
    const { token } = await invite("editor");
    const { email } = ann.actor;
    const wrong = join(db, token, { name: "Eve", email, password: "not her password" });
    await expect(wrong).rejects.toMatchObject({ code: "rejoin-password" });
    const entrant = await join(db, token, { name: "Ann again", email, password: PASSWORD });
    expect(entrant).toEqual({ id: ann.actor.id, email });
    expect(await roles()).toEqual(["Olga: owner", "Ann again: editor"]);
    // Sessions from before the removal stay ended.
    expect((await call<Answer<object>>(MEMBERS, ann)).body.error.code).toBe("session-ended");
    expect(await db.highlight.findUnique({ where: { id: kept.id } })).toMatchObject({ authorId: entrant.id });
    expect(await actions()).toContain("person.joined");
  });

  it("can rejoin even if their old password would no longer be accepted as a new one", async () => {
    const db = context.db();
    const common = "123456qwerty";
    const passwordHash = await hashPassword(common);
    await db.person.update({ where: { id: ann.actor.id }, data: { passwordHash } });
    await remove(owner, ann);
    const { token } = await invite();
    const { email } = ann.actor;
    expect(await join(db, token, { name: "Ann", email, password: common })).toEqual({ id: ann.actor.id, email });
    expect(await db.person.findUnique({ where: { email } })).toMatchObject({ passwordHash, removedAt: null });
  });
});
