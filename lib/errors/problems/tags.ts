import type { ProblemTable } from "../table";

/** The browser detects these problems itself, so it loads these messages and no others. */
export const TAGS = {
  "tag-empty": { status: 400, text: "A tag needs at least one letter or digit." },
  "tag-too-long": { status: 400, text: "A tag can have at most {max} characters. Shorten “{name}”." },
  "too-many-tags": { status: 400, text: "A highlight can have at most {max} tags. Remove one first." },
} as const satisfies ProblemTable;
