import "server-only";
import { getParser } from "bowser";
import type { DeviceView } from "./access-schemas";

/** What a browser says of itself (its `User-Agent`), in names that people know; null where it says none of them. */
export function deviceOf(userAgent: string): DeviceView {
  if (userAgent === "") return { browser: null, system: null };
  const parser = getParser(userAgent);
  return { browser: parser.getBrowserName() || null, system: parser.getOSName() || null };
}
