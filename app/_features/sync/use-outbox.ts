"use client";

import { useCallback, useSyncExternalStore } from "react";
import { NOTHING, type OutboxState, outboxOf } from "./outbox";

/** What a person has done on this device that the server has not confirmed yet. */
export function useOutbox(email: string): OutboxState {
  return useSyncExternalStore(
    useCallback((listener) => outboxOf(email).subscribe(listener), [email]),
    () => outboxOf(email).state(),
    () => NOTHING,
  );
}
