import type { KeyboardEvent } from "react";

/**
 * Moves the focus within a list with the arrow keys, Home and End.
 *
 * @param items in order
 * @param onLeave called for Escape, and for arrow up on the first item
 */
export function moveAmong(event: KeyboardEvent, items: readonly HTMLElement[], onLeave: () => void): void {
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? 0 : at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key !== "Escape" && to === undefined) return;
  event.preventDefault();
  if (event.key === "Escape" || to === -1) onLeave();
  else items[to!]?.focus();
}
