import { deleteSavedSearch } from "@/lib/library/saved-searches";
import { savedSearchParams } from "@/lib/library/schemas";
import { handler } from "../../handler";

/** Deletes a search that the person keeps. */
export const DELETE = handler({ access: "member", params: savedSearchParams }, ({ db, actor, params: { id } }) =>
  deleteSavedSearch(db, actor, id),
);
