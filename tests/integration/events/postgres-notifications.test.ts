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

describeDatabases("what another instance publishes", ({ db, url, provider }) => {
  /** Listens as an instance does. @returns how often it rang */
  const listen = () => {
    const heard = vi.fn();
    end = onNotify(db(), heard);
    return heard;
  };

  if (provider === "sqlite") {
    it("rings nobody, since SQLite has no notices", async () => {
      other = await openDatabase(url());
      const heard = listen();
      await withEventTransaction(other, (tx) => publish(tx, change()));
      expect(heard).not.toHaveBeenCalled();
    });
    return;
  }

  it("rings at once, for the first event and for every later one, when it is committed", async () => {
    other = await openDatabase(url());
    const heard = listen();
    // There is a connection.
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
    for (const times of [2, 3]) {
      await withEventTransaction(other, (tx) => publish(tx, change()));
      await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(times));
    }
  });

  it("does not ring for what was undone, nor where nothing was published", async () => {
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

  it("rings again after the connection was lost", async () => {
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
