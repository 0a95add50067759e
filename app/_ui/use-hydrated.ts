import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether hydration is complete. Until then, the output must match the server's. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
