export { type Change, type HighlightPatch, heldBack, looksLike, type QueuedChange } from "./changes";
export { newView } from "./new-views";
export { isGone, mergedVersion, requestOf, textOf, withChanges } from "./registry";
