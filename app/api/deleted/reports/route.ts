import { handler } from "@/app/_http/handler";
import { listDeletedReports } from "@/lib/library/lifecycle";

/** Lists the deleted reports that the user can still restore, latest first. */
export const GET = handler({ access: "member" }, ({ db, actor }) => listDeletedReports(db, actor));
