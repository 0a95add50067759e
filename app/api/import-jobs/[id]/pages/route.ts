import { handler } from "@/app/_http/handler";
import { pagesOfImportJob } from "@/lib/library/import-jobs/jobs";
import { importJobParams, readPagesQuery } from "@/lib/library/import-jobs/schemas";

/** Returns the pages of a file that have been read so far. They can still change until the whole file has been read. */
export const GET = handler(
  { access: "member", params: importJobParams, query: readPagesQuery },
  ({ db, actor, params: { id }, query: { after } }) => pagesOfImportJob(db, actor, id, after),
);
