import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { changeHighlight, createHighlight, deleteHighlight } from "@/lib/annotations/highlights/service";
import { listActivity } from "@/lib/annotations/live/activity";
import { activityPage } from "@/lib/annotations/live/live-schemas";
import { saveNote } from "@/lib/annotations/notes/note-service";
import { attachHighlight, detachHighlight, settleHighlight } from "@/lib/annotations/placements/placement-service";
import type { NewHighlight } from "@/lib/annotations/schemas";
import { positionOf } from "@/lib/events/position";
import { describeDatabases } from "../support/databases";
import type { Caller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";
import { useReport, useTeam } from "../support/team";

describeDatabases("the activity of a report", (context) => {
  const { author, other } = useTeam(context, { author: ["annotator", "Ann"], other: ["owner", "Olga"] });
  const edition = useReport(context, "Rivers carry trade between the towns of the steppe.");
  const create = (more: Partial<NewHighlight> = {}) =>
    createHighlight(context.db(), author.actor, SLUG, highlightOf(edition, "trade", more));
  const listed = async ({ actor }: Caller) =>
    (await listActivity(context.db(), actor, SLUG, null)).entries.map(
      ({ did, by, highlight }) => `${by?.name ?? "-"} ${did} ${highlight?.quote ?? "-"}`,
    );

  it("shows who did what, newest first, and lists repeated actions once", async () => {
    const db = context.db();
    const { id } = await create({ note: "One." });
    for (const version of [1, 2, 3]) await saveNote(db, author.actor, id, { version, body: `${version}` });
    await changeHighlight(db, author.actor, id, { version: 1, colour: 2 });
    expect(await listed(other)).toEqual([
      "Ann highlight.changed trade",
      "Ann note.changed trade",
      "Ann note.created trade",
      "Ann highlight.created trade",
      "- report.added -",
    ]);
  });

  it("distinguishes a new edition from the first one, and a placement from a change of colour", async () => {
    const db = context.db();
    const { id } = await create();
    const next = await storeReport(db, "Caravans go from town to town, and boats down the river.");
    const start = next.text.indexOf("boats");
    const words = { edition: next.id, start, end: start + "boats".length, quote: "boats" };
    await settleHighlight(db, author.actor, id, next.id, true);
    await settleHighlight(db, author.actor, id, next.id, false);
    await attachHighlight(db, author.actor, id, words);
    await detachHighlight(db, author.actor, id, next.id);
    expect(await listed(other)).toEqual([
      "Ann highlight.detached trade",
      "Ann highlight.attached trade",
      "Ann highlight.unsettled trade",
      "Ann highlight.settled trade",
      "- edition.stored -",
      "Ann highlight.created trade",
      "- report.added -",
    ]);
  });

  it("excludes items that are private, were private then, or have been deleted", async () => {
    const db = context.db();
    const { id } = await create({ visibility: "private", note: "One." });
    await saveNote(db, author.actor, id, { version: 1, body: "Two." });
    expect(await listed(other)).toEqual(["- report.added -"]);
    expect(await listed(author)).toHaveLength(4);
    await changeHighlight(db, author.actor, id, { version: 1, visibility: "team" });
    expect(await listed(other)).toEqual(["Ann highlight.shown trade", "- report.added -"]);
    await changeHighlight(db, author.actor, id, { version: 2, visibility: "private" });
    expect(await listed(other)).toEqual(["- report.added -"]);
    const shown = await create();
    await deleteHighlight(db, author.actor, shown.id, 1);
    expect(await listed(other)).toEqual(["- report.added -"]);
  });

  it("is paginated without gaps or duplicates, even while new activity is added", async () => {
    const db = context.db();
    const ids: string[] = [];
    for (let i = 0; i < 70; i++) ids.push((await create({ visibility: i % 7 === 0 ? "private" : "team" })).id);
    const seen: (string | undefined)[] = [];
    let next: string | null = null;
    do {
      const page = activityPage.parse(await listActivity(db, other.actor, SLUG, next));
      expect(page.entries.length).toBeLessThanOrEqual(30);
      seen.push(...page.entries.map(({ highlight }) => highlight?.id));
      next = page.next;
      await create();
    } while (next !== null);
    expect(seen).toEqual([...ids.filter((_, i) => i % 7 !== 0).reverse(), undefined]);
  });

  it("rejects unknown reports and invalid positions", async () => {
    const db = context.db();
    await expect(listActivity(db, other.actor, "nowhere", null)).rejects.toMatchObject({ status: 404 });
    await expect(listActivity(db, other.actor, SLUG, randomUUID())).rejects.toMatchObject({ status: 400 });
    expect((await listActivity(db, other.actor, SLUG, positionOf(1))).entries).toEqual([]);
  });
});
