const listeners = new Set<() => void>();

/** Opens the card that says how to search. It does nothing on a page without a search box. */
export function openSyntaxCard(): void {
  for (const listen of listeners) listen();
}

/** Calls a function when the card is to open. @returns ends that */
export function onOpenSyntaxCard(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
