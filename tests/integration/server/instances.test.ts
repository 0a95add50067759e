import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { actorOfSession, endSession } from "@/lib/accounts/sessions";
import { createHighlight } from "@/lib/annotations/highlights/service";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import { eventsSince } from "@/lib/events/log";
import { consume } from "@/lib/limits/limits";
import { createShare } from "@/lib/sharing/service";
import { countView } from "@/lib/sharing/shared";
import { emptyDatabase } from "../support/empty-database";
import { makeCaller, ownId } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";

/** Runs only on PostgreSQL, because several processes can't share an SQLite file. */
describe("three instances with one database", () => {
  let instances: Database[] = [];
  const one = () => instances[0]!;
  beforeEach(async () => {
    const url = await emptyDatabase("postgresql", "");
    instances = await Promise.all([1, 2, 3].map(() => openDatabase(url)));
  });
  afterEach(async () => {
    await Promise.all(instances.map(closeDatabase));
  });

  it("share rate limits as if they were one", async () => {
    const counted = [{ key: "sign-in account ana@example.org", limit: { burst: 6, seconds: 600 } }];
    const tries = instances.flatMap((db) => Array.from({ length: 4 }, () => consume(db, counted)));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
  });

  it("apply a save once, whichever instance it is sent to, and number its event once", async () => {
    const edition = await storeReport(one(), "Rivers carry trade.");
    const caller = await makeCaller(one(), "annotator");
    const { actor } = caller;
    const wanted = highlightOf(edition, "Rivers", { id: ownId(caller), note: "Once." });
    const save = (db: Database) => createHighlight(db, { ...actor, saveKey: randomUUID() }, SLUG, wanted);
    const answers = await Promise.all(instances.map(save));
    expect(answers.map(({ id, note }) => [id, note?.body])).toEqual(instances.map(() => [wanted.id, "Once."]));
    const kinds = (await eventsSince(one(), 0)).map(({ number, kind }) => `${number} ${kind}`);
    expect(kinds).toEqual(["1 edition.stored", "2 highlight.created", "3 note.created"]);
  });

  it("count the views of a link together", async () => {
    const { id } = await storeReport(one(), "Rivers carry trade.");
    const { actor } = await makeCaller(one(), "annotator");
    const passage = { edition: id, start: 0, end: 6, quote: "Rivers", highlightId: null };
    const { path } = await createShare(one(), actor, passage);
    const token = path.split("/").at(-1)!;
    await Promise.all(instances.flatMap((db) => Array.from({ length: 10 }, () => countView(db, token))));
    expect(await one().share.findMany()).toMatchObject([{ views: 30 }]);
  });

  it("share sessions, and end them everywhere", async () => {
    const { actor } = await makeCaller(one(), "reader");
    const seen = () => Promise.all(instances.map((db) => actorOfSession(db, actor.sessionId)));
    expect((await seen()).map((each) => each?.id)).toEqual(instances.map(() => actor.id));
    await endSession(instances[2]!, actor.sessionId);
    expect(await seen()).toEqual([null, null, null]);
  });
});
