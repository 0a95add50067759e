import { ACCOUNTS } from "./accounts";
import { ANNOTATIONS } from "./annotations";
import { API } from "./api";
import { BACKUP } from "./backup";
import { DATABASE } from "./database";
import { EXCHANGE } from "./exchange";
import { HTTP } from "./http";
import { IMPORT_WARNINGS } from "./import-warnings";
import { LIBRARY } from "./library";
import { REPORTS } from "./reports";
import { SHARING } from "./sharing";
import { TAGS } from "./tags";
import { WEB_ANNOTATIONS } from "./web-annotations";
import { WORKERS } from "./workers";

/** All messages that tell a user what went wrong or needs checking, in English. */
export const PROBLEMS = {
  ...ACCOUNTS,
  ...ANNOTATIONS,
  ...API,
  ...BACKUP,
  ...DATABASE,
  ...EXCHANGE,
  ...HTTP,
  ...IMPORT_WARNINGS,
  ...LIBRARY,
  ...REPORTS,
  ...SHARING,
  ...TAGS,
  ...WEB_ANNOTATIONS,
  ...WORKERS,
};

type Table = typeof PROBLEMS;

/** The key of a message. */
export type ProblemKey = keyof Table;

/** The key of a message that can belong to an error. */
export type ErrorKey = { [Key in ProblemKey]: Table[Key] extends { status: number } ? Key : never }[ProblemKey];

/** The text of a message. */
export type TextOf<Key extends ProblemKey> = Table[Key]["text"];
