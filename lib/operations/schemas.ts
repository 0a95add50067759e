/** Schemas for the page about the server, shared with the browser. */

import { z } from "zod";
import { CHOSEN_LOG_LEVELS, type ChosenLogLevel } from "../accounts/audit-schemas";

export const logLevelChange = z.object({ level: z.enum(CHOSEN_LOG_LEVELS).nullable() });

/** A process of Concord. */
export interface InstanceView {
  id: string;
  version: string;
  /** The name of the machine. */
  host: string;
  processId: number;
  startedAt: Date;
  seenAt: Date;
  /** "silent" if it ended without saying so, or can't reach the database. */
  state: "ready" | "preparing" | "silent";
  /** In bytes. */
  memory: number;
  /** The disk with the data folder, in bytes; null if unknown. */
  disk: { free: number; size: number } | null;
  /** In milliseconds; null on SQLite. */
  clockAhead: number | null;
  mails: { sent: number; failed: number; lastFailure: { at: Date; code: string } | null };
}

/** How much a report needs in the database, in bytes. */
export interface ReportStorage {
  slug: string;
  title: string;
  /** The uploaded files. */
  files: number;
  pictures: number;
  /** The positions of the words on the pages. */
  pages: number;
  /** The texts of all editions. */
  texts: number;
  total: number;
}

/** What an operator should do something about, most urgent first. */
export type ServerWarning =
  | { kind: "disk"; host: string; free: number }
  | { kind: "silent"; host: string; seenAt: Date }
  | { kind: "versions"; versions: string[] }
  | { kind: "clock"; host: string; seconds: number }
  | { kind: "queue"; since: Date }
  | { kind: "mail"; host: string; at: Date; code: string }
  | { kind: "backup"; at: Date | null };

export type WarningKind = ServerWarning["kind"];

/** All kinds of warnings. */
export const WARNING_KINDS = [
  "disk",
  "silent",
  "versions",
  "clock",
  "queue",
  "mail",
  "backup",
] as const satisfies readonly WarningKind[];

/** A file that is waiting to be read, is being read, or couldn't be read. */
export interface JobView {
  id: string;
  /** The size of the file, in bytes. */
  size: number;
  /** The name of the person who added it. */
  person: string;
  createdAt: Date;
  state: "waiting" | "running" | "failed";
  /** Why it failed; null unless it has. */
  problem: string | null;
}

/** The state of all instances and of the database. */
export interface ServerOverview {
  warnings: ServerWarning[];
  instances: InstanceView[];
  database: {
    kind: "sqlite" | "postgresql";
    /** In bytes. */
    size: number;
  };
  /**
   * The reports that need the most, largest first; how many others there are; and what deleted reports need until they
   * are erased, in bytes.
   */
  storage: { reports: ReportStorage[]; others: number; deleted: number };
  /** The latest jobs, and the number of all jobs in each state. */
  jobs: { latest: JobView[]; waiting: number; running: number; failed: number };
  /** Sessions that haven't ended, and the people who have one. */
  sessions: { open: number; people: number };
  /** When the last backup was made with `npm run backup`; null if there is none. */
  lastBackup: Date | null;
  limits: {
    /** In bytes. */
    file: number;
    rateFactor: number;
    searchEngine: "memory" | "postgresql";
    /** In seconds. */
    drain: number;
    sendsMail: boolean;
  };
  log: {
    /** From LOG_LEVEL. */
    configured: string;
    /** The level that an owner has chosen; null if the configured one applies. */
    chosen: { level: ChosenLogLevel; until: Date } | null;
  };
}
