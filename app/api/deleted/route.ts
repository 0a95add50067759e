import { handler } from "@/app/_http/handler";
import { listDeleted } from "@/lib/annotations/highlights/deleted-service";

/** What the person has deleted in the last 30 days and may bring back, the latest first. */
export const GET = handler({ access: "member" }, ({ db, actor }) => listDeleted(db, actor));
