import type { Relation } from "./resources";
import type { Role } from "./roles";

/** The relations to a resource with which each role can perform an action. */
export type Rule = Readonly<Partial<Record<Role, readonly Relation[]>>>;

const GIVEN = ["edits", "reads"] as const;
const OPEN = [...GIVEN, "public", "team"] as const;
/** The relations to a report, which include those to reports that are hidden from everyone but owners. */
export const EVERY_REPORT = [...OPEN, "other"] as const;

/**
 * Owners can read and manage every report. Otherwise, a report that nobody has access to any more would be lost, and
 * with it the notes in it.
 */
export const READ_REPORT: Rule = {
  owner: EVERY_REPORT,
  editor: OPEN,
  annotator: OPEN,
  reader: OPEN,
  guest: [...GIVEN, "public"],
};
/** Editors can edit every report that they can read; everyone else, those that they were given the right to edit. */
export const EDIT_REPORT: Rule = {
  owner: EVERY_REPORT,
  editor: OPEN,
  annotator: ["edits"],
  reader: ["edits"],
  guest: ["edits"],
};
export const MANAGE_REPORT: Rule = { owner: EVERY_REPORT, editor: OPEN };
/** Whatever is public can be copied at once, so only owners decide that. */
export const PUBLISH_REPORT: Rule = { owner: EVERY_REPORT };
export const IMPORT: Rule = {
  owner: ["own", "edits"],
  editor: ["own", "edits"],
  annotator: ["edits"],
  reader: ["edits"],
  guest: ["edits"],
};
