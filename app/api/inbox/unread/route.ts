import { handler } from "@/app/_http/handler";
import { countUnread } from "@/lib/annotations/inbox/inbox";

/** How much of their inbox the person has not read. */
export const GET = handler({ access: "member" }, ({ db, actor }) => countUnread(db, actor));
