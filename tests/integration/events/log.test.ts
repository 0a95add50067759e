import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { type EventKind, eventsSince, holdsSince, publish, trimEvents, withEventTransaction } from "@/lib/events/log";
import { describeBothDatabases } from "../support/databases";

const change = (subjectId: string, kind: EventKind = "note.changed") => ({
  kind,
  report: "report",
  subjectId,
  version: 1,
  actorId: null,
});

describeBothDatabases("the event log", (context) => {
  it("numbers 50 concurrent writers without gaps, in commit order", async () => {
    const db = context.db();
    const committed: number[] = [];
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const write = async (): Promise<number> =>
          index % 2 === 0
            ? db.$transaction((tx) => publish(tx, change(`${index}`)))
            : withEventTransaction(db, (tx) => publish(tx, change(`${index}`)));
        committed.push(await write());
      }),
    );
    expect(committed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    const events = await eventsSince(db, 0);
    expect(events.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(new Set(events.map(({ subjectId }) => subjectId)).size).toBe(50);
  });

  it("never shows a number while a smaller one is pending", async () => {
    const db = context.db();
    let isDone = false;
    const writers = Promise.all(
      Array.from({ length: 50 }, () => db.$transaction((tx) => publish(tx, change(randomUUID())))),
    ).finally(() => {
      isDone = true;
    });
    const seen: number[] = [];
    while (!isDone) {
      const events = await eventsSince(db, seen.at(-1) ?? 0);
      seen.push(...events.map(({ number }) => number));
      await nextTurn();
    }
    await writers;
    seen.push(...(await eventsSince(db, seen.at(-1) ?? 0)).map(({ number }) => number));
    expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it("drops a change that was rolled back, including its number", async () => {
    const db = context.db();
    await withEventTransaction(db, (tx) => publish(tx, change("first")));
    const undone = withEventTransaction(db, async (tx) => {
      await publish(tx, change("undone"));
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await withEventTransaction(db, (tx) => publish(tx, change("second")));
    expect((await eventsSince(db, 0)).map(({ number, subjectId }) => [number, subjectId])).toEqual([
      [1, "first"],
      [2, "second"],
    ]);
  });

  it("assigns no number to a change without an event", async () => {
    const db = context.db();
    await withEventTransaction(db, async () => undefined);
    expect(await withEventTransaction(db, (tx) => publish(tx, change("first")))).toBe(1);
  });

  it("serializes changes, so that data read by one of them remains valid", async () => {
    const db = context.db();
    const { length } = await Promise.all(
      Array.from({ length: 20 }, () =>
        withEventTransaction(db, async (tx) => {
          const before = await tx.event.count();
          await publish(tx, change(`${before}`));
        }),
      ),
    );
    expect((await eventsSince(db, 0)).map(({ subjectId }) => Number(subjectId))).toEqual([...Array(length).keys()]);
  });

  it("returns the events after a position, a page at a time", async () => {
    const db = context.db();
    for (const subject of ["a", "b", "c"]) {
      await withEventTransaction(db, (tx) => publish(tx, { ...change(subject, "edition.stored"), report: null }));
    }
    const stored = { kind: "edition.stored", report: null, version: 1, actorId: null, former: null };
    expect(await eventsSince(db, 1)).toEqual([
      { ...stored, number: 2, subjectId: "b", createdAt: expect.any(Date) },
      { ...stored, number: 3, subjectId: "c", createdAt: expect.any(Date) },
    ]);
    expect(await eventsSince(db, 0, 2)).toHaveLength(2);
    expect(await eventsSince(db, 3)).toEqual([]);
  });

  it("records who could see an item before its audience grew", async () => {
    const db = context.db();
    const former = { visibility: "team", groupId: null } as const;
    await withEventTransaction(db, (tx) => publish(tx, { ...change("a"), former }));
    await withEventTransaction(db, (tx) => publish(tx, change("b")));
    expect((await eventsSince(db, 0)).map((event) => event.former)).toEqual([former, null]);
  });

  it("is trimmed by age and by number of events, and reports what it no longer contains", async () => {
    const db = context.db();
    const day = 86_400_000;
    for (const subject of ["a", "b", "c", "d", "e"])
      await withEventTransaction(db, (tx) => publish(tx, change(subject)));
    await db.event.updateMany({ where: { number: { lte: 2 } }, data: { createdAt: new Date(Date.now() - 31 * day) } });
    const held = async () => (await eventsSince(db, 0)).map(({ number }) => number);
    const holds = () => Promise.all([0, 1, 2, 3, 4, 5, 6].map((number) => holdsSince(db, number)));

    await trimEvents(db);
    expect(await held()).toEqual([3, 4, 5]);
    expect(await holds()).toEqual([false, false, true, true, true, true, false]);
    await trimEvents(db, new Date(), { milliseconds: 30 * day, events: 1 });
    expect(await held()).toEqual([5]);
    await trimEvents(db, new Date(Date.now() + 31 * day));
    expect(await held()).toEqual([]);
    expect(await holds()).toEqual([false, false, false, false, false, true, false]);
    expect(await withEventTransaction(db, (tx) => publish(tx, change("f")))).toBe(6);
  });

  it("is not trimmed while a write is in progress", async () => {
    const db = context.db();
    const write = () => withEventTransaction(db, (tx) => publish(tx, change(randomUUID())));
    const trim = () => trimEvents(db, new Date(), { milliseconds: 86_400_000, events: 5 });
    await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 4 === 3 ? trim() : write())));
    await trim();
    expect((await eventsSince(db, 0)).map(({ number }) => number)).toEqual([26, 27, 28, 29, 30]);
  });
});
