export { keptOnDevice } from "./kept-on-device";
export { Live, useLive } from "./live";
export { newOwnId } from "./new-id";
export { outboxOf } from "./outbox";
export type { LiveMessage } from "./source";
export { UnsavedChanges } from "./unsaved-changes";
export {
  type ChangeDraft,
  type Draft,
  type Drafts,
  draftOfRefused,
  hasReplyDraft,
  highlightOfKey,
  readDrafts,
  replyKey,
  useDrafts,
} from "./use-drafts";
export { useOutbox, useUnsaved } from "./use-outbox";
