import { beforeEach, expect, it } from "vitest";
import { PUT } from "@/app/api/highlights/[id]/tags/route";
import { GET as ACTIVITY } from "@/app/api/reports/[slug]/activity/route";
import { GET as LIST } from "@/app/api/reports/[slug]/highlights/route";
import { GET as TAGS } from "@/app/api/tags/route";
import {
  changeHighlight,
  createHighlight,
  deleteHighlight,
  restoreHighlight,
} from "@/lib/annotations/highlights/service";
import type { ActivityPage } from "@/lib/annotations/live/live-schemas";
import type { HighlightList, HighlightView, NewHighlight, TagList } from "@/lib/annotations/schemas";
import { eventsSince } from "@/lib/events/log";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";
import { follow, useFollowers } from "../support/streams";

type Answer = HighlightView & { error: { code: string }; current: HighlightView };

describeDatabases("tags", (context) => {
  useFollowers();
  let edition: Awaited<ReturnType<typeof storeReport>>;
  let ann: Caller;
  let bob: Caller;
  let rita: Caller;

  beforeEach(async () => {
    const db = context.db();
    serve(db);
    edition = await storeReport(db, "Rivers carry trade.");
    [ann, bob, rita] = [
      await makeCaller(db, "annotator", "Ann"),
      await makeCaller(db, "editor", "Bob"),
      await makeCaller(db, "reader", "Rita"),
    ];
  });

  const mark = (who: Caller, more: Partial<NewHighlight> = {}) =>
    createHighlight(context.db(), who.actor, SLUG, highlightOf(edition, "Rivers", more));
  const tag = (who: Caller, { id, version }: Pick<HighlightView, "id" | "version">, ...tags: string[]) =>
    call<Answer>(PUT, who, { params: { id }, body: { version, tags } });
  const seen = async (who: Caller) =>
    (await call<HighlightList>(LIST, who, { params: { slug: SLUG } })).body.highlights.map(({ tags }) => tags);
  const offered = async (who: Caller) =>
    (await call<TagList>(TAGS, who)).body.tags.map(({ name, count }) => `${name} ${count}`);

  it("can be added to and removed from a highlight without a note, and are visible to everyone who can see it", async () => {
    const highlight = await mark(ann);
    const tagged = await tag(ann, highlight, " #Oil ", "to  check", "oil");
    expect(tagged.body).toMatchObject({ tags: ["oil", "to check"], version: 2 });
    expect([await seen(bob), await seen(rita)]).toEqual([[["oil", "to check"]], [["oil", "to check"]]]);
    expect((await tag(ann, tagged.body, "Oil")).body.tags).toEqual(["Oil"]);
    expect((await tag(ann, { ...highlight, version: 3 })).body).toMatchObject({ tags: [], version: 4 });
    expect(await context.db().highlightTag.count()).toBe(0);
  });

  it("can be set only by the author", async () => {
    const highlight = await mark(ann);
    expect([(await tag(bob, highlight, "oil")).status, (await tag(rita, highlight, "oil")).status]).toEqual([403, 403]);
    const secret = await mark(ann, { visibility: "private" });
    expect((await tag(bob, secret, "oil")).status).toBe(404);
    await deleteHighlight(context.db(), ann.actor, highlight.id, 1);
    expect((await tag(ann, { ...highlight, version: 2 }, "oil")).status).toBe(404);
  });

  it("include the current state after a conflict; repeating a save has no effect", async () => {
    const highlight = await mark(ann);
    await tag(ann, highlight, "oil");
    const late = await tag(ann, highlight, "gas");
    expect([late.status, late.body.current.tags]).toEqual([409, ["oil"]]);
    expect((await tag(ann, highlight, "oil")).body).toMatchObject({ tags: ["oil"], version: 2 });
  });

  it.each([
    ["tag-empty", ["!"]],
    ["tag-too-long", ["x".repeat(41)]],
    ["too-many-tags", Array.from({ length: 21 }, (_, index) => `tag ${index}`)],
    ["bad-request", [1]],
  ])("are rejected: %s", async (code, tags) => {
    const { id, version } = await mark(ann);
    const { status, body } = await call<Answer>(PUT, ann, { params: { id }, body: { version, tags } });
    expect([status, body.error.code]).toEqual([400, code]);
    expect(await seen(ann)).toEqual([[]]);
  });

  it("are suggested to people who can see a highlight with them, however they are spelled", async () => {
    const db = context.db();
    const [team, secret] = [await mark(ann), await mark(ann, { visibility: "private" })];
    await tag(ann, team, "Oil", "river");
    await tag(ann, secret, "Quetzal", "oil", "River");
    await tag(bob, await mark(bob), "oil", "OIL TRADE");
    expect(await offered(ann)).toEqual(["oil 3", "River 2", "OIL TRADE 1", "Quetzal 1"]);
    expect(await offered(bob)).toEqual(["Oil 2", "OIL TRADE 1", "river 1"]);
    expect(await offered(rita)).toEqual(await offered(bob));

    await changeHighlight(db, ann.actor, team.id, { version: 2, visibility: "private" });
    expect(await offered(bob)).toEqual(["OIL TRADE 1", "oil 1"]);
    await changeHighlight(db, ann.actor, secret.id, { version: 2, visibility: "team" });
    expect(await offered(bob)).toContain("Quetzal 1");
    await deleteHighlight(db, ann.actor, secret.id, 3);
    expect(await offered(bob)).toEqual(["OIL TRADE 1", "oil 1"]);
    await restoreHighlight(db, ann.actor, secret.id);
    expect(await offered(bob)).toContain("Quetzal 1");
  });

  it("are immediately sent to others and appear in the activity list, unless private", async () => {
    const [team, secret] = [await mark(ann), await mark(ann, { visibility: "private" })];
    const follower = await follow(bob);
    await tag(ann, secret, "quetzal");
    await tag(ann, team, "oil");
    await follower.until(({ event }) => event === "highlight");
    expect(follower.raw).toContain('"tags":["oil"]');
    expect(follower.raw).not.toContain("quetzal");
    const { body } = await call<ActivityPage>(ACTIVITY, bob, { params: { slug: SLUG } });
    expect(body.entries.map(({ did }) => did)).toEqual(["highlight.tagged", "highlight.created", "report.added"]);
    const kinds = (await eventsSince(context.db(), 0)).map(({ kind, version }) => `${kind} ${version}`);
    expect(kinds.slice(-2)).toEqual(["highlight.tagged 2", "highlight.tagged 2"]);
  });
});
