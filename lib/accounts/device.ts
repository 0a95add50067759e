import "server-only";
import { getParser } from "bowser";
import type { DeviceView } from "./access-schemas";

/** Parses a `User-Agent` header into readable names; null for parts that it doesn't contain. */
export function deviceOf(userAgent: string): DeviceView {
  if (userAgent === "") return { browser: null, system: null };
  const parser = getParser(userAgent);
  return { browser: parser.getBrowserName() || null, system: parser.getOSName() || null };
}
