import { handler } from "@/app/_http/handler";
import { completionsQuery } from "@/lib/library/schemas";
import { completeQuery } from "@/lib/library/search";

/** What the word at the end of a query may become. */
export const GET = handler(
  { access: "member", cost: "search", query: completionsQuery },
  ({ db, actor, query: { q } }) => completeQuery(db, actor, q),
);
