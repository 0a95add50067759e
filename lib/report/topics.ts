/** The topics of reports. Shared with the browser. */

/** Maximum length of a topic, in UTF-16 code units. */
export const MAX_TOPIC = 60;
/** Maximum number of topics per report. */
export const MAX_TOPICS = 20;

/** A topic, with the number of reports that have it. */
export interface TopicCount {
  key: string;
  /** The spelling that most of the reports use. */
  name: string;
  count: number;
}

/** The identity of a topic. Names that differ only in case or Unicode normalization are the same topic. */
export function topicKey(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC");
}

/**
 * Topics as people enter them: separated by commas or line breaks. Empty ones and duplicates are left out; the first
 * spelling wins.
 */
export function topicsIn(typed: readonly string[]): string[] {
  const topics = new Map<string, string>();
  for (const part of typed.flatMap((each) => each.split(/[,\n]/u))) {
    const name = part.replace(/\s+/gu, " ").trim();
    const key = topicKey(name);
    if (name !== "" && !topics.has(key)) topics.set(key, name);
  }
  return [...topics.values()];
}

interface WithTopics {
  topics: readonly string[];
}

/** Lists of reports stay the same objects while the library is unchanged. */
const counted = new WeakMap<readonly WithTopics[], readonly TopicCount[]>();

/** The topics of these reports, the most frequent first. */
export function topicsAmong(reports: readonly WithTopics[]): readonly TopicCount[] {
  const topics = counted.get(reports) ?? countTopics(reports);
  counted.set(reports, topics);
  return topics;
}

function countTopics(reports: readonly WithTopics[]): TopicCount[] {
  const spellings = new Map<string, Map<string, number>>();
  for (const { topics } of reports) {
    for (const name of topics) {
      const key = topicKey(name);
      const counts = spellings.get(key) ?? new Map<string, number>();
      spellings.set(key, counts.set(name, (counts.get(name) ?? 0) + 1));
    }
  }
  const found = [...spellings].map(([key, counts]) => ({ key, name: mostUsed(counts), count: sum(counts.values()) }));
  return found.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}

function mostUsed(counts: ReadonlyMap<string, number>): string {
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0);
}

/** The reports with a topic. */
export function onTopic<R extends WithTopics>(reports: readonly R[], topic: string): R[] {
  const key = topicKey(topic);
  return reports.filter(({ topics }) => topics.some((name) => topicKey(name) === key));
}
