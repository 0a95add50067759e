const ONE_YEAR_IN_SECONDS = 31_536_000;

/**
 * Stores a setting of this device in a cookie, so that the server can render the next page with it. Null deletes the
 * cookie.
 */
export function keepInCookie(name: string, value: string | null): void {
  // biome-ignore lint/suspicious/noDocumentCookie: not all supported browsers have the Cookie Store API
  document.cookie = `${name}=${value ?? ""}; path=/; max-age=${value === null ? 0 : ONE_YEAR_IN_SECONDS}; samesite=lax`;
}

/** Whether this device has a setting in a cookie. */
export function isInCookie(name: string): boolean {
  return document.cookie.split("; ").some((pair) => pair.startsWith(`${name}=`));
}
