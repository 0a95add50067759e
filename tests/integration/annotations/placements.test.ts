import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import type { Actor } from "@/lib/accounts/policy";
import {
  createHighlight,
  deleteHighlight,
  listHighlights,
  restoreHighlight,
} from "@/lib/annotations/highlights/service";
import { attachHighlight, detachHighlight, settleHighlight } from "@/lib/annotations/placements/placement-service";
import { eventsSince } from "@/lib/events/log";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";

const OPENING = "The survey of the basin was made by nine people in two wet summers.";
const BARGES = "Guild barges carry grain from the four harbours down to the sea in autumn.";
const TOLLS = "A toll of three coppers is asked at every lock between Kesh and Dunmere.";
const CLOSING = "What the ledgers leave out was told by the keepers of the quays.";
const QUOTE = "carry grain from the four harbours";

describeDatabases("placements", ({ db }) => {
  let ann: Actor;
  let bob: Actor;
  beforeEach(async () => {
    ann = (await makeCaller(db(), "annotator", "Ann")).actor;
    bob = (await makeCaller(db(), "editor", "Bob")).actor;
  });

  const only = async (actor: Actor) => (await listHighlights(db(), actor, SLUG)).highlights[0]!;
  const at = (edition: { id: string; text: string }, quote: string) => {
    const start = edition.text.indexOf(quote);
    return { edition: edition.id, start, end: start + quote.length, quote };
  };

  it("follow several editions with edited, deleted and restored text, even if the highlight was deleted in between", async () => {
    const first = await storeReport(db(), OPENING, BARGES, TOLLS, CLOSING);
    const { id } = await createHighlight(db(), ann, SLUG, highlightOf(first, QUOTE));
    const other = await createHighlight(db(), ann, SLUG, highlightOf(first, QUOTE));
    await deleteHighlight(db(), ann, other.id, 1);
    const seen: [string, string | null][] = [];
    for (const paragraphs of [
      [OPENING, BARGES.replace("grain", "timber"), TOLLS, CLOSING],
      [OPENING, TOLLS, CLOSING],
      [OPENING, CLOSING],
      [OPENING, BARGES, TOLLS, CLOSING],
    ]) {
      const { text } = await storeReport(db(), ...paragraphs);
      const { state, start, end, carried, quote } = await only(ann);
      expect([carried, quote]).toEqual([true, QUOTE]);
      seen.push([state, start === null || end === null ? null : text.slice(start, end)]);
    }
    expect(seen).toEqual([
      ["changed", "carry timber from the four harbours"],
      ["orphan", null],
      ["orphan", null],
      ["anchored", QUOTE],
    ]);
    const placements = (highlightId: string) =>
      db().placement.findMany({ where: { highlightId }, orderBy: { edition: { ordinal: "asc" } } });
    expect((await placements(id)).map(({ state }) => state)).toEqual([
      "anchored",
      "changed",
      "orphan",
      "orphan",
      "anchored",
    ]);
    expect((await placements(other.id)).map(({ state }) => state)).toEqual(
      (await placements(id)).map(({ state }) => state),
    );
    expect(await restoreHighlight(db(), ann, other.id)).toMatchObject({ state: "anchored" });
  });

  it("exist in all editions that are added while a highlight is being created", async () => {
    const first = await storeReport(db(), OPENING, BARGES, TOLLS);
    await storeReport(db(), OPENING, TOLLS);
    const last = await storeReport(db(), OPENING, TOLLS, BARGES.replace("grain", "timber"));
    const view = await createHighlight(db(), ann, SLUG, highlightOf(first, QUOTE));
    expect(view).toMatchObject({ edition: last.id, state: "changed" });
    const rows = await db().placement.findMany({ orderBy: { edition: { ordinal: "asc" } } });
    expect(rows.map(({ state }) => state)).toEqual(["anchored", "orphan", "changed"]);
  });

  it("can be set manually if unknown, can be reset, and are carried over to later editions", async () => {
    const first = await storeReport(db(), OPENING, BARGES, TOLLS, CLOSING);
    const { id } = await createHighlight(db(), ann, SLUG, highlightOf(first, QUOTE));
    const next = await storeReport(db(), OPENING, TOLLS, CLOSING);
    const before = await eventsSince(db(), 0);

    const attached = await attachHighlight(db(), bob, id, at(next, "toll of three coppers"));
    expect(attached).toMatchObject({ state: "changed", attached: true, quote: QUOTE, version: 1 });
    expect(await attachHighlight(db(), bob, id, at(next, "toll of three coppers"))).toEqual(attached);
    const said = (await eventsSince(db(), 0)).slice(before.length);
    expect(said).toMatchObject([{ kind: "highlight.attached", report: SLUG, subjectId: id }]);
    await expect(attachHighlight(db(), ann, id, at(next, "ledgers"))).rejects.toMatchObject({ code: "has-place" });

    expect(await detachHighlight(db(), ann, id, next.id)).toMatchObject({ state: "orphan", start: null });
    await attachHighlight(db(), ann, id, at(next, "toll of three coppers"));
    const last = await storeReport(db(), "A new preface.", OPENING, TOLLS, CLOSING);
    const { start, state, attached: byHand } = await only(ann);
    expect([start, state, byHand]).toEqual([last.text.indexOf("toll of"), "changed", false]);
    await expect(detachHighlight(db(), ann, id, next.id)).rejects.toMatchObject({ code: "edition-superseded" });
    await expect(detachHighlight(db(), ann, id, randomUUID())).rejects.toMatchObject({ code: "not-found" });
  });

  it("can be set manually to another occurrence of the same text", async () => {
    const first = await storeReport(db(), "See above.", BARGES, TOLLS);
    const { id } = await createHighlight(db(), ann, SLUG, highlightOf(first, "above"));
    const next = await storeReport(db(), OPENING, CLOSING, "It is told above, and above it.");
    expect(await only(ann)).toMatchObject({ start: null });
    expect(await attachHighlight(db(), ann, id, at(next, "above"))).toMatchObject({ state: "moved" });
  });

  it("can be marked as open or settled, which can be undone", async () => {
    const first = await storeReport(db(), OPENING, BARGES, TOLLS, CLOSING);
    const { id } = await createHighlight(db(), ann, SLUG, highlightOf(first, QUOTE));
    await expect(settleHighlight(db(), ann, id, first.id, true)).rejects.toMatchObject({ code: "has-place" });
    const next = await storeReport(db(), OPENING, TOLLS, CLOSING);
    expect(await settleHighlight(db(), ann, id, next.id, true)).toMatchObject({ settled: true, state: "orphan" });
    expect(await only(bob)).toMatchObject({ settled: true });
    expect(await settleHighlight(db(), ann, id, next.id, false)).toMatchObject({ settled: false });
    await settleHighlight(db(), ann, id, next.id, true);
    const attached = await attachHighlight(db(), ann, id, at(next, "every lock"));
    expect(attached).toMatchObject({ settled: false, attached: true });
  });

  it("can be set manually only to existing text, by users who are allowed to, for highlights that they can see", async () => {
    const first = await storeReport(db(), OPENING, BARGES, TOLLS, CLOSING);
    const { id } = await createHighlight(db(), ann, SLUG, highlightOf(first, QUOTE, { visibility: "private" }));
    const next = await storeReport(db(), OPENING, TOLLS, CLOSING);
    const place = at(next, "every lock");
    await expect(attachHighlight(db(), bob, id, place)).rejects.toMatchObject({ code: "not-found" });
    await expect(settleHighlight(db(), bob, id, next.id, true)).rejects.toMatchObject({ code: "not-found" });
    await expect(attachHighlight(db(), ann, id, { ...place, quote: "other words" })).rejects.toMatchObject({
      code: "quote-mismatch",
    });
    await expect(attachHighlight(db(), ann, id, { ...place, end: place.start })).rejects.toMatchObject({
      code: "passage-empty",
    });
    expect(await only(ann)).toMatchObject({ start: null, attached: false });
  });
});
