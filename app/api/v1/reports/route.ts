import { handler } from "@/app/_http/handler";
import * as operations from "@/lib/api/operations";
import { listReports } from "@/lib/api/reports";

/** Lists the reports. */
export const GET = handler({ access: "member", ...operations.listReports.takes }, ({ actor, query }) =>
  listReports(actor, query),
);
