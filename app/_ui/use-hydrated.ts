import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether hydration is complete. Until then, the output must match what the server rendered. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
