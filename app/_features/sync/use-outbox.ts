"use client";

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { QueuedChange } from "@/app/_features/changes";
import { NOTHING, type OutboxState, outboxOf } from "./outbox";

/** What a person has done on this device that the server has not confirmed yet. */
export function useOutbox(email: string): OutboxState {
  return useSyncExternalStore(
    useCallback((listener) => outboxOf(email).subscribe(listener), [email]),
    () => outboxOf(email).state(),
    () => NOTHING,
  );
}

/** Until a change that is not confirmed is worth a word, in milliseconds: saving is silent where it works. */
const SILENCE = 2_000;

/** What a person should know that it is not saved: in trouble all that waits, else what was refused or waits for long. */
export function useUnsaved(email: string): readonly QueuedChange[] {
  const { changes, trouble } = useOutbox(email);
  const [now, setNow] = useState(0);
  const oldest = changes[0]?.at;
  useEffect(() => {
    if (oldest === undefined) return;
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, oldest + SILENCE - Date.now()));
    return () => clearTimeout(timer);
  }, [oldest]);
  return useMemo(
    () => changes.filter(({ refusal, at }) => trouble !== null || refusal || at + SILENCE <= now),
    [changes, trouble, now],
  );
}
