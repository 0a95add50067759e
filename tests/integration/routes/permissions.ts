import { ACCOUNTS } from "./permissions/accounts";
import { API } from "./permissions/api";
import { GROUPED } from "./permissions/groups";
import { HIGHLIGHTS } from "./permissions/highlights";
import { NOTES } from "./permissions/notes";
import { OPERATIONS } from "./permissions/operations";
import { REPLIES } from "./permissions/replies";
import { REPORTS } from "./permissions/reports";
import type { Permission } from "./permissions/row";
import { SHARING } from "./permissions/sharing";

export type { Permission, Sent } from "./permissions/row";

/**
 * The answer of every route to every caller, grouped by topic. A test fails for a method of a route without a row here.
 * Routes whose answers depend on the item have several rows.
 */
export const PERMISSIONS: Permission[] = [
  ...ACCOUNTS,
  ...REPORTS,
  ...HIGHLIGHTS,
  ...GROUPED,
  ...NOTES,
  ...REPLIES,
  ...SHARING,
  ...API,
  ...OPERATIONS,
];
