import { type Look, lookOf } from "./look";

/** How long to decode pictures, in milliseconds. Those that are left have no look. */
const MAX_TIME = 20_000;

/** The looks of pictures, by id; null for those that have none. */
export async function looksOf(pictures: ReadonlyMap<string, Uint8Array>): Promise<Map<string, Look | null>> {
  const end = performance.now() + MAX_TIME;
  const looks = new Map<string, Look | null>();
  for (const [id, bytes] of pictures) {
    looks.set(id, performance.now() < end ? ((await lookOf(bytes)) ?? null) : null);
  }
  return looks;
}
