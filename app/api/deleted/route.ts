import { handler } from "@/app/_http/handler";
import { listDeleted } from "@/lib/annotations/highlights/deleted-service";

/** Lists the items that the user has deleted in the last 30 days and can still restore, latest first. */
export const GET = handler({ access: "member" }, ({ db, actor }) => listDeleted(db, actor));
