/**
 * What the person was about when their session had ended; or "confirming", where it is good, and what they do asks them to prove again who
 * they are.
 */
export type Doing = "reading" | "saving" | "confirming";

export const CONFIRMATION = "/api/me/confirmation";
