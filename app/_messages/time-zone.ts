/** The cookie that contains the browser's time zone, so that the server formats times as the browser does. */
export const TIME_ZONE_COOKIE = "time-zone";

/** @returns whether an untrusted value is the name of a time zone */
export function isTimeZone(value: string | undefined): value is string {
  if (value === undefined) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
