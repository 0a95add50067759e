import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { GET as DELETED } from "@/app/api/deleted/route";
import { POST as ERASE } from "@/app/api/highlights/[id]/replies/[reply]/erase/route";
import { POST as RESTORE } from "@/app/api/highlights/[id]/replies/[reply]/restore/route";
import { DELETE, PUT } from "@/app/api/highlights/[id]/replies/[reply]/route";
import { PATCH } from "@/app/api/highlights/[id]/route";
import { GET as INBOX } from "@/app/api/inbox/route";
import { GET as UNREAD } from "@/app/api/inbox/unread/route";
import { GET as ALL_NOTES } from "@/app/api/notes/route";
import { GET as ACTIVITY } from "@/app/api/reports/[slug]/activity/route";
import { GET as LIST } from "@/app/api/reports/[slug]/highlights/route";
import { GET as COMPLETE } from "@/app/api/search/completions/route";
import { GET as SEARCH } from "@/app/api/search/route";
import { setInGroup } from "@/lib/accounts/groups";
import { authorize } from "@/lib/accounts/policy";
import { changeHighlight, createHighlight } from "@/lib/annotations/highlights/service";
import { mentionOf } from "@/lib/annotations/notes/mentions";
import { NO_FILTER } from "@/lib/annotations/notes/note-filter";
import { addReply, deleteReply, editReply } from "@/lib/annotations/replies/reply-service";
import type { HighlightList, HighlightView } from "@/lib/annotations/schemas";
import { exportNotes } from "@/lib/exchange/export-service";
import { exportAccount } from "@/lib/membership/account-export";
import { removeGroup } from "@/lib/membership/group-removal";
import { ask, tokenOf } from "../api/support";
import { call, serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller, ownId } from "../support/people";
import { highlightOf, markdownOf, SLUG, storeReport } from "../support/reports";
import { follow, useFollowers } from "../support/streams";

/** A word in everything that members write after the note's author has left the group. */
const SECRET = "axolotl";

describeDatabases("the audience of replies", (context) => {
  const shelf = useContentFolder();
  useFollowers();
  let edition: Awaited<ReturnType<typeof storeReport>>;
  let groupId: string;
  let ann: Caller;
  let mia: Caller;
  let ned: Caller;
  let olga: Caller;
  /** Id of the note that Ann wrote for the group. */
  let id: string;

  beforeEach(async () => {
    const db = context.db();
    serve(db);
    await shelf.put(SLUG, markdownOf("Rivers carry trade."));
    edition = await storeReport(db, "Rivers carry trade.");
    groupId = randomUUID();
    await db.group.create({ data: { id: groupId, name: "Chapter 3", createdAt: new Date() } });
    [ann, mia, ned, olga] = [
      await makeCaller(db, "editor", "Ann", [groupId]),
      await makeCaller(db, "annotator", "Mia", [groupId]),
      await makeCaller(db, "annotator", "Ned"),
      await makeCaller(db, "owner", "Olga"),
    ];
    const forGroup = { note: "Hers.", visibility: "group", groupId } as const;
    ({ id } = await createHighlight(db, ann.actor, SLUG, highlightOf(edition, "Rivers", forGroup)));
  });

  const say = async (who: Caller, body: string) => {
    const reply = ownId(who);
    await addReply(context.db(), who.actor, id, { id: reply, body });
    return reply;
  };
  const leave = async (who: Caller) => {
    await setInGroup(context.db(), olga.actor, { id: groupId, person: who.actor.id }, false);
    who.actor.groupIds = [];
  };
  const show = async (who: Caller, visibility: "private" | "team" | "group") => {
    const { version } = await context.db().highlight.findUniqueOrThrow({ where: { id } });
    const body = { version, visibility, ...(visibility === "group" && { groupId }) };
    return call<HighlightView>(PATCH, who, { params: { id }, body });
  };
  const noteTo = async (who: Caller) =>
    (await call<HighlightList>(LIST, who, { params: { slug: SLUG } })).body.highlights.find((each) => each.id === id)
      ?.note;
  const thread = async (who: Caller) => (await noteTo(who))?.replies.map(({ body }) => body);

  /** All responses to a user that might contain a reply. */
  async function everythingFor(who: Caller, reply: string): Promise<string> {
    const db = context.db();
    const token = await tokenOf(db, who);
    const params = { slug: SLUG };
    const texts = [
      await call(LIST, who, { params }),
      await call(ACTIVITY, who, { params }),
      await call(INBOX, who),
      await call(UNREAD, who),
      await call(ALL_NOTES, who),
      await call(ALL_NOTES, who, { query: { q: SECRET } }),
      await call(COMPLETE, who, { query: { q: SECRET.slice(0, 4) } }),
      await call(DELETED, who),
    ].map(({ text }) => text);
    // Only the hits, because the rest of the response repeats the search terms.
    texts.push(JSON.stringify((await call<{ hits: object }>(SEARCH, who, { query: { q: SECRET } })).body.hits));
    for (const [route, asked] of [
      ["/api/v1/notes", {}],
      ["/api/v1/notes/[id]", { params: { id } }],
      ["/api/annotations", { query: { page: "0" } }],
      ["/api/annotations", {}],
      ["/api/annotations/[id]", { params: { id } }],
      ["/api/annotations/[id]", { params: { id: reply } }],
    ] as const) {
      texts.push(JSON.stringify((await ask(token, "GET", route, asked)).body));
    }
    const found = await ask(token, "GET", "/api/v1/search", { query: { q: SECRET } });
    texts.push(JSON.stringify((found.body as { hits: object }).hits));
    const place = { origin: "http://127.0.0.1:3000", address: "http://127.0.0.1:3000/api/notes/export" };
    for (const format of ["markdown", "csv", "jsonld", "backup"] as const) {
      const { body } = await exportNotes(db, who.actor, { ...NO_FILTER, query: "", report: null }, format, place);
      texts.push(await new Response(body).text());
    }
    for await (const part of exportAccount(db, authorize(who.actor, "account.export", null))) texts.push(part);
    return texts.join("\n");
  }

  it("is the group only: an author who leaves can see only their own replies", async () => {
    const db = context.db();
    const own = await say(ann, "My own reply.");
    await say(mia, "Before she left.");
    const follower = await follow(ann);
    await leave(ann);
    const reply = await say(mia, `For ${mentionOf(ann.actor.id, "Ann")}: ${SECRET}.`);
    const edited = await say(mia, "Soon another.");
    await editReply(db, mia.actor, { id, reply: edited }, { version: 1, body: `Now ${SECRET}.` });
    const gone = await say(mia, `Deleted ${SECRET}.`);
    await deleteReply(db, mia.actor, { id, reply: gone }, 1);

    expect(await thread(mia)).toContain(`Now ${SECRET}.`);
    expect(await noteTo(ann)).toMatchObject({ body: "Hers.", changes: 1, replies: [{ id: own }] });
    const everything = await everythingFor(ann, reply);
    expect(everything).toContain("My own reply.");
    expect(everything).not.toContain(SECRET);
    expect(everything).not.toContain("Before she left.");
    for (const hidden of [reply, edited, gone]) expect(everything).not.toContain(hidden);

    const params = { id, reply };
    const answers = [
      await call(PUT, ann, { params, body: { version: 1, body: "Hers now." } }),
      await call(DELETE, ann, { params, query: { version: "1" } }),
      await call(RESTORE, ann, { params: { id, reply: gone } }),
      await call(ERASE, ann, { params: { id, reply: gone } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);

    // Ann's stream contains none of the group's replies since then.
    await changeHighlight(db, ann.actor, id, { version: 1, colour: 3 });
    await follower.until((message) => message.event === "highlight" && message.data.highlight.colour === 3);
    expect(follower.said().filter((said) => said.startsWith("highlight"))).toEqual([`highlight ${id} v2`]);
    expect(follower.raw).not.toContain(SECRET);

    await setInGroup(db, olga.actor, { id: groupId, person: ann.actor.id }, true);
    expect(await thread(ann)).toHaveLength(4);
  });

  it.each(["team", "private"] as const)("does not grow when the author changes the note's audience: %s", async (to) => {
    const [own, other] = [await say(ann, "My own reply."), await say(mia, `In the group: ${SECRET}.`)];
    await leave(ann);
    expect((await show(ann, to)).text).not.toContain(SECRET);
    expect(await thread(ann)).toEqual(["My own reply."]);
    expect((await show(ann, "team")).text).not.toContain(SECRET);
    expect(await thread(ned)).toEqual(["My own reply."]);
    for (const who of [ann, ned, olga]) expect(await everythingFor(who, other)).not.toContain(SECRET);
    expect((await noteTo(mia))?.replies).toMatchObject([
      { id: own, visibility: "team", groupId: null },
      { id: other, visibility: "group", groupId },
    ]);
    // From now on, replies are visible to the team.
    await say(mia, "For all of us.");
    expect(await thread(ned)).toEqual(["My own reply.", "For all of us."]);
  });

  it("does not grow when a member shares the note with the team, and no one is notified", async () => {
    const reply = await say(mia, `${mentionOf(ned.actor.id, "Ned")} ${SECRET}`);
    expect((await show(ann, "team")).status).toBe(200);
    expect(await thread(ann)).toHaveLength(1);
    expect(await thread(mia)).toHaveLength(1);
    const everything = await everythingFor(ned, reply);
    expect(everything).toContain("Hers.");
    expect(everything).not.toContain(SECRET);
    // Moderators don't see more than other users.
    const params = { id, reply };
    expect((await call(DELETE, olga, { params, query: { version: "1" } })).status).toBe(404);
    expect((await call(DELETE, ann, { params, query: { version: "1" } })).status).toBe(200);
  });

  it("is restored when the note's audience includes it again", async () => {
    await show(ann, "team");
    await say(ned, "For the team.");
    await show(ann, "private");
    expect(await thread(ann)).toEqual(["For the team."]);
    await show(ann, "group");
    expect(await thread(mia)).toEqual(["For the team."]);
    await show(ann, "team");
    expect(await thread(olga)).toEqual(["For the team."]);
  });

  it("does not grow when the group is deleted: only an author who was a member until then keeps the thread", async () => {
    const db = context.db();
    const forGroup = { note: "Mia's.", visibility: "group", groupId } as const;
    const other = await createHighlight(db, mia.actor, SLUG, highlightOf(edition, "trade", forGroup));
    await addReply(db, ann.actor, other.id, { id: randomUUID(), body: "To Mia." });
    const reply = await say(mia, `In the group: ${SECRET}.`);
    await leave(ann);
    await removeGroup(db, olga.actor, groupId);
    mia.actor.groupIds = [];
    expect(await thread(ann)).toEqual([]);
    await show(ann, "team");
    for (const who of [ann, ned]) expect(await everythingFor(who, reply)).not.toContain(SECRET);
    expect(await thread(mia)).toEqual([`In the group: ${SECRET}.`]);
    const views = (await call<HighlightList>(LIST, mia, { params: { slug: SLUG } })).body.highlights;
    expect(views.find((view) => view.id === other.id)?.note?.replies).toMatchObject([{ body: "To Mia." }]);
  });
});
