import { handler } from "@/app/_http/handler";
import { authorize } from "@/lib/accounts/policy";
import { endOtherSessions, listSessions } from "@/lib/accounts/sessions";

/** Where the person is signed in. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  sessions: await listSessions(db, authorize(actor, "session.list", null)),
}));

/** Signs the person out everywhere but here. */
export const DELETE = handler({ access: "member" }, ({ db, actor }) => endOtherSessions(db, actor));
