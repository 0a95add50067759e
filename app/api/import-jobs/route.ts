import { handler } from "@/app/_http/handler";
import { createImportJob, listImportJobs } from "@/lib/library/import-jobs/jobs";
import { newImportJob } from "@/lib/library/import-jobs/schemas";

/** Lists the user's files that are queued, being read, or ready to review. */
export const GET = handler({ access: "member" }, ({ db, actor, say }) => listImportJobs(db, actor, say));

/** Queues an uploaded file to be read in the background. */
export const POST = handler({ access: "member", body: newImportJob }, ({ db, actor, body, say }) =>
  createImportJob(db, actor, body, say),
);
