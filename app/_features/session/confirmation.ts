/**
 * What the user was doing when the session expired. If the session is still valid, but the action requires users to
 * confirm their identity, this is "confirming".
 */
export type Doing = "reading" | "saving" | "confirming";

export const CONFIRMATION = "/api/me/confirmation";
