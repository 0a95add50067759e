import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { changeInTurn, type EventKind, eventsSince, publish } from "@/lib/events/log";
import { describeDatabases } from "../support/databases";

const change = (subjectId: string, kind: EventKind = "note.changed") => ({
  kind,
  report: "report",
  subjectId,
  version: 1,
});

describeDatabases("the event log", (context) => {
  it("numbers 50 writers at once without gaps, in the order of their commits", async () => {
    const db = context.db();
    const committed: number[] = [];
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const write = async (): Promise<number> =>
          index % 2 === 0
            ? db.$transaction((tx) => publish(tx, change(`${index}`)))
            : changeInTurn(db, (tx) => publish(tx, change(`${index}`)));
        committed.push(await write());
      }),
    );
    expect(committed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    const events = await eventsSince(db, 0);
    expect(events.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(new Set(events.map(({ subjectId }) => subjectId)).size).toBe(50);
  });

  it("never shows a number while a smaller one is still to come", async () => {
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

  it("forgets a change that was undone, number and all", async () => {
    const db = context.db();
    await changeInTurn(db, (tx) => publish(tx, change("first")));
    const undone = changeInTurn(db, async (tx) => {
      await publish(tx, change("undone"));
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await changeInTurn(db, (tx) => publish(tx, change("second")));
    expect((await eventsSince(db, 0)).map(({ number, subjectId }) => [number, subjectId])).toEqual([
      [1, "first"],
      [2, "second"],
    ]);
  });

  it("gives no number to a change that announces nothing", async () => {
    const db = context.db();
    await changeInTurn(db, async () => undefined);
    expect(await changeInTurn(db, (tx) => publish(tx, change("first")))).toBe(1);
  });

  it("makes changes one after another, so that what one has read stays true", async () => {
    const db = context.db();
    const { length } = await Promise.all(
      Array.from({ length: 20 }, () =>
        changeInTurn(db, async (tx) => {
          const before = await tx.event.count();
          await publish(tx, change(`${before}`));
        }),
      ),
    );
    expect((await eventsSince(db, 0)).map(({ subjectId }) => Number(subjectId))).toEqual([...Array(length).keys()]);
  });

  it("answers what came after an event, a page at a time", async () => {
    const db = context.db();
    for (const subject of ["a", "b", "c"]) {
      await changeInTurn(db, (tx) => publish(tx, { ...change(subject, "edition.stored"), report: null }));
    }
    expect(await eventsSince(db, 1)).toEqual([
      { number: 2, kind: "edition.stored", report: null, subjectId: "b", version: 1, createdAt: expect.any(Date) },
      { number: 3, kind: "edition.stored", report: null, subjectId: "c", version: 1, createdAt: expect.any(Date) },
    ]);
    expect(await eventsSince(db, 0, 2)).toHaveLength(2);
    expect(await eventsSince(db, 3)).toEqual([]);
  });
});
