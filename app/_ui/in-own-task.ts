/**
 * Runs an effect in a separate task. On a phone, hydration alone blocks input for almost as long as is acceptable, so
 * anything that the first interaction doesn't need should run after it.
 *
 * @param effect as for `useEffect`
 * @returns a function that cancels it, or cleans up after it
 */
export function inOwnTask(effect: () => undefined | (() => void)): () => void {
  let cleanUp: (() => void) | undefined;
  const timer = setTimeout(() => {
    cleanUp = effect();
  });
  return () => {
    clearTimeout(timer);
    cleanUp?.();
  };
}
