import { IMPORT_TIME, importFile, MAX_IMPORT_BODY } from "@/lib/exchange/schemas";

/** Whoever may import a file may look at it before, and the other way round. */
export const OF_IMPORTS = {
  access: "member",
  scope: "write",
  cost: "heavy",
  rawBody: importFile,
  maxBytes: MAX_IMPORT_BODY,
  timeLimit: IMPORT_TIME,
} as const;
