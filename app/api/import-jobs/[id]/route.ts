import { handler } from "@/app/_http/handler";
import { correctImportJob, discardImportJob } from "@/lib/library/import-jobs/jobs";
import { importJobChange, importJobParams } from "@/lib/library/import-jobs/schemas";

/** Replaces the corrections to an import job's file. */
export const PATCH = handler(
  { access: "member", params: importJobParams, body: importJobChange },
  ({ db, actor, params: { id }, body }) => correctImportJob(db, actor, id, body),
);

/** Cancels an import job and deletes its file. */
export const DELETE = handler({ access: "member", params: importJobParams }, ({ db, actor, params: { id } }) =>
  discardImportJob(db, actor, id),
);
