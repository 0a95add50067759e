/**
 * Runs the code of an effect in a task of its own. Hydration takes most of the time that a tap may be delayed on a
 * phone, so what isn't needed for the first interaction shouldn't be part of it.
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
