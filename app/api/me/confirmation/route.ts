import { handler } from "@/app/_http/handler";
import { confirmSchema } from "@/lib/accounts/access-schemas";
import { confirm, confirmationOf } from "@/lib/accounts/confirmation";
import { authorize } from "@/lib/accounts/policy";

/** Returns whether the user has recently confirmed their identity. */
export const GET = handler({ access: "member" }, ({ db, actor }) =>
  confirmationOf(db, authorize(actor, "session.confirm", null)),
);

/** Confirms the user's identity with their password, which allows sensitive actions for a while. */
export const POST = handler({ access: "member", body: confirmSchema }, ({ db, actor, body: { password } }) =>
  confirm(db, authorize(actor, "session.confirm", null), password),
);
