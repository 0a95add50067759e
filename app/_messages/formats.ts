import type { Formats } from "next-intl";

/** Names for formats, used by messages (`{at, date, day}`) and by `useFormatter`. */
export const formats = {
  dateTime: {
    day: { day: "numeric", month: "short", year: "numeric" },
    moment: { dateStyle: "medium", timeStyle: "short" },
  },
  number: {
    /** The format of page numbers and years, without a thousands separator. */
    plain: { useGrouping: false },
  },
  list: {
    /** "A, B, C", where the default is "A, B and C". */
    unit: { type: "unit" },
  },
} satisfies Formats;
