/** What a person may be in a team, from most to least. */
export const ROLES = ["owner", "editor", "annotator", "reader"] as const;
export type Role = (typeof ROLES)[number];

/** What an invitation may make of a person. Owners are not invited. */
export const INVITED_ROLES = ["editor", "annotator", "reader"] as const satisfies readonly Role[];
export type InvitedRole = (typeof INVITED_ROLES)[number];
