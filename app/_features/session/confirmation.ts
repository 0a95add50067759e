/**
 * What the user was doing when the session expired, or "confirming" if the session is valid but the action requires
 * them to confirm their identity.
 */
export type Doing = "reading" | "saving" | "confirming";

export const CONFIRMATION = "/api/me/confirmation";
