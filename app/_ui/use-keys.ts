"use client";

import { useEffect, useLayoutEffect, useRef } from "react";
import { useStored } from "./use-stored";

/**
 * Whether single-key shortcuts are enabled, and a function to change that. The setting is stored on the device (WCAG
 * 2.2, 2.1.4 Character Key Shortcuts).
 */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [kept, keep] = useStored("single-key-shortcuts");
  return [kept !== "off", (on) => keep(on ? "on" : "off")];
}

/** Whether an element accepts text input. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** The Latin letter at a key's physical position, for people who type in another script. */
function latinKeyOf({ key, code, shiftKey }: KeyboardEvent): string {
  const letter = /^\p{Script=Latin}$/u.test(key) ? undefined : /^Key([A-Z])$/u.exec(code)?.[1];
  return (shiftKey ? letter : letter?.toLowerCase()) ?? "";
}

/** The name of a key pressed with Control or Command: "mod+z", or "mod+Z" with Shift. */
function keyWithModifier({ key, shiftKey }: KeyboardEvent, latin: string): string {
  const letter = latin || key;
  // On macOS, Command makes `key` lowercase even with Shift.
  return `mod+${shiftKey ? letter.toUpperCase() : letter.toLowerCase()}`;
}

/**
 * Keyboard shortcuts by `KeyboardEvent.key`. "mod+z" is the key with Control or Command, and "mod+Z" is the same with
 * Shift. An action returns false if it didn't handle the key. Surrounding components can then handle it.
 */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

/**
 * Enables shortcuts on the whole page, except while the user is typing, is holding another modifier key, or has a
 * dialog without `data-keys` open.
 *
 * @param actions Escape and non-character keys work even if single-key shortcuts are disabled
 */
export function useKeys(actions: Keys): void {
  const [on] = useSingleKeys();
  const latest = useRef(actions);
  // This is a layout effect, so that the shortcuts match what is on the screen.
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
