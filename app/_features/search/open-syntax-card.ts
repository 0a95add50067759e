const listeners = new Set<() => void>();

/** Opens the help on the query language. Does nothing on a page without a search box. */
export function openSyntaxCard(): void {
  for (const listen of listeners) listen();
}

/**
 * Calls a function whenever the help should open.
 * @returns a function that unsubscribes
 */
export function onOpenSyntaxCard(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
