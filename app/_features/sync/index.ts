export { Live, useLive } from "./live";
export { newOwnId } from "./new-id";
export { outboxOf } from "./outbox";
export type { LiveMessage } from "./source";
export { tryPersist } from "./try-persist";
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
