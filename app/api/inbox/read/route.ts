import { handler } from "@/app/_http/handler";
import { readInbox } from "@/lib/annotations/inbox/inbox";
import { inboxReading } from "@/lib/annotations/inbox/inbox-schemas";

/** Marks inbox items as read. */
export const PUT = handler({ access: "member", body: inboxReading }, ({ db, actor, body }) =>
  readInbox(db, actor, body),
);
