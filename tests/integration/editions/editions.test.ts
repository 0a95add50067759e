import { randomUUID } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import {
  createHighlight,
  deleteHighlight,
  listHighlights,
  restoreHighlight,
} from "@/lib/annotations/highlights/service";
import type { Database } from "@/lib/db/database";
import { currentEdition, editionReport, editionText, storedEditions } from "@/lib/editions/editions";
import { eventsSince } from "@/lib/events/log";
import { addEdition } from "@/lib/library/add-edition";
import { parseReport } from "@/lib/report/parse";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { highlightOf, markdownOf, SLUG, storeReport } from "../support/reports";

const rules = vi.hoisted(() => ({ TEXT_RULES: 1 }));
vi.mock("@/lib/report/text-rules", () => rules);
afterEach(() => {
  rules.TEXT_RULES = 1;
});

const TRADE = "Rivers carry trade from the nine towns of the valley down to the sea.";
const BOATS = "Rivers carry boats from the nine towns of the valley down to the sea.";

describeDatabases("editions", ({ db }) => {
  it("are stored completely, and only once", async () => {
    const first = await storeReport(db(), "Rivers carry trade.[^1]", "[^1]: Қазақстан, 🏔.");
    const again = await storeReport(db(), "Rivers carry trade.[^1]", "[^1]: Қазақстан, 🏔.");
    expect(again).toMatchObject({ id: first.id, ordinal: 1 });
    expect(await db().edition.count()).toBe(1);
    expect(await eventsSince(db(), 0)).toMatchObject([
      { kind: "edition.stored", report: SLUG, subjectId: first.id, version: 1 },
    ]);
    expect(await editionReport(db(), first.id)).toEqual(first.report);
    expect(await editionText(db(), first.id)).toMatchObject({ text: first.text, textRules: 1, title: "Rivers" });
    const { markdown, hash } = await db().edition.findUniqueOrThrow({ where: { id: first.id } });
    expect(markdown).toBe(markdownOf("Rivers carry trade.[^1]", "[^1]: Қазақстан, 🏔."));
    expect(hash).toMatch(/^[0-9a-f]{64}$/u);
  });

  it("are added when the text or the rules change, including when an earlier text is restored", async () => {
    await storeReport(db(), "One.");
    await storeReport(db(), "Two.");
    await storeReport(db(), "One.");
    rules.TEXT_RULES = 2;
    const last = await storeReport(db(), "One.");
    await storeReport(db(), "One.");
    const editions = await db().edition.findMany({ orderBy: { ordinal: "asc" } });
    expect(editions.map(({ ordinal, text, textRules }) => [ordinal, text, textRules])).toEqual([
      [1, "One.", 1],
      [2, "Two.", 1],
      [3, "One.", 1],
      [4, "One.", 2],
    ]);
    expect(await currentEdition(db(), SLUG)).toMatchObject({ id: last.id, ordinal: 4 });
    const stored = await storedEditions(db());
    expect([...stored.keys()]).toEqual([SLUG]);
    expect(stored.get(SLUG)).toMatchObject({ current: { id: last.id } });
    expect(stored.get(SLUG)?.hashes).toHaveLength(4);
    expect(await currentEdition(db(), "another")).toBeNull();
    expect(await editionText(db(), randomUUID())).toBeNull();
    expect(await editionReport(db(), randomUUID())).toBeNull();
  });

  it("are stored once by concurrent requests", async () => {
    const stored = await Promise.all(Array.from({ length: 8 }, () => storeReport(db(), "One.")));
    expect(new Set(stored.map(({ id }) => id)).size).toBe(1);
    expect(await db().edition.count()).toBe(1);
  });

  it("are stored together with all placements or not at all", async () => {
    const edition = await storeReport(db(), "Rivers carry trade.");
    const { actor } = await makeCaller(db(), "annotator");
    await createHighlight(db(), actor, SLUG, highlightOf(edition, "Rivers"));
    const markdown = markdownOf("Rivers carry boats.");
    const failing = db().$extends({
      query: {
        placement: {
          createMany: () => {
            throw new Error("no place");
          },
        },
      },
    }) as unknown as Database;
    await expect(addEdition(failing, parseReport(markdown, SLUG), markdown)).rejects.toThrow("no place");
    expect(await db().edition.count()).toBe(1);
    expect(await db().placement.count()).toBe(1);
    expect((await eventsSince(db(), 0)).map(({ number }) => number)).toEqual([1, 2]);
  });

  it("have a placement for every highlight, including deleted ones", async () => {
    const edition = await storeReport(db(), TRADE, "Towns grow.", "Roads follow.");
    const { actor } = await makeCaller(db(), "annotator");
    const mark = (quote: string) => createHighlight(db(), actor, SLUG, highlightOf(edition, quote));
    await mark("Rivers");
    await mark("trade");
    await mark("Roads");
    const deleted = await mark("carry");
    await deleteHighlight(db(), actor, deleted.id, 1);

    const next = await storeReport(db(), BOATS, "Many towns grow.", "Roads follow.");
    await restoreHighlight(db(), actor, deleted.id);
    const list = await listHighlights(db(), actor, SLUG);
    expect(list.edition).toEqual({ id: next.id, ordinal: 2 });
    expect(list.highlights.map(({ quote, state, start, edition }) => [quote, state, start, edition])).toEqual([
      ["Rivers", "anchored", 0, next.id],
      ["carry", "anchored", 7, next.id],
      ["Roads", "anchored", next.text.indexOf("Roads"), next.id],
      ["trade", "orphan", null, next.id],
    ]);
    const first = await db().placement.findMany({ where: { editionId: edition.id } });
    expect(first.map(({ state }) => state)).toEqual(Array(4).fill("anchored"));

    await storeReport(db(), TRADE, "Towns grow.", "Roads follow.");
    const back = await listHighlights(db(), actor, SLUG);
    expect(back.highlights.map(({ state }) => state)).toEqual(Array(4).fill("anchored"));
  });

  it("accept a highlight that was created on a page with an older edition", async () => {
    const old = await storeReport(db(), TRADE);
    const next = await storeReport(db(), BOATS);
    const { actor } = await makeCaller(db(), "annotator");
    expect(await createHighlight(db(), actor, SLUG, highlightOf(old, "Rivers"))).toMatchObject({
      edition: next.id,
      state: "anchored",
      start: 0,
    });
    expect(await createHighlight(db(), actor, SLUG, highlightOf(old, "trade", { note: "Lost?" }))).toMatchObject({
      edition: next.id,
      state: "orphan",
      start: null,
      quote: "trade",
      note: { body: "Lost?" },
    });
    expect((await listHighlights(db(), actor, SLUG)).highlights).toHaveLength(2);
  });

  it("place highlights that are created while they are being stored", async () => {
    const old = await storeReport(db(), TRADE);
    const { actor } = await makeCaller(db(), "annotator");
    const marks = Array.from({ length: 10 }, () => createHighlight(db(), actor, SLUG, highlightOf(old, "Rivers")));
    const [next] = await Promise.all([storeReport(db(), BOATS), ...marks]);
    const { edition, highlights } = await listHighlights(db(), actor, SLUG);
    expect(edition.id).toBe(next.id);
    expect(highlights.map(({ state }) => state)).toEqual(Array(10).fill("anchored"));
  });
});
