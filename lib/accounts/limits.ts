/** What forms and schemas agree on. The browser reads it, so it opens no schema: they would bring their whole library along. */

/** Characters of a password. The maximum only bounds the cost of hashing. */
export const PASSWORD_LENGTH = { min: 12, max: 200 };
export const NAME_LENGTH = 80;
/** How long an invitation may last, in days, and how many people it may let in. */
export const INVITATION_DAYS = { default: 7, max: 90 };
export const INVITATION_USES = { default: 1, max: 500 };
/** How many groups a team may have. */
export const GROUPS_MAX = 200;
export const GROUP_NAME_LENGTH = 60;
/** How long an API token may last, in days. */
export const TOKEN_DAYS = { default: 90, max: 366 };
/** How long a link works that came by mail, in minutes. */
export const MAIL_LINK_MINUTES = 15;
/** What an API token may be used for. */
export const SCOPES = ["read", "write"] as const;
export type Scope = (typeof SCOPES)[number];
