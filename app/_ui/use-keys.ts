"use client";

import { useEffect, useLayoutEffect, useRef } from "react";
import { useStored } from "./use-stored";

/** Whether single keys act, and a way to change it. Kept on the device (WCAG 2.2, 2.1.4 Character Key Shortcuts). */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [kept, keep] = useStored("single-key-shortcuts");
  return [kept !== "off", (on) => keep(on ? "on" : "off")];
}

/** Whether what has the focus takes what is typed. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** The Latin letter at the place of a key, for those who write in another script. */
function latinKeyOf({ key, code, shiftKey }: KeyboardEvent): string {
  const letter = /^\p{Script=Latin}$/u.test(key) ? undefined : /^Key([A-Z])$/u.exec(code)?.[1];
  return (shiftKey ? letter : letter?.toLowerCase()) ?? "";
}

/** How a key is called that is pressed with Control, or Command: "mod+z", with Shift "mod+Z". */
function keyWithModifier({ key, shiftKey }: KeyboardEvent, latin: string): string {
  const letter = latin || key;
  // On a Mac Command takes the effect of Shift away.
  return `mod+${shiftKey ? letter.toUpperCase() : letter.toLowerCase()}`;
}

/**
 * What keys do, by `KeyboardEvent.key`; with Control or Command as "mod+z", with Shift too as "mod+Z". An action that returns false has done nothing, and leaves the key to the components around it.
 */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

/**
 * Lets single keys act anywhere on the page, except while a person types, holds a modifier that they do not ask for, or has a dialog open that
 * does not say `data-keys`.
 *
 * @param actions Escape and keys that are no character act even where single keys are turned off
 */
export function useKeys(actions: Keys): void {
  const [on] = useSingleKeys();
  const latest = useRef(actions);
  // As soon as the page shows what they act on, not a moment later.
  useLayoutEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.metaKey;
      const latin = latinKeyOf(event);
      const name = hasModifier ? keyWithModifier(event, latin) : event.key;
      const action = latest.current[name] ?? (hasModifier ? undefined : latest.current[latin]);
      if (!action || event.defaultPrevented || event.altKey) return;
      if (name.length === 1 && !on) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]:not([data-keys]), [role="menu"]')) return;
      if (action(event) !== false) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [on]);
}
