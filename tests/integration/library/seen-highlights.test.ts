import { beforeEach, expect, it } from "vitest";
import { createGroup } from "@/lib/accounts/groups";
import {
  snapshotHighlights,
  viewerOf,
  visibilityKey,
  visibleIn,
} from "@/lib/annotations/highlights/highlight-snapshot";
import {
  changeHighlight,
  createHighlight,
  deleteHighlight,
  listHighlights,
  restoreHighlight,
} from "@/lib/annotations/highlights/service";
import { setTags } from "@/lib/annotations/highlights/tag-service";
import { deleteNote, restoreNote } from "@/lib/annotations/notes/note-service";
import { resolveNote } from "@/lib/annotations/notes/resolution-service";
import { addReply, deleteReply } from "@/lib/annotations/replies/reply-service";
import type { HighlightView, NewHighlight } from "@/lib/annotations/schemas";
import { editionText } from "@/lib/editions/editions";
import { lastEventNumber } from "@/lib/events/log";
import { currentLibrary, libraryNow } from "@/lib/library/library";
import { highlightsOfAll, visibleHighlights } from "@/lib/library/visible-highlights";
import { serve } from "../support/calls";
import { useContentFolder } from "../support/content-folder";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, markdownOf } from "../support/reports";

/** The highlight data that search uses. It is the same for all users who share a viewer. */
const searchedIn = (views: readonly HighlightView[]) =>
  views.map(({ id, note }) => [id, note?.body, note?.replies.map(({ body }) => body)]);

describeDatabases("the cached view of visible highlights, updated after each change,", ({ db }) => {
  const shelf = useContentFolder();
  let ann: Caller;
  let bob: Caller;
  let olga: Caller;
  let groupId: string;

  beforeEach(async () => {
    serve(db());
    await shelf.put("rivers", markdownOf("Rivers carry trade.", "Towns grow by rivers."));
    olga = await makeCaller(db(), "owner", "Olga");
    groupId = (await createGroup(db(), olga.actor, "Rivers")).id;
    ann = await makeCaller(db(), "annotator", "Ann", [groupId]);
    bob = await makeCaller(db(), "annotator", "Bob");
  });

  const mark = async (who: Caller, quote: string, more: Partial<NewHighlight>): Promise<HighlightView> => {
    const { bySlug } = await currentLibrary();
    const edition = await editionText(db(), bySlug.get("rivers")!.edition.id);
    return createHighlight(db(), who.actor, "rivers", highlightOf(edition!, quote, more));
  };

  /** Reads the highlights as each user, and compares the result with freshly read data. */
  const look = async (): Promise<Map<Caller, readonly HighlightView[]>> => {
    const now = await libraryNow();
    const editionIds = now.library.reports.map(({ edition }) => edition.id);
    const afresh = await snapshotHighlights(db(), editionIds, now.event, null);
    const all = await highlightsOfAll(db(), now);
    const seen = new Map<Caller, readonly HighlightView[]>();
    for (const who of [ann, bob, olga]) {
      const views = await visibleHighlights(who.actor, all);
      expect(views).toEqual(visibleIn(who.actor, afresh, null).views);
      const shared = await visibleHighlights(viewerOf(who.actor, all), all);
      expect(searchedIn(shared)).toEqual(searchedIn(views));
      expect((await listHighlights(db(), who.actor, "rivers")).highlights).toEqual(views);
      seen.set(who, views);
    }
    return seen;
  };

  it("equals an uncached one, whatever has changed", async () => {
    const team = await mark(ann, "carry", { note: "One", visibility: "team" });
    const grouped = await mark(ann, "trade", { note: "Two", visibility: "group", groupId });
    const own = await mark(bob, "Towns", { note: "Three", visibility: "private" });
    const seen = await look();
    expect([ann, bob, olga].map((who) => seen.get(who)!.length)).toEqual([2, 2, 1]);

    const again = await look();
    expect(again.get(bob)![0]).toBe(seen.get(bob)![0]);

    await setTags(db(), ann.actor, team.id, { version: team.version, tags: ["oil"] });
    const tagged = await look();
    expect(tagged.get(bob)!.map(({ tags }) => tags)).toEqual([["oil"], []]);
    expect(tagged.get(bob)!.at(-1)).toBe(seen.get(bob)!.at(-1));

    const replied = await addReply(db(), bob.actor, team.id, { id: crypto.randomUUID(), body: "Why?" });
    await look();
    const reply = replied.note!.replies[0]!;
    await deleteReply(db(), bob.actor, { id: team.id, reply: reply.id }, reply.version);
    await look();
    await resolveNote(db(), bob.actor, team.id, true);
    await look();

    const changed = await changeHighlight(db(), bob.actor, own.id, { version: own.version, visibility: "team" });
    expect((await look()).get(olga)).toHaveLength(2);
    await changeHighlight(db(), bob.actor, own.id, { version: changed.version, visibility: "private" });
    expect((await look()).get(olga)).toHaveLength(1);

    await deleteNote(db(), ann.actor, grouped.id, grouped.note!.version);
    await look();
    await restoreNote(db(), ann.actor, grouped.id);
    await look();
    const { version } = (await look()).get(ann)!.find(({ id }) => id === grouped.id)!;
    await deleteHighlight(db(), ann.actor, grouped.id, version);
    expect((await look()).get(ann)).toHaveLength(1);
    await restoreHighlight(db(), ann.actor, grouped.id);
    expect((await look()).get(ann)).toHaveLength(2);
  });

  it("is shared by users with the same permissions, unless one of them has written something that the others cannot see", async () => {
    const carl = await makeCaller(db(), "annotator", "Carl");
    const viewers = async () => {
      const all = await highlightsOfAll(db(), await libraryNow());
      const keyOf = ({ actor }: Caller) => visibilityKey(viewerOf(actor, all));
      await look();
      return [bob, carl, ann, olga].map(keyOf).map((key, _, keys) => keys.indexOf(key));
    };
    const open = await mark(bob, "carry", { note: "One", visibility: "team" });
    await mark(ann, "trade", { note: "Two", visibility: "group", groupId });
    expect(await viewers(), "Ann is in a group, and Olga has another role").toEqual([0, 0, 2, 3]);
    const own = await mark(bob, "Towns", { note: "Three", visibility: "private" });
    expect(visibilityKey(bob.actor)).not.toBe(visibilityKey(carl.actor));
    expect(await viewers()).toEqual([0, 1, 2, 3]);
    await deleteHighlight(db(), bob.actor, own.id, own.version);
    expect(await viewers()).toEqual([0, 0, 2, 3]);
    await addReply(db(), carl.actor, open.id, { id: crypto.randomUUID(), body: "Why?" });
    expect(await viewers()).toEqual([0, 0, 2, 3]);
    const { version } = (await look()).get(bob)!.find(({ id }) => id === open.id)!;
    await changeHighlight(db(), bob.actor, open.id, { version, visibility: "private" });
    expect(await viewers(), "a reply to a note that is private now").toEqual([0, 1, 2, 3]);
    const group = (await createGroup(db(), olga.actor, "Towns")).id;
    await mark(carl, "grow", { note: "Four", visibility: "team" });
    carl.actor.groupIds.push(group);
    expect(await viewers()).toEqual([0, 1, 2, 3]);
  });

  it("follows group memberships and new editions", async () => {
    await mark(ann, "trade", { note: "Two", visibility: "group", groupId });
    expect((await look()).get(bob)).toHaveLength(0);
    bob = { ...bob, actor: { ...bob.actor, groupIds: [groupId] } };
    expect((await look()).get(bob)).toHaveLength(1);
    await shelf.put("rivers", markdownOf("A new first line.", "Rivers carry trade.", "Towns grow by rivers."));
    const [moved] = (await look()).get(bob)!;
    expect(moved).toMatchObject({ quote: "trade", start: 31 });
  });

  it("is rebuilt completely if too much has changed, or if changes are not reported individually", async () => {
    const library = await currentLibrary();
    const editionIds = library.reports.map(({ edition }) => edition.id);
    const first = await mark(ann, "carry", { note: "One" });
    const before = await snapshotHighlights(db(), editionIds, await lastEventNumber(db()), null);
    await mark(ann, "trade", { note: null });
    const event = await lastEventNumber(db());
    const next = await snapshotHighlights(db(), editionIds, event, before);
    expect(next.rows.get(first.id)).toBe(before.rows.get(first.id));
    expect(next.rows.size).toBe(2);
    expect(await snapshotHighlights(db(), editionIds, before.event, next)).toBe(next);
    // If events are missing from the log, everything is read again.
    await db().event.deleteMany({ where: { number: event } });
    const afresh = await snapshotHighlights(db(), editionIds, event, before);
    expect(afresh.rows.get(first.id)).not.toBe(before.rows.get(first.id));
    expect(afresh.rows.size).toBe(2);
  });
});
