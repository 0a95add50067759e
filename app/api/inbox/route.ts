import { authorize } from "@/lib/accounts/policy";
import { listInbox } from "@/lib/annotations/inbox";
import { inboxQuery } from "@/lib/annotations/inbox-schemas";
import { handler } from "../handler";

/** Who mentioned the person, and who replied where they wrote. */
export const GET = handler({ access: "member", query: inboxQuery }, ({ db, actor, query: { after } }) =>
  listInbox(db, authorize(actor, "inbox.list", null), after),
);
