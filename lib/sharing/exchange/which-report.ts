import "server-only";
import { setImmediate } from "node:timers/promises";
import type { Database } from "../../db/database";
import { textsOf } from "../../editions/editions";
import type { ServedLibrary } from "../../library/library";
import type { BetterReport } from "./schemas";

/** Passages that are looked for, and UTF-16 code units of each: a few that are long tell a report from all others. */
const SAMPLES = 20;
const SAMPLE_LENGTH = 120;

/** Letters and digits of a passage that tells anything: shorter ones are in every report. */
const TELLING = 12;

/** UTF-16 code units of all texts that are looked through. */
const MOST_TEXT = 40_000_000;

/**
 * The report that most of some passages occur in, of those of a library; null where they occur in none of them. It reads texts one by
 * one, gives others a turn between them, and ends where it has found all or has read enough.
 *
 * @param except the slug of a report that is known not to be meant
 */
export async function reportWith(
  db: Database,
  { reports }: ServedLibrary,
  quotes: readonly string[],
  except: string | null,
): Promise<BetterReport | null> {
  const samples = samplesOf(quotes);
  if (samples.length === 0) return null;
  let best: BetterReport | null = null;
  let read = 0;
  for (const { slug, meta, edition } of reports) {
    if (slug === except) continue;
    await setImmediate();
    const text = (await textsOf(db, [edition.id])).get(edition.id) ?? "";
    const found = countIn(text, samples);
    if (found > (best?.found ?? 0)) best = { slug, title: meta.title, found, sought: samples.length };
    read += text.length;
    if (best?.found === samples.length || read > MOST_TEXT) break;
  }
  return best;
}

/** Whether any of some passages occurs in a text, as far as its beginning tells; of very many, the longest are looked for. */
export function occursAny(text: string, quotes: readonly string[]): boolean {
  return countIn(text, longestOf(quotes)) > 0;
}

/** The longest of some passages, each once, as `countIn` looks for them; those that are too short to tell a report are left out. */
function samplesOf(quotes: readonly string[]): string[] {
  return longestOf(quotes)
    .filter((sample) => sample.length >= TELLING)
    .slice(0, SAMPLES);
}

function longestOf(quotes: readonly string[]): string[] {
  const longest = [...quotes].sort((a, b) => b.length - a.length).slice(0, 10 * SAMPLES);
  const samples = longest.map((quote) => folded(quote.slice(0, SAMPLE_LENGTH)).trim());
  return [...new Set(samples)].filter((sample) => sample !== "");
}

/** How many of some samples occur in a text, whatever its punctuation and white space. */
function countIn(text: string, samples: readonly string[]): number {
  const whole = folded(text);
  return samples.filter((sample) => whole.includes(sample)).length;
}

function folded(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ");
}
