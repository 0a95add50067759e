import { describe, expect, it } from "vitest";
import type { InstanceView } from "@/lib/operations/schemas";
import { type Observed, warningsOf } from "@/lib/operations/warnings";

const NOW = new Date("2026-05-10T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const waiting = (minutes: number) => ({ createdAt: minutesAgo(minutes), isRunning: false });
const GIGABYTE = 1e9;

const INSTANCE: InstanceView = {
  id: "one",
  version: "1.0.0",
  host: "north",
  processId: 1,
  startedAt: minutesAgo(600),
  seenAt: minutesAgo(0),
  state: "ready",
  memory: 3e8,
  disk: { free: 50 * GIGABYTE, size: 100 * GIGABYTE },
  clockAhead: 0,
  mails: { sent: 0, failed: 0, lastFailure: null },
};

const WELL: Observed = {
  instances: [INSTANCE],
  database: { kind: "sqlite", size: GIGABYTE },
  lastBackup: minutesAgo(24 * 60),
  queued: [],
};

const kindsOf = (observed: Partial<Observed>) => warningsOf({ ...WELL, ...observed }, NOW).map(({ kind }) => kind);
const withInstance = (...changes: Partial<InstanceView>[]) => ({
  instances: changes.map((change) => ({ ...INSTANCE, ...change })),
});

describe("warnings", () => {
  it.each<[string, Partial<Observed>, string[]]>([
    ["nothing is wrong", {}, []],
    ["a tenth of the disk is free", withInstance({ disk: { free: 10 * GIGABYTE, size: 100 * GIGABYTE } }), []],
    ["less than a tenth is free", withInstance({ disk: { free: 9.9 * GIGABYTE, size: 100 * GIGABYTE } }), ["disk"]],
    ["an SQLite file can't be copied", { database: { kind: "sqlite", size: 51 * GIGABYTE } }, ["disk"]],
    ["PostgreSQL, on another disk, is larger", { database: { kind: "postgresql", size: 51 * GIGABYTE } }, []],
    ["the disk is unknown", withInstance({ disk: null }), []],
    [
      "two instances share a full disk",
      withInstance({ disk: { free: 1, size: GIGABYTE } }, { id: "two", disk: { free: 1, size: GIGABYTE } }),
      ["disk"],
    ],
    ["an instance ended without saying so", withInstance({}, { host: "south", state: "silent" }), ["silent"]],
    ["versions differ", withInstance({}, { version: "1.1.0" }), ["versions"]],
    ["a silent instance had another version", withInstance({}, { version: "0.9.0", state: "silent" }), ["silent"]],
    ["a clock is 5 seconds ahead", withInstance({ clockAhead: 5_000 }), []],
    ["a clock is further behind", withInstance({ clockAhead: -5_001 }), ["clock"]],
    ["a file has waited for a quarter of an hour", { queued: [waiting(15), waiting(1)] }, []],
    ["a file has waited longer", { queued: [waiting(16), waiting(1)] }, ["queue"]],
    ["a file has been read for longer", { queued: [{ ...waiting(60), isRunning: true }] }, []],
    [
      "an email failed today",
      withInstance({ mails: { sent: 3, failed: 1, lastFailure: { at: minutesAgo(60), code: "ECONNECTION" } } }),
      ["mail"],
    ],
    [
      "an email failed two days ago",
      withInstance({ mails: { sent: 3, failed: 1, lastFailure: { at: minutesAgo(2_880), code: "ECONNECTION" } } }),
      [],
    ],
    ["there is no backup", { lastBackup: null }, ["backup"]],
    ["the backup is older than eight days", { lastBackup: minutesAgo(8 * 24 * 60 + 1) }, ["backup"]],
  ])("if %s", (_, observed, kinds) => {
    expect(kindsOf(observed)).toEqual(kinds);
  });

  it("come with the most urgent first", () => {
    const full = { disk: { free: 1, size: GIGABYTE } };
    const observed = { ...withInstance(full, { state: "silent" }), lastBackup: null, queued: [waiting(60)] };
    expect(kindsOf(observed)).toEqual(["disk", "silent", "queue", "backup"]);
  });
});
