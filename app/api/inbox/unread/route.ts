import { handler } from "@/app/_http/handler";
import { countUnread } from "@/lib/annotations/inbox/inbox";

/** Returns the number of unread inbox items. */
export const GET = handler({ access: "member" }, ({ db, actor }) => countUnread(db, actor));
