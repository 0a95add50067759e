export { type Change, type HighlightPatch, looksLike, type QueuedChange } from "./changes";
export { newView } from "./new-views";
export { heldBack, withChanges } from "./optimistic";
export { isGone, labelOf, mergedVersion, requestOf, textOf } from "./registry";
