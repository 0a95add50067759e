import { randomUUID } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { closeDatabase, type Database, openDatabase } from "@/lib/db/database";
import { type EventKind, onNotify, publish, withEventTransaction } from "@/lib/events/log";
import { describeDatabases } from "../support/databases";

const KIND: EventKind = "note.changed";
const change = () => ({ kind: KIND, report: null, subjectId: randomUUID(), version: 1, actorId: null });

let end = () => {};
let other: Database | undefined;
afterEach(async () => {
  end();
  if (other) await closeDatabase(other);
  other = undefined;
});

describeDatabases("events from another instance", ({ db, url, provider }) => {
  /** Listens as an instance does. @returns a mock that counts notifications */
  const listen = () => {
    const heard = vi.fn();
    end = onNotify(db(), heard);
    return heard;
  };

  if (provider === "sqlite") {
    it("do not notify on SQLite, which has no notifications", async () => {
      other = await openDatabase(url());
      const heard = listen();
      await withEventTransaction(other, (tx) => publish(tx, change()));
      expect(heard).not.toHaveBeenCalled();
    });
    return;
  }

  it("notify immediately on commit, for the first event and every later one", async () => {
    other = await openDatabase(url());
    const heard = listen();
    // The connection has been established.
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
    for (const times of [2, 3]) {
      await withEventTransaction(other, (tx) => publish(tx, change()));
      await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(times));
    }
  });

  it("do not notify after a rollback, or without an event", async () => {
    other = await openDatabase(url());
    await withEventTransaction(other, (tx) => publish(tx, change()));
    const heard = listen();
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
    const undone = withEventTransaction(other, async (tx) => {
      await publish(tx, change());
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await withEventTransaction(other, async () => undefined);
    await withEventTransaction(other, (tx) => publish(tx, change()));
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
  });

  it("notify again after the connection has been lost", async () => {
    other = await openDatabase(url());
    const heard = listen();
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
    await other.$executeRawUnsafe(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'concord notices' AND datname = current_database()`,
    );
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2), 5_000);
    await withEventTransaction(other, (tx) => publish(tx, change()));
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(3));
  });
});
