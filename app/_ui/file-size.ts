import type { Format } from "@/app/_messages/translate";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Formats a file size: "12 kB", "2.3 MB". */
export function fileSize(format: Format, bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const size = bytes / 1000 ** step;
  return format.number(size, {
    style: "unit",
    unit: UNITS[step]!,
    maximumFractionDigits: size < 10 && step > 1 ? 1 : 0,
  });
}
