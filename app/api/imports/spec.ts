import { IMPORT_TIME, importFile, MAX_IMPORT_BODY } from "@/lib/exchange/schemas";

/** Used by both the preview and the import, so that they require the same permission. */
export const OF_IMPORTS = {
  access: "member",
  scope: "write",
  cost: "heavy",
  rawBody: importFile,
  maxBytes: MAX_IMPORT_BODY,
  timeLimit: IMPORT_TIME,
} as const;
