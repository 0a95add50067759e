import { handler } from "@/app/_http/handler";
import { readInbox } from "@/lib/annotations/inbox/inbox";
import { inboxReading } from "@/lib/annotations/inbox/inbox-schemas";

/** Notes what the person has read of their inbox. */
export const PUT = handler({ access: "member", body: inboxReading }, ({ db, actor, body }) =>
  readInbox(db, actor, body),
);
