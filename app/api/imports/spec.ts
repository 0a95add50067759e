import { IMPORT_TIME, importFile, MAX_IMPORT_BODY } from "@/lib/exchange/schemas";

/** Shared by the preview and the import, so that both need the same permission. */
export const OF_IMPORTS = {
  access: "member",
  scope: "write",
  cost: "heavy",
  rawBody: importFile,
  maxBytes: MAX_IMPORT_BODY,
  timeLimit: IMPORT_TIME,
} as const;
