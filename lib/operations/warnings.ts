import { DAY } from "../time";
import type { ServerOverview, ServerWarning, WarningKind } from "./schemas";

/** A disk is nearly full if less than this part of it is free. */
const FREE_PART = 0.1;
/** Age of the last backup, in milliseconds, above which it is too old: a week and a day for weekly backups. */
const BACKUP_MS = 8 * DAY;
/** How long a file may wait before it is read, in milliseconds. Most files are read within minutes. */
const WAITING_MS = 900_000;
/** How far two clocks may differ, in milliseconds. Codes of authenticator apps are valid for 30 seconds. */
const CLOCK_MS = 5_000;
/** How long a failed email is mentioned, in milliseconds. */
const MAIL_MS = DAY;

type WarningOf<K extends WarningKind> = Extract<ServerWarning, { kind: K }>;

/** What warnings depend on. */
export type Observed = Pick<ServerOverview, "instances" | "database" | "lastBackup"> & {
  /** The import jobs that are waiting or running. */
  queued: readonly { createdAt: Date; isRunning: boolean }[];
};

/** What an operator should do something about, most urgent first. */
export function warningsOf(
  { instances, database, lastBackup, queued }: Observed,
  now: Date = new Date(),
): ServerWarning[] {
  const age = (at: Date) => now.getTime() - at.getTime();
  const running = instances.filter(({ state }) => state !== "silent");
  // A backup, and many migrations of SQLite, need as much space as the database.
  const needed = database.kind === "sqlite" ? database.size : 0;
  const disks = running.flatMap(({ host, disk }): WarningOf<"disk">[] =>
    disk && disk.free < Math.max(disk.size * FREE_PART, needed) ? [{ kind: "disk", host, free: disk.free }] : [],
  );
  const silent = instances.flatMap(({ host, seenAt, state }): WarningOf<"silent">[] =>
    state === "silent" ? [{ kind: "silent", host, seenAt }] : [],
  );
  const versions = [...new Set(running.map(({ version }) => version))].sort();
  const clocks = running.flatMap(({ host, clockAhead }): WarningOf<"clock">[] =>
    clockAhead !== null && Math.abs(clockAhead) > CLOCK_MS
      ? [{ kind: "clock", host, seconds: Math.round(clockAhead / 1_000) }]
      : [],
  );
  const mails = running.flatMap(({ host, mails: { lastFailure } }): WarningOf<"mail">[] =>
    lastFailure && age(lastFailure.at) < MAIL_MS ? [{ kind: "mail", host, ...lastFailure }] : [],
  );
  const [since] = queued
    .flatMap(({ createdAt, isRunning }) => (isRunning ? [] : [createdAt.getTime()]))
    .sort((a, b) => a - b);
  return [
    ...onePerHost(disks),
    ...onePerHost(silent),
    ...(versions.length > 1 ? [{ kind: "versions", versions } as const] : []),
    ...onePerHost(clocks),
    ...(since !== undefined && now.getTime() - since > WAITING_MS
      ? [{ kind: "queue", since: new Date(since) } as const]
      : []),
    ...onePerHost(mails),
    ...(!lastBackup || age(lastBackup) > BACKUP_MS ? [{ kind: "backup", at: lastBackup } as const] : []),
  ];
}

/** Instances on the same machine have the same disk and clock, and usually the same trouble. */
function onePerHost<W extends { host: string }>(warnings: readonly W[]): W[] {
  return [...new Map(warnings.map((warning) => [warning.host, warning])).values()];
}
