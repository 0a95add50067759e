import { beforeEach, expect, it } from "vitest";
import { PUT as ENTER, DELETE as LEAVE } from "@/app/api/groups/[id]/members/[person]/route";
import { DELETE, PATCH } from "@/app/api/groups/[id]/route";
import { GET, POST } from "@/app/api/groups/route";
import { PATCH as CHANGE } from "@/app/api/highlights/[id]/route";
import { POST as INVITE } from "@/app/api/invitations/route";
import { GET as HIGHLIGHTS, POST as MARK } from "@/app/api/reports/[slug]/highlights/route";
import { invitationOf, join } from "@/lib/accounts/invitations";
import type { GroupView, InvitationView } from "@/lib/accounts/schemas";
import type { HighlightList, HighlightView, NewHighlight } from "@/lib/annotations/schemas";
import { createShare } from "@/lib/sharing/service";
import { whatIsShared } from "@/lib/sharing/shared";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";
import { follow, useFollowers } from "../support/streams";

type Answer<T> = T & { error: { code: string } };

describeDatabases("groups", (context) => {
  useFollowers();
  let edition: Awaited<ReturnType<typeof storeReport>>;
  let owner: Caller;
  let ann: Caller;
  let bob: Caller;
  let group: GroupView;
  beforeEach(async () => {
    const db = context.db();
    serve(db);
    edition = await storeReport(db, "Rivers carry trade between the towns.");
    owner = await makeCaller(db, "owner", "Olga");
    ann = await makeCaller(db, "annotator", "Ann");
    bob = await makeCaller(db, "reader", "Bob");
    group = (await make("Economists")).body;
    for (const who of [ann, bob]) await put(who);
  });

  const make = (name: string) => call<Answer<GroupView>>(POST, owner, { body: { name } });
  const put = ({ actor }: Caller, route = ENTER) =>
    call<Answer<GroupView>>(route, owner, { params: { id: group.id, person: actor.id } });
  const remove = () => call<Answer<{ id: string }>>(DELETE, owner, { params: { id: group.id } });
  const mark = (more: Partial<NewHighlight> = {}) =>
    call<Answer<HighlightView>>(MARK, ann, {
      params: { slug: SLUG },
      body: highlightOf(edition, "trade", { visibility: "group", groupId: group.id, note: "For us.", ...more }),
    });
  const seen = async (who: Caller) =>
    (await call<HighlightList>(HIGHLIGHTS, who, { params: { slug: SLUG } })).body.highlights.map(({ id }) => id);

  it("have unique names and a list of members", async () => {
    expect((await make("economists")).body.error.code).toBe("group-taken");
    const renamed = await call<GroupView>(PATCH, owner, { params: { id: group.id }, body: { name: "Traders" } });
    expect(renamed.body.name).toBe("Traders");
    await put(bob, LEAVE);
    const { groups } = (await call<{ groups: GroupView[] }>(GET, owner)).body;
    expect(groups).toEqual([{ id: group.id, name: "Traders", members: [{ id: ann.actor.id, name: "Ann" }] }]);
    const entries = await context.db().auditEntry.findMany({ orderBy: { at: "asc" } });
    expect(entries.map(({ action }) => action)).toEqual([
      "group.created",
      "group.joined",
      "group.joined",
      "group.renamed",
      "group.left",
    ]);
  });

  it("see items shared with them, but an owner outside the group does not", async () => {
    const { body } = await mark();
    expect(body).toMatchObject({ visibility: "group", groupId: group.id });
    expect(await seen(bob)).toEqual([body.id]);
    expect(await seen(owner)).toEqual([]);
    expect((await mark({ groupId: crypto.randomUUID() })).body.error.code).toBe("group");
  });

  it("stop giving access as soon as membership ends, including on open streams", async () => {
    const { body } = await mark();
    const his = await follow(bob);
    await put(bob, LEAVE);
    await his.until(({ event }) => event === "reset");
    expect(his.said()).toEqual(["rights", "reset"]);
    expect(await seen(bob)).toEqual([]);
    // Later changes are not sent to a former member.
    await call(CHANGE, ann, { params: { id: body.id }, body: { version: 1, colour: 2 } });
    const { body: forAll } = await mark({ visibility: "team", note: null });
    await his.until(({ event, data }) => event === "highlight" && data.highlight.id === forAll.id);
    expect(his.raw).not.toContain(body.id);
    await put(bob);
    expect(await seen(bob)).toContain(body.id);
  });

  it("are notified of a new name, and other users are not", async () => {
    const [his, hers] = [await follow(bob), await follow(owner)];
    await call(PATCH, owner, { params: { id: group.id }, body: { name: "Traders" } });
    await his.until(({ event }) => event === "rights");
    const { body } = await mark({ visibility: "team" });
    await hers.until(({ event, data }) => event === "highlight" && data.highlight.id === body.id);
    expect(hers.said()).not.toContain("rights");
  });

  it("that are deleted leave their items to the authors, and links no longer show these items", async () => {
    const { body } = await mark();
    const { start, end, quote } = highlightOf(edition, "trade");
    const passage = { edition: edition.id, start, end, quote, highlightId: body.id, notesOf: [ann.actor.id] };
    const db = context.db();
    const { actor } = ann;
    const { path } = await createShare(db, { ...actor, groupIds: [group.id] }, passage);
    const token = path.split("/").at(-1)!;
    expect(await whatIsShared(db, token)).toMatchObject({ passages: [{ notes: [{ body: "For us." }] }] });
    const his = await follow(bob);
    expect((await remove()).status).toBe(200);
    await his.until(({ event }) => event === "reset");
    expect(await seen(bob)).toEqual([]);
    const { highlights } = (await call<HighlightList>(HIGHLIGHTS, ann, { params: { slug: SLUG } })).body;
    expect(highlights).toMatchObject([
      { id: body.id, visibility: "private", groupId: null, version: 2, note: { visibility: "private" } },
    ]);
    expect(await whatIsShared(db, token)).toMatchObject({ passages: [{ notes: [] }] });
    expect((await remove()).status).toBe(404);
  });

  it("are joined through an invitation", async () => {
    const wanted = { role: "annotator", groups: [group.id] };
    const { body } = await call<Answer<{ invitation: InvitationView; path: string }>>(INVITE, owner, { body: wanted });
    expect(body.invitation.groups).toEqual(["Economists"]);
    const token = body.path.split("/").at(-1)!;
    const person = { name: "Cleo", email: "cleo@example.org", password: "correct horse battery" };
    const { id } = await join(context.db(), token, person);
    expect(await context.db().groupMember.findMany({ where: { personId: id } })).toEqual([
      { groupId: group.id, personId: id },
    ]);
    await remove();
    const gone = await call<Answer<object>>(INVITE, owner, { body: wanted });
    expect([gone.status, gone.body.error.code]).toEqual([409, "group-gone"]);
    expect(await invitationOf(context.db(), token)).toBe("used-up");
  });
});
