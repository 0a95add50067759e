import { handler } from "@/app/_http/handler";
import { discardImportJob } from "@/lib/library/import-jobs/jobs";
import { importJobParams } from "@/lib/library/import-jobs/schemas";

/** Cancels an import job and deletes its file. */
export const DELETE = handler({ access: "member", params: importJobParams }, ({ db, actor, params: { id } }) =>
  discardImportJob(db, actor, id),
);
