/** How numbers, lists and times are written in English. */

export const number = new Intl.NumberFormat("en-GB");
export const list = new Intl.ListFormat("en-GB", { type: "conjunction" });
export const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
export const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** "12 kB", "2.3 MB". */
export function fileSize(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const size = bytes / 1000 ** step;
  return new Intl.NumberFormat("en-GB", {
    style: "unit",
    unit: UNITS[step]!,
    maximumFractionDigits: size < 10 && step > 1 ? 1 : 0,
  }).format(size);
}

/** "1 page", "2,000 pages". */
export const count = (n: number, one: string, many: string) => `${number.format(n)} ${n === 1 ? one : many}`;
