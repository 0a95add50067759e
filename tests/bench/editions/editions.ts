/**
 * `npm run -s bench:editions -- [--count 1000] [--json]`: measures how long it takes to add a new edition of the sample
 * report when the report has COUNT highlights, and counts the highlights in each state afterwards. In the new edition,
 * one in twenty paragraphs is deleted, one in twenty has a changed word, and one is moved.
 */

import { parseArgs } from "node:util";
import { command } from "@/lib/cli/command.mjs";
import { editionMarkdown } from "@/lib/editions/editions";
import { addEdition } from "@/lib/library/add-edition";
import { currentLibrary } from "@/lib/library/library";
import { parseReport } from "@/lib/report/parse";
import { seedHighlights } from "../annotations/seed";
import { withDatabase } from "../database";
import { REPORT } from "../instance";
import { percentile } from "../search/metrics";
import { editedMarkdown } from "./edited";

const ROUNDS = 5;

/** The time to add one new edition, and the number of highlights in each state. */
async function measure(count: number): Promise<{ ms: number; states: Record<string, number> }> {
  return withDatabase("Ann", async (db, _, url) => {
    const edition = (await currentLibrary()).bySlug.get(REPORT)?.edition;
    const markdown = edition && (await editionMarkdown(db, edition.id));
    if (!markdown) throw new Error("The report included with Concord is not in the library.");
    await seedHighlights(url, count);
    const edited = editedMarkdown(markdown);
    const report = parseReport(edited, REPORT);
    const began = performance.now();
    const { id } = await addEdition(db, report, edited);
    const ms = performance.now() - began;
    const groups = await db.placement.groupBy({ by: ["state"], where: { editionId: id }, _count: true });
    return { ms, states: Object.fromEntries(groups.map(({ state, _count }) => [state, _count])) };
  });
}

await command(async () => {
  const { count, json } = parseArgs({
    options: { count: { type: "string", default: "1000" }, json: { type: "boolean", default: false } },
  }).values;
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measure(Number(count)));
  const times = rounds.map(({ ms }) => ms);
  const result = {
    highlights: Number(count),
    ms: { p50: Math.round(percentile(times, 0.5)), max: Math.round(Math.max(...times)) },
    states: rounds[0]!.states,
  };
  process.stdout.write(`${JSON.stringify(result, null, json ? 0 : 2)}\n`);
  return 0;
});
