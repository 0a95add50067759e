import * as operations from "@/lib/api/operations";
import { listReports } from "@/lib/api/reports";
import { handler } from "../../handler";

/** The reports. */
export const GET = handler({ access: "member", ...operations.listReports.takes }, ({ actor, query }) =>
  listReports(actor, query),
);
