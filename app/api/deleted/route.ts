import { listDeleted } from "@/lib/annotations/deleted-service";
import { handler } from "../handler";

/** What the person has deleted in the last 30 days and may bring back, the latest first. */
export const GET = handler({ access: "member" }, ({ db, actor }) => listDeleted(db, actor));
