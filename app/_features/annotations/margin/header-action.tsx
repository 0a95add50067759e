import { type ReactNode, type RefObject, useEffect, useState } from "react";
import { createPortal } from "react-dom";

/** Portals a button into the header, which another component renders. */
export function HeaderAction({ into, children }: { into: RefObject<HTMLElement | null>; children: ReactNode }) {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  useEffect(() => setTarget(into.current), [into]);
  return target && createPortal(children, target);
}
