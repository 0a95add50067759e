import { useState } from "react";

/** The highlights selected in the list, in order of selection; null outside selection mode. */
export function usePicking() {
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  return {
    picked,
    begin: () => setPicked([]),
    end: () => setPicked(null),
    /** Adds several highlights to the selection. */
    pickAll: (ids: readonly string[]) => setPicked((before) => [...new Set([...(before ?? []), ...ids])]),
    pick: (id: string, isPicked: boolean) =>
      setPicked((before) => (isPicked ? [...(before ?? []), id] : (before ?? []).filter((other) => other !== id))),
  };
}
