import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the browser has taken over from the server: what is rendered before that must be the same as there. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
