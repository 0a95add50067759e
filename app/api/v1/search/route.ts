import { handler } from "@/app/_http/handler";
import * as operations from "@/lib/api/operations";
import { search } from "@/lib/api/search";

/** Searches all reports, and the notes that the user can see. */
export const GET = handler({ access: "member", ...operations.search.takes }, ({ db, actor, query }) =>
  search(db, actor, query),
);
