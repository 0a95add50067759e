const listeners = new Set<() => void>();

/** Opens the search syntax help. Has no effect on a page without a search box. */
export function openSyntaxCard(): void {
  for (const listen of listeners) listen();
}

/**
 * Calls a function when the help should open.
 * @returns a function that unsubscribes
 */
export function onOpenSyntaxCard(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
