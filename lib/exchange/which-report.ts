import "server-only";
import type { Database } from "../db/database";
import { textsOf } from "../editions/editions";
import type { ListedReport, ServedLibrary } from "../library/library";
import { runKeyed } from "../workers/run";
import { FIND_OCCURRING } from "./in-worker";
import { folded } from "./occurring";
import type { BetterReport } from "./schemas";

/**
 * Maximum number of passages to look for, and maximum length of each passage in UTF-16 code units. A few long passages
 * are enough to identify a report.
 */
const SAMPLES = 20;
const SAMPLE_LENGTH = 120;

/** Minimum length of a useful passage. Shorter ones occur in every report. */
const TELLING = 12;

/** Maximum total length of the texts to search, in UTF-16 code units. */
const MOST_TEXT = 40_000_000;

/**
 * The report in which most of the given passages occur; null if none of them occur in any report. A worker searches the
 * texts one by one, so that other jobs get a turn in between. The search stops when all passages are found or the text
 * limit is reached.
 *
 * @param except slug of a report to skip
 * @param person the user to whom the job belongs
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

/**
 * Whether the start of any of the passages occurs in a report. If there are very many passages, only the longest ones
 * are checked.
 */
export async function occursAny(
  db: Database,
  report: ListedReport,
  quotes: readonly string[],
  person: string,
): Promise<boolean> {
  return (await lookIn(db, report, longestOf(quotes), person)).found > 0;
}

/** How many samples occur in the text of a report, and the text's length. */
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

/** Distinct samples of the longest passages. Samples that are too short to identify a report are left out. */
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
