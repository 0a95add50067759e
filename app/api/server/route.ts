import { handler } from "@/app/_http/handler";
import { authorize } from "@/lib/accounts/policy";
import { serverOverview } from "@/lib/operations/overview";

/** Returns the state of all instances and of the database. */
export const GET = handler({ access: "member" }, ({ db, actor, say }) =>
  serverOverview(db, authorize(actor, "server.read", null), say),
);
