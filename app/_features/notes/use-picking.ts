import { useState } from "react";

/** Highlights that are being selected in the list, in the order in which they were; null while none are to be. */
export function usePicking() {
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  return {
    picked,
    begin: () => setPicked([]),
    end: () => setPicked(null),
    pick: (id: string, isPicked: boolean) =>
      setPicked((before) => (isPicked ? [...(before ?? []), id] : (before ?? []).filter((other) => other !== id))),
  };
}
