import type { ConfirmationView } from "@/lib/accounts/access-schemas";

/**
 * What the user was doing when the session expired. If the session is still valid, but the action requires users to
 * confirm their identity, this is "confirming".
 */
export type Doing = "reading" | "saving" | "confirming";

export const CONFIRMATION = "/api/me/confirmation";

/** What the user can confirm their identity with. */
export type KnownWays = Pick<ConfirmationView, "hasPassword" | "hasAuthenticator" | "hasPasskeys">;
