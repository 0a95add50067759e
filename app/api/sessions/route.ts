import { handler } from "@/app/_http/handler";
import { authorize } from "@/lib/accounts/policy";
import { endOtherSessions, listSessions } from "@/lib/accounts/sessions";

/** Lists the user's sessions. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  sessions: await listSessions(db, authorize(actor, "session.list", null)),
}));

/** Ends all of the user's other sessions. */
export const DELETE = handler({ access: "member" }, ({ db, actor }) => endOtherSessions(db, actor));
