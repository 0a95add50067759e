import "server-only";
import { getParser } from "bowser";
import type { DeviceView } from "./access-schemas";

/**
 * Extracts the readable names of the browser and operating system from a `User-Agent` header. A name is null if the
 * header doesn't contain it.
 */
export function deviceOf(userAgent: string): DeviceView {
  if (userAgent === "") return { browser: null, system: null };
  const parser = getParser(userAgent);
  return { browser: parser.getBrowserName() || null, system: parser.getOSName() || null };
}
