import { IMPORT_TIME, importFile, MAX_IMPORT_BODY } from "@/lib/exchange/schemas";

/** The same for preview and import, so that both need the same permission. */
export const OF_IMPORTS = {
  access: "member",
  scope: "write",
  cost: "heavy",
  rawBody: importFile,
  maxBytes: MAX_IMPORT_BODY,
  timeLimit: IMPORT_TIME,
} as const;
