/**
 * Limits shared by forms and schemas. The browser loads this file, so it must not import schemas, which would pull in
 * all of Zod.
 */

/** Length of a password in characters. The maximum only bounds the cost of hashing. */
export const PASSWORD_LENGTH = { min: 12, max: 200 };
export const NAME_LENGTH = 80;
/** Maximum number of passkeys per user. */
export const PASSKEYS_MAX = 20;
/** Expiry of an invitation in days, and its use limit. */
export const INVITATION_DAYS = { default: 7, max: 90 };
export const INVITATION_USES = { default: 1, max: 500 };
/** Maximum number of groups per team. */
export const GROUPS_MAX = 200;
export const GROUP_NAME_LENGTH = 60;
/** Expiry of an API token, in days. */
export const TOKEN_DAYS = { default: 90, max: 366 };
/** How long an emailed sign-in link is valid, in minutes. */
export const MAIL_LINK_MINUTES = 15;
/** The scopes of an API token. */
export const SCOPES = ["read", "write"] as const;
export type Scope = (typeof SCOPES)[number];
