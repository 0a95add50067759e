import { handler } from "@/app/_http/handler";
import { listInbox } from "@/lib/annotations/inbox/inbox";
import { inboxQuery } from "@/lib/annotations/inbox/inbox-schemas";

/** Lists mentions of the user, and replies in their threads. */
export const GET = handler({ access: "member", query: inboxQuery }, ({ db, actor, query: { after } }) =>
  listInbox(db, actor, after),
);
