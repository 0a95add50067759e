import "server-only";
import type { Database } from "../db/database";
import { textsOf } from "../editions/editions";
import type { ListedReport, ServedLibrary } from "../library/library";
import { runKeyed } from "../workers/run";
import { FIND_OCCURRING } from "./in-worker";
import { folded } from "./occurring";
import type { BetterReport } from "./schemas";

/** Passages that are looked for, and UTF-16 code units of each: a few that are long tell a report from all others. */
const SAMPLES = 20;
const SAMPLE_LENGTH = 120;

/** Letters and digits of a passage that tells anything: shorter ones are in every report. */
const TELLING = 12;

/** UTF-16 code units of all texts that are looked through. */
const MOST_TEXT = 40_000_000;

/**
 * The report that most of some passages occur in, of those of a library; null where they occur in none of them. It has a worker look
 * through the texts one by one, so that others get a turn between them, and ends where it has found all or has read enough.
 *
 * @param except the slug of a report that is known not to be meant
 * @param person whose job it is
 */
export async function reportWith(
  db: Database,
  { reports }: ServedLibrary,
  quotes: readonly string[],
  except: string | null,
  person: string,
): Promise<BetterReport | null> {
  const samples = samplesOf(quotes);
  if (samples.length === 0) return null;
  let best: BetterReport | null = null;
  let read = 0;
  for (const shelved of reports) {
    const { slug, meta } = shelved;
    if (slug === except) continue;
    const { found, length } = await lookIn(db, shelved, samples, person);
    if (found > (best?.found ?? 0)) best = { slug, title: meta.title, found, sought: samples.length };
    read += length;
    if (best?.found === samples.length || read > MOST_TEXT) break;
  }
  return best;
}

/** Whether any of some passages occurs in a report, as far as its beginning tells; of very many, the longest are looked for. */
export async function occursAny(
  db: Database,
  report: ListedReport,
  quotes: readonly string[],
  person: string,
): Promise<boolean> {
  return (await lookIn(db, report, longestOf(quotes), person)).found > 0;
}

/** How many of some samples occur in the text of a report, and how long that is. */
async function lookIn(db: Database, { edition }: ListedReport, samples: readonly string[], person: string) {
  let length = 0;
  const input = async () => {
    const text = (await textsOf(db, [edition.id])).get(edition.id) ?? "";
    length = text.length;
    return { text, samples };
  };
  const found = await runKeyed(FIND_OCCURRING, { key: [edition.id, samples], input }, person);
  return { found, length };
}

/** The longest of some passages, each once, as they are looked for; those that are too short to tell a report are left out. */
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
