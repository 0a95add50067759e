/**
 * A value that there is once in the process: Next.js may load a module in several bundles, and each has module variables of its own.
 *
 * @param key names the value among all of the process
 * @param make called the first time that the key is asked for
 */
export function processSingleton<T>(key: string, make: () => T): T {
  const holder = globalThis as typeof globalThis & { concordSingletons?: Map<string, unknown> };
  holder.concordSingletons ??= new Map();
  if (!holder.concordSingletons.has(key)) holder.concordSingletons.set(key, make());
  return holder.concordSingletons.get(key) as T;
}
