"use client";

import { useStored } from "@/app/_ui/use-stored";

/** Whether each result explains why it was found. This setting is stored on the device. */
export function useExplained(): [isExplained: boolean, toggle: () => void] {
  const [kept, keep] = useStored("explain-results");
  return [kept === "on", () => keep(kept === "on" ? null : "on")];
}
