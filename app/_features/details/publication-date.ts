import type { Format } from "@/app/_messages/translate";
import type { ReportMeta } from "@/lib/report/model";

/** When a report was published, as precisely as is known; undefined if nothing is known. */
export function publicationDate(format: Format, { date, year }: ReportMeta): string | undefined {
  if (date === undefined) return year?.toString();
  const hasDay = date.length > "2017-05".length;
  return format.dateTime(new Date(date), {
    ...{ year: "numeric", month: "long", timeZone: "UTC" },
    ...(hasDay && { day: "numeric" }),
  });
}
