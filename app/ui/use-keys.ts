"use client";

import { useEffect, useLayoutEffect, useRef } from "react";
import { useStored } from "./use-stored";

/** Whether single keys act, and a way to change it. Kept on the device (WCAG 2.2, 2.1.4 Character Key Shortcuts). */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [kept, keep] = useStored("single-key-shortcuts");
  return [kept !== "off", (on) => keep(on ? "on" : "off")];
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** The Latin letter at the place of a key, for those who write in another script. */
function latinKeyOf({ key, code, shiftKey }: KeyboardEvent): string {
  const letter = /^\p{Script=Latin}$/u.test(key) ? undefined : /^Key([A-Z])$/u.exec(code)?.[1];
  return (shiftKey ? letter : letter?.toLowerCase()) ?? "";
}

/**
 * Lets single keys act anywhere on the page, except while a person types, holds a modifier, or has a dialog open that
 * does not say `data-keys`.
 *
 * @param actions by `KeyboardEvent.key`; Escape acts even where single keys are turned off. One that returns false has
 *   done nothing, and leaves the key to the components around this one
 */
export function useKeys(actions: Record<string, () => unknown>): void {
  const [on] = useSingleKeys();
  const latest = useRef(actions);
  // As soon as the page shows what they act on, not a moment later.
  useLayoutEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const action = latest.current[event.key] ?? latest.current[latinKeyOf(event)];
      if (!action || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key !== "Escape" && !on) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]:not([data-keys]), [role="menu"]')) return;
      if (action() !== false) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [on]);
}
