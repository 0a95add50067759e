/** All roles, from most to least privileged. Guests see only the reports that they were given access to. */
export const ROLES = ["owner", "editor", "annotator", "reader", "guest"] as const;
export type Role = (typeof ROLES)[number];

/** Roles that an invitation can grant. Owners can't be invited. */
export const INVITED_ROLES = ["editor", "annotator", "reader", "guest"] as const satisfies readonly Role[];
export type InvitedRole = (typeof INVITED_ROLES)[number];
