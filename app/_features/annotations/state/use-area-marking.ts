"use client";

import { useActions, useAnnotations } from "./context";

/** Whether the user may mark areas, whether one is being reattached, and the action for a marked area. */
export function useAreaMarking() {
  const { markArea } = useActions();
  const mayMark = useAnnotations((state) => state.me.role !== "reader");
  const isAttaching = useAnnotations((state) => state.attaching !== null && state.attaching.area !== null);
  const isAttachingText = useAnnotations((state) => state.attaching !== null && state.attaching.area === null);
  return { mayMark: mayMark && !isAttachingText, isAttaching, markArea };
}
