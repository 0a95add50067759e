import { handler } from "@/app/_http/handler";
import { authorize } from "@/lib/accounts/policy";
import { listSavedSearches, saveSearch } from "@/lib/library/saved-searches";
import { newSavedSearch } from "@/lib/library/schemas";

/** Lists the user's saved searches, newest first. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  searches: await listSavedSearches(db, authorize(actor, "search.list", null)),
}));

/** Saves a search. If the same search has already been saved, returns the saved one. */
export const POST = handler({ access: "member", body: newSavedSearch }, ({ db, actor, body }) =>
  saveSearch(db, authorize(actor, "search.save", null), body),
);
