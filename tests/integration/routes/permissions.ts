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
 * The responses of every route to every caller, grouped by topic. If a method of a route has no row here, a test fails.
 * Routes whose responses depend on the item have several rows.
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
