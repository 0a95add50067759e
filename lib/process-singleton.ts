/**
 * A process-wide singleton. It is needed because Next.js may load a module in several bundles, each with its own module
 * variables.
 *
 * @param key identifies the value within the process
 * @param make called the first time that the key is used
 */
export function processSingleton<T>(key: string, make: () => T): T {
  const holder = globalThis as typeof globalThis & { concordSingletons?: Map<string, unknown> };
  holder.concordSingletons ??= new Map();
  if (!holder.concordSingletons.has(key)) holder.concordSingletons.set(key, make());
  return holder.concordSingletons.get(key) as T;
}
