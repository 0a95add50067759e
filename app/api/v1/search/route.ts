import * as operations from "@/lib/api/operations";
import { search } from "@/lib/api/search";
import { handler } from "../../handler";

/** Searches all reports, and the notes that the person may see. */
export const GET = handler({ access: "member", ...operations.search.takes }, ({ db, actor, query }) =>
  search(db, actor, query),
);
