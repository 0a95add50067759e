import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { DELETE as DELETE_NOTE, PUT } from "@/app/api/highlights/[id]/note/route";
import { POST as RESTORE } from "@/app/api/highlights/[id]/restore/route";
import { DELETE, PATCH } from "@/app/api/highlights/[id]/route";
import { POST } from "@/app/api/reports/[slug]/highlights/route";
import { forgetSaves } from "@/lib/annotations/highlights/save-once";
import type { HighlightView, NewHighlight } from "@/lib/annotations/schemas";
import { eventsSince } from "@/lib/events/log";
import { call, serve } from "../support/calls";
import { describeBothDatabases } from "../support/databases";
import { type Caller, makeCaller, ownId } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";

type Answer = HighlightView & { error: { code: string } };

describeBothDatabases("a save with a key", (context) => {
  let edition: Awaited<ReturnType<typeof storeReport>>;
  let ann: Caller;
  let bob: Caller;

  beforeEach(async () => {
    serve(context.db());
    edition = await storeReport(context.db(), "Rivers carry trade.");
    [ann, bob] = [await makeCaller(context.db(), "annotator"), await makeCaller(context.db(), "annotator")];
  });

  const named = (key: string) => ({ "idempotency-key": key });
  const mark = (who: Caller, key: string, wanted: NewHighlight) =>
    call<Answer>(POST, who, { params: { slug: SLUG }, body: wanted, headers: named(key) });
  const save = (who: Caller, key: string, id: string, version: number | null, body: string) =>
    call<Answer>(PUT, who, { params: { id }, body: { version, body }, headers: named(key) });
  const recolour = (who: Caller, key: string, id: string, version: number, colour: number) =>
    call<Answer>(PATCH, who, { params: { id }, body: { version, colour }, headers: named(key) });
  const remove = (who: Caller, key: string, id: string, version: number) =>
    call<Answer>(DELETE, who, { params: { id }, query: { version: `${version}` }, headers: named(key) });
  const kinds = async () => (await eventsSince(context.db(), 0)).map(({ kind }) => kind).slice(1);

  it("is applied once, even if the item has changed since, and returns the current state", async () => {
    const [created, saved] = [randomUUID(), randomUUID()];
    const wanted = highlightOf(edition, "Rivers");
    const { id } = (await mark(ann, created, wanted)).body;
    await save(ann, saved, id, null, "One.");
    await save(ann, randomUUID(), id, 1, "Two.");
    await recolour(ann, randomUUID(), id, 1, 3);

    for (const again of [await mark(ann, created, wanted), await save(ann, saved, id, null, "One.")]) {
      expect([again.status, again.body.note?.body, again.body.colour]).toEqual([200, "Two.", 3]);
    }
    expect(await kinds()).toEqual(["highlight.created", "note.created", "note.changed", "highlight.changed"]);
  });

  it("is not repeated if its request arrives again later, for example after a deleted item has been restored", async () => {
    const { id } = (await mark(ann, randomUUID(), highlightOf(edition, "Rivers", { note: "Here." }))).body;
    const [gone, back, noteGone] = [randomUUID(), randomUUID(), randomUUID()];
    const restore = () => call<Answer>(RESTORE, ann, { params: { id }, body: {}, headers: named(back) });
    const removeNote = () =>
      call<Answer>(DELETE_NOTE, ann, { params: { id }, query: { version: "1" }, headers: named(noteGone) });
    expect((await remove(ann, gone, id, 1)).body).toEqual({ id });
    expect((await restore()).status).toBe(200);
    expect((await remove(ann, gone, id, 1)).body).toEqual({ id });
    expect((await restore()).body.note?.body).toBe("Here.");
    await removeNote();
    await save(ann, randomUUID(), id, null, "New.");
    expect((await removeNote()).body.note?.body).toBe("New.");
    await remove(ann, randomUUID(), id, 3);
    expect((await restore()).status).toBe(404);
  });

  it("is applied once if it is sent many times concurrently", async () => {
    const [created, saved] = [randomUUID(), randomUUID()];
    const wanted = highlightOf(edition, "Rivers");
    const marks = await Promise.all(Array.from({ length: 6 }, () => mark(ann, created, wanted)));
    const saves = await Promise.all(Array.from({ length: 6 }, () => save(ann, saved, wanted.id, null, "One.")));
    expect([...marks, ...saves].map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(await kinds()).toEqual(["highlight.created", "note.created"]);
    expect(await context.db().noteRevision.count()).toBe(1);
  });

  it("belongs to one user: another user's save with the same key is separate", async () => {
    const key = randomUUID();
    const [hers, his] = [highlightOf(edition, "Rivers", { id: ownId(ann) }), highlightOf(edition, "trade")];
    expect((await mark(ann, key, hers)).status).toBe(200);
    // A key does not reveal what another user has saved.
    expect((await recolour(bob, key, hers.id, 1, 2)).status).toBe(403);
    expect((await mark(bob, key, his)).status).toBe(200);
    expect((await context.db().highlight.findUnique({ where: { id: hers.id } }))?.colour).toBe(1);
  });

  it("can succeed later under the same key if it was rejected", async () => {
    const { id } = (await mark(ann, randomUUID(), highlightOf(edition, "Rivers"))).body;
    const key = randomUUID();
    expect((await recolour(ann, key, id, 7, 2)).status).toBe(409);
    expect((await recolour(ann, key, id, 1, 2)).body.colour).toBe(2);
  });

  it("is rejected with the key of a different save, or with an invalid key", async () => {
    const key = randomUUID();
    await mark(ann, key, highlightOf(edition, "Rivers"));
    const other = await mark(ann, key, highlightOf(edition, "trade"));
    expect([other.status, other.body.error.code]).toEqual([409, "save-key"]);
    expect((await mark(ann, "again", highlightOf(edition, "trade"))).status).toBe(400);
    expect(await kinds()).toEqual(["highlight.created"]);
  });

  it("is not applied for another user who has signed in with the same browser", async () => {
    const headersOf = ({ actor }: Caller) => ({ "concord-person": encodeURIComponent(actor.email) });
    const wanted = highlightOf(edition, "Rivers");
    const as = (headers: Record<string, string>) =>
      call<Answer>(POST, bob, { params: { slug: SLUG }, body: wanted, headers });
    const refused = await as(headersOf(ann));
    expect([refused.status, refused.body.error.code]).toEqual([401, "session-ended"]);
    expect((await as(headersOf(bob))).status).toBe(200);
  });

  it("is remembered for 30 days", async () => {
    const { db } = context;
    await mark(ann, randomUUID(), highlightOf(edition, "Rivers"));
    const days = (n: number) => new Date(Date.now() + n * 86_400_000);
    await forgetSaves(db(), days(29));
    expect(await db().saveKey.count()).toBe(1);
    await forgetSaves(db(), days(31));
    expect(await db().saveKey.count()).toBe(0);
  });
});
