"use client";

import { useCallback, useSyncExternalStore } from "react";
import { NOTHING, type OutboxState, outboxOf } from "./outbox";

/** A user's unconfirmed changes on this device. */
export function useOutbox(email: string): OutboxState {
  return useSyncExternalStore(
    useCallback((listener) => outboxOf(email).subscribe(listener), [email]),
    () => outboxOf(email).state(),
    () => NOTHING,
  );
}
