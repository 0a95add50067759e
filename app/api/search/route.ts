import { handler } from "@/app/_http/handler";
import { searchQuery } from "@/lib/library/schemas";
import { searchLibrary } from "@/lib/library/search";

/** Searches all reports, and the notes that the user can see. */
export const GET = handler(
  { access: "member", scope: "read", cost: "search", query: searchQuery },
  ({ db, actor, query: { q, ...options } }) => searchLibrary(db, actor, q, options),
);
