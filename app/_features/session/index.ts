export { endWithUndo } from "./end-with-undo";
export { EntryForm } from "./entry-form";
export { claimDevice, isLeaving, leave, leaveForGood, loseAccess, loseAccessOfHolder } from "./leave";
export { LoadFailed } from "./load-failed";
export { ConfirmDialog } from "./on-demand";
export { hasDeclined, onSignedIn, requireConfirmation, SignInAgain, withReauthentication } from "./sign-in-again";
export { useLatest, useSettled } from "./use-latest";
