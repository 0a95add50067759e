export {
  type Change,
  type HighlightPatch,
  isGone,
  looksLike,
  mergedVersion,
  type QueuedChange,
  requestOf,
  textOf,
} from "./changes";
export { heldBack, newView, withChanges } from "./optimistic";
