import { randomUUID } from "node:crypto";
import { COLOURS } from "@/lib/annotations/highlights/colours";
import { selectorOf } from "@/lib/annotations/highlights/selector";
import { closeDatabase, openDatabase, type Prisma } from "@/lib/db/database";
import { publish } from "@/lib/events/log";
import { REPORT } from "../instance";
import { randomNumbers } from "../search/generator";

/** A span of the text, half-open, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/** A highlight in the text. */
export interface Seeded extends Span {
  colour: number;
  /** Whether the highlight has a note and no other highlight overlaps it. */
  opensAtOnce: boolean;
}

/** The number of events in a transaction. On a busy machine, more would exceed its time limit. */
const BATCH = 500;

/** Every nth highlight has a note. */
const NOTED = 10;

/**
 * Generates spans throughout a text. The spans are the same on every run. Half of them are disjoint and 10 to 20
 * characters long. The other half overlap the first half and are 30 to 200 characters long. Every tenth short span has
 * a note, and no other span overlaps it.
 */
function makeSpans(length: number, count: number): Span[] {
  const random = randomNumbers(3);
  const apart = Math.floor(count / 2);
  const room = length / apart;
  return Array.from({ length: count }, (_, index) => {
    const isLong = index >= apart;
    const place = index % apart;
    const isAbove = isLong && place % NOTED === 0;
    const start = Math.floor((isAbove ? place + 1 : place) * room);
    const most = isLong ? 30 + random() * 170 : Math.min(10 + random() * 10, room - 1);
    const free = isLong ? (Math.floor(place / NOTED) + 1) * NOTED * room : length;
    return { start, end: Math.min(length, Math.floor(free), start + Math.max(1, Math.floor(most))) };
  });
}

/**
 * Inserts highlights into the database of an instance that has already served its report, as if the instance's only
 * user had created them.
 *
 * @param count the total number of highlights
 * @returns all highlights, including earlier ones
 */
export async function seedHighlights(databaseUrl: string, count: number, report: string = REPORT): Promise<Seeded[]> {
  const db = await openDatabase(databaseUrl);
  try {
    const edition = await db.edition.findFirstOrThrow({ where: { report } });
    const author = await db.person.findFirstOrThrow();
    const there = await db.highlight.count({ where: { deletedAt: null } });
    const spans = makeSpans(edition.text.length, count);
    const now = new Date();
    const rows = spans.map((span, index): Prisma.HighlightCreateManyInput => {
      const { quote, prefix, suffix } = selectorOf(edition.text, span.start, span.end);
      return {
        ...{ id: randomUUID(), report: edition.report, editionId: edition.id, ...span, quote, prefix, suffix },
        ...{ colour: COLOURS[index % COLOURS.length]!, authorId: author.id, visibility: "team" },
        ...{ createdAt: now, updatedAt: now },
      };
    });
    const added = rows.slice(there);
    await db.highlight.createMany({ data: added });
    await db.placement.createMany({
      data: added.map(({ id, start, end }) => ({
        ...{ highlightId: id!, editionId: edition.id, start, end, state: "anchored" as const },
      })),
    });
    await db.note.createMany({
      data: added
        .filter((_, index) => (there + index) % NOTED === 0)
        .map(({ id }) => ({
          ...{ id: randomUUID(), highlightId: id!, authorId: author.id, visibility: "team" as const },
          ...{ body: "A note of the bench, of **one** line or two.", createdAt: now, updatedAt: now },
        })),
    });
    // A running server caches what it has read. When new events arrive, it rereads only the items that they refer to.
    for (let first = 0; first < added.length; first += BATCH) {
      await db.$transaction(async (tx) => {
        for (const { id, report, authorId } of added.slice(first, first + BATCH)) {
          await publish(tx, { kind: "highlight.created", report, subjectId: id!, version: 1, actorId: authorId });
        }
      });
    }
    const all = await db.highlight.findMany({ where: { deletedAt: null }, include: { note: true } });
    return all.map(({ start, end, colour, note }) => {
      const touching = all.filter((other) => other.start < end && other.end > start);
      return { start, end, colour, opensAtOnce: note !== null && touching.length === 1 };
    });
  } finally {
    await closeDatabase(db);
  }
}
