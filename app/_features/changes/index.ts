export {
  type Change,
  isGone,
  type Look,
  looksLike,
  mergedVersion,
  type QueuedChange,
  requestOf,
  textOf,
} from "./changes";
export { heldBack, newView, withChanges } from "./optimistic";
