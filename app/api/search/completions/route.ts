import { handler } from "@/app/_http/handler";
import { completionsQuery } from "@/lib/library/schemas";
import { completeQuery } from "@/lib/library/search";

/** Returns completions of the last word of a query. */
export const GET = handler(
  { access: "member", cost: "search", query: completionsQuery },
  ({ db, actor, query: { q } }) => completeQuery(db, actor, q),
);
