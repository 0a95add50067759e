import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { createHighlight, listHighlights } from "@/lib/annotations/highlights/service";
import { root } from "@/lib/cli/root.mjs";
import { eventsSince, withEventTransaction } from "@/lib/events/log";
import { runnable } from "@/lib/workers/bundle.mjs";
import { someOf } from "@/tests/support/sampled";
import { describeDatabases } from "../support/databases";
import { makeCaller } from "../support/people";
import { highlightOf, SLUG, storeReport } from "../support/reports";

const BURST = 200;

/**
 * Starts a process that saves notes until it is killed after `after` confirmations. @returns the ids of the highlights
 * with confirmed saves
 */
async function saveUntilKilled(url: string, sessionId: string, after: number): Promise<string[]> {
  const script = await runnable("tests/integration/annotations/save-notes.ts");
  const args = [...script, url, sessionId, String(after)];
  const writer = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const confirmed: string[] = [];
  createInterface({ input: writer.stdout }).on("line", (line) => confirmed.push(line));
  const [, signal] = await once(writer, "close");
  expect(signal).toBe("SIGKILL");
  return confirmed;
}

describeDatabases("a burst of 200 note saves interrupted by kill -9", ({ db, url, provider }) => {
  it.each(someOf([1, 100]))("loses no confirmed note (at least %i)", async (after) => {
    const edition = await storeReport(db(), "Rivers carry trade.");
    const { actor } = await makeCaller(db(), "annotator");
    // Creates the highlights in batches. If they were created all at once, the last one could time out on a busy
    // machine.
    const create = () => createHighlight(db(), actor, SLUG, highlightOf(edition, "Rivers"));
    for (let n = 0; n < BURST; n += 20) await Promise.all(Array.from({ length: 20 }, create));

    const confirmed = await saveUntilKilled(url(), actor.sessionId, after);
    expect(confirmed.length).toBeGreaterThanOrEqual(after);
    expect(confirmed.length).toBeLessThan(BURST);

    // Once another change has been saved, any commit that was in progress when the process died has completed.
    await withEventTransaction(db(), async () => undefined);
    const { highlights } = await listHighlights(db(), actor, SLUG);
    const notes = new Map(highlights.map(({ id, note }) => [id, note?.body]));
    expect(confirmed.filter((id) => notes.get(id) !== `Note on ${id}.`)).toEqual([]);
    // Each save is complete: it has a note, a revision and an event, and events are numbered without gaps.
    const saved = highlights.filter(({ note }) => note !== null).length;
    expect(await db().note.count()).toBe(saved);
    expect(await db().noteRevision.count()).toBe(saved);
    const events = await eventsSince(db(), 0);
    expect(events.filter(({ kind }) => kind === "note.created")).toHaveLength(saved);
    expect(events.map(({ number }) => number)).toEqual(Array.from({ length: 1 + BURST + saved }, (_, n) => n + 1));
    if (provider === "sqlite") {
      expect(await db().$queryRawUnsafe("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    }
  });
});
