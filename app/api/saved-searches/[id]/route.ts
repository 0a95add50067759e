import { handler } from "@/app/_http/handler";
import { deleteSavedSearch } from "@/lib/library/saved-searches";
import { savedSearchParams } from "@/lib/library/schemas";

/** Deletes one of the user's saved searches. */
export const DELETE = handler({ access: "member", params: savedSearchParams }, ({ db, actor, params: { id } }) =>
  deleteSavedSearch(db, actor, id),
);
