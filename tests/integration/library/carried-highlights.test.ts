import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import type { Database } from "@/lib/db/database";
import { addEdition } from "@/lib/library/add-edition";
import type { Block, Report } from "@/lib/report/model";
import { parseReport } from "@/lib/report/parse";
import { editedMarkdown } from "../../bench/editions/edited";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";

const SLUG = "russian-soft-power-in-kazakhstan";
const COUNT = 1_000;

/** Blocks with unique text, by text. */
function blocksByText(report: Report): Map<string, Block> {
  const seen = new Map<string, Block>();
  const twice = new Set<string>();
  for (const block of report.blocks) {
    if (seen.has(block.text)) twice.add(block.text);
    seen.set(block.text, block);
  }
  for (const text of twice) seen.delete(text);
  return seen;
}

/** Highlights throughout a text, each on a few words in one block. */
async function seed(db: Database, editionId: string, report: Report, authorId: string) {
  const blocks = report.blocks.filter(({ text }) => text.length > 60);
  const spans = Array.from({ length: COUNT }, (_, index) => {
    const block = blocks[index % blocks.length]!;
    const start = block.start + ((index * 37) % (block.text.length - 40));
    return { id: randomUUID(), block, start, end: start + 20 + (index % 20) };
  });
  const now = new Date();
  await db.highlight.createMany({
    data: spans.map(({ id, start, end }) => ({
      ...{ id, report: SLUG, editionId, ...selectorOf(report.text, start, end), colour: 1, authorId },
      ...{ visibility: "team" as const, createdAt: now, updatedAt: now },
    })),
  });
  await db.placement.createMany({
    data: spans.map(({ id, start, end }) => ({ highlightId: id, editionId, start, end, state: "anchored" as const })),
  });
  return spans;
}

describeDatabases("a thousand highlights in the report", ({ db }) => {
  it("are carried over to the same text in a new edition, and nowhere else", async () => {
    const { actor } = await makeCaller(db(), "annotator", "Ann");
    const markdown = await readFile(`content/${SLUG}.md`, "utf8");
    const before = parseReport(markdown, SLUG);
    const first = await addEdition(db(), before, markdown);
    const spans = await seed(db(), first.id, before, actor.id);

    const edited = editedMarkdown(markdown);
    const after = parseReport(edited, SLUG);
    const second = await addEdition(db(), after, edited);
    const placements = await db().placement.findMany({ where: { editionId: second.id } });
    const placed = new Map(placements.map((placement) => [placement.highlightId, placement]));
    expect(placed.size).toBe(COUNT);

    const blocks = blocksByText(after);
    const kept = spans.flatMap(({ block, ...span }) => {
      const by = blocks.get(block.text)?.start;
      return by === undefined ? [] : { ...span, by: by - block.start };
    });
    expect(kept.length).toBeGreaterThan(850);
    const placeOf = (id: string) => ({ start: placed.get(id)?.start, end: placed.get(id)?.end });
    expect(kept.map(({ id }) => placeOf(id))).toEqual(
      kept.map(({ start, end, by }) => ({ start: start + by, end: end + by })),
    );

    // Highlights in a deleted or edited paragraph are either placed in its new version or not at all.
    const others = spans.filter(({ block }) => !blocks.has(block.text));
    expect(others.length).toBeGreaterThan(20);
    const endOf = ({ text }: Pick<Block, "text">) => text.slice(-30);
    const elsewhere = others.filter(({ id, block }) => {
      const start = placed.get(id)?.start ?? null;
      if (start === null) return false;
      const there = after.blocks.findLast((each) => each.start <= start);
      return !there || endOf(there) !== endOf(block);
    });
    expect(elsewhere).toEqual([]);
  });
});
