import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import {
  changeHighlight,
  createHighlight,
  deleteHighlight,
  listHighlights,
  restoreHighlight,
} from "@/lib/annotations/highlights/service";
import { saveNote } from "@/lib/annotations/notes/note-service";
import { numberAt } from "@/lib/events/position";
import { serve } from "../support/calls";
import { describeDatabases } from "../support/databases";
import { type Caller, makeCaller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";
import { type Follower, follow, useFollowers } from "../support/streams";

/** Possible steps: a user changes something, or a listener disconnects or reconnects. */
const STEP = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ do: "create" as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("hide" as const), which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("colour" as const), which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("note" as const), which: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), which: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.constant({ do: "reconnect" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "leave" as const }) },
);

describeDatabases("any sequence of changes", (context) => {
  useFollowers();
  let author: Caller;
  let other: Caller;
  beforeEach(async () => {
    serve(context.db());
    author = await makeCaller(context.db(), "annotator");
    other = await makeCaller(context.db(), "editor");
  });

  it("sends a listener each visible event once and in order, and leads to the current state", async () => {
    const db = context.db();
    const edition = await storeReport(db, "Rivers carry trade between the towns of the steppe.");
    const { actor } = author;
    const create = () => createHighlight(db, actor, SLUG, highlightOf(edition, "trade", { note: "0" }));

    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 5, maxLength: 25 }), async (steps) => {
        const made: string[] = [];
        const heard: { number: number; what: string }[] = [];
        const shown = new Map((await listHighlights(db, other.actor, SLUG)).highlights.map((view) => [view.id, view]));
        let follower = await follow(other);
        let { position } = follower;

        const take = (from: Follower) => {
          for (const { event, id, data } of from.messages.splice(0)) {
            if (event === "ready") continue;
            heard.push({ number: numberAt(id) ?? -1, what: event });
            if (event === "highlight") shown.set(data.highlight.id, data.highlight);
            if (event === "gone") shown.delete(data.id);
            position = id;
          }
        };
        for (const step of steps) {
          const id = "which" in step ? made[step.which % made.length] : undefined;
          const row =
            id === undefined ? null : await db.highlight.findUnique({ where: { id }, include: { note: true } });
          if (step.do === "create") made.push((await create()).id);
          else if (step.do === "reconnect" || step.do === "leave") {
            // The follower loses its unread data.
            if (step.do === "reconnect") {
              const marker = await create();
              await follower.until(({ event, data }) => event === "highlight" && data.highlight.id === marker.id);
            }
            take(follower);
            await follower.leave();
            follower = await follow(other, { lastEventId: position });
          } else if (row?.deletedAt) await restoreHighlight(db, actor, row.id);
          else if (row && step.do === "hide") {
            const visibility = row.visibility === "team" ? "private" : "team";
            await changeHighlight(db, actor, row.id, { version: row.version, visibility });
          } else if (row && step.do === "colour") {
            await changeHighlight(db, actor, row.id, { version: row.version, colour: (row.colour % 4) + 1 });
          } else if (row && step.do === "note") {
            const version = row.note?.version ?? null;
            await saveNote(db, actor, row.id, { version, body: `${version}` });
          } else if (row && step.do === "delete") await deleteHighlight(db, actor, row.id, row.version);
        }
        const last = await create();
        await follower.until(
          ({ event, data }) => event === "highlight" && data.highlight.id === last.id && data.highlight.note !== null,
        );
        take(follower);

        const numbers = heard.map(({ number }) => number);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(heard.some(({ what }) => what === "reset")).toBe(false);
        const stands = (await listHighlights(db, other.actor, SLUG)).highlights;
        const brief = (views: Iterable<(typeof stands)[number]>) =>
          [...views].map(({ id, version, note }) => `${id} ${version} ${note?.version} ${note?.body}`).sort();
        expect(brief(shown.values())).toEqual(brief(stands));
        await follower.leave();
      }),
      {
        numRuns: 15,
        // The highlight is hidden, and then deleted, before the listener has been told of either.
        examples: [
          [
            [
              ...[{ do: "create" as const }, { do: "reconnect" as const }, { do: "hide" as const, which: 0 }],
              ...[{ do: "delete" as const, which: 0 }, { do: "create" as const }, { do: "leave" as const }],
            ],
          ],
        ],
      },
    );
  }, 120_000);
});
