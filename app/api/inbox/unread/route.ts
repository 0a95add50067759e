import { countUnread } from "@/lib/annotations/inbox";
import { handler } from "../../handler";

/** How much of their inbox the person has not read. */
export const GET = handler({ access: "member" }, ({ db, actor }) => countUnread(db, actor));
