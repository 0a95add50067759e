export { Live, onLive, useLive } from "./live";
export { newOwnId } from "./new-id";
export { type Outbox, outboxOf } from "./outbox";
export type { LiveMessage } from "./tabs";
export { tryPersist } from "./try-persist";
export { UnsavedChanges } from "./unsaved-changes";
export {
  changeDraft,
  type Draft,
  type Drafts,
  draftOfRefused,
  hasReplyDraft,
  highlightOfKey,
  onDrafts,
  readDrafts,
  replyKey,
  useDrafts,
} from "./use-drafts";
export { useOutbox } from "./use-outbox";
