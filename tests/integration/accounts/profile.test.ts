import { beforeEach, expect, it } from "vitest";
import { PATCH } from "@/app/api/me/route";
import { snapshotHighlights } from "@/lib/annotations/highlights/highlight-snapshot";
import { createHighlight, listHighlights } from "@/lib/annotations/highlights/service";
import { eventsSince, lastEventNumber } from "@/lib/events/log";
import { call, serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";
import { follow, useFollowers } from "../support/streams";

const TEXT = "The survey of the basin was made by nine people in two wet summers.";

describeDatabases("a user's name", ({ db }) => {
  useFollowers();
  let ann: Caller;
  let bob: Caller;
  beforeEach(async () => {
    serve(db());
    [ann, bob] = [await makeCaller(db(), "annotator", "Ann"), await makeCaller(db(), "reader", "Bob")];
  });
  const rename = (who: Caller, name: string) =>
    call<{ name: string; error: { code: string } }>(PATCH, who, { body: { name } });

  it("changes on what they have written, and open pages are told to fetch it again", async () => {
    const edition = await storeReport(db(), TEXT);
    await createHighlight(db(), ann.actor, SLUG, highlightOf(edition, "nine people"));
    const before = await snapshotHighlights(db(), [edition.id], await lastEventNumber(db()), null);
    const follower = await follow(bob);
    expect((await rename(ann, "  Ann Lee ")).body).toEqual({ name: "Ann Lee" });
    await follower.until(({ event }) => event === "reset");
    expect(follower.messages.map(({ event }) => event)).toContain("rights");
    const { highlights } = await listHighlights(db(), bob.actor, SLUG);
    expect(highlights.map(({ author }) => author.name)).toEqual(["Ann Lee"]);
    const after = await snapshotHighlights(db(), [edition.id], await lastEventNumber(db()), before);
    expect([...after.rows.values()].map(({ author }) => author.name)).toEqual(["Ann Lee"]);
  });

  it("is changed once, and the audit log contains no names", async () => {
    await rename(ann, "Ann Lee");
    await rename(ann, "Ann Lee");
    expect((await eventsSince(db(), 0)).map(({ kind, subjectId }) => [kind, subjectId])).toEqual([
      ["person.renamed", ann.actor.id],
    ]);
    const entries = await db().auditEntry.findMany({ where: { action: "person.renamed" } });
    expect(entries).toMatchObject([{ personId: ann.actor.id, subjectId: ann.actor.id, detail: {} }]);
  });

  it.each([" ", "x".repeat(200), "Ann\u202ELee"])("is rejected if it is %j", async (name) => {
    const { status, body } = await rename(ann, name);
    expect([status, body.error.code]).toEqual([400, "bad-request"]);
    expect(await db().person.findUniqueOrThrow({ where: { id: ann.actor.id } })).toMatchObject({ name: "Ann" });
  });
});
