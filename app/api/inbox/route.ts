import { handler } from "@/app/_http/handler";
import { listInbox } from "@/lib/annotations/inbox/inbox";
import { inboxQuery } from "@/lib/annotations/inbox/inbox-schemas";

/** Lists the user's inbox items, newest first. */
export const GET = handler({ access: "member", query: inboxQuery }, ({ db, actor, query: { after } }) =>
  listInbox(db, actor, after),
);
