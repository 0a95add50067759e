import { handler } from "@/app/_http/handler";
import { confirmSchema } from "@/lib/accounts/access-schemas";
import { confirm, confirmationOf } from "@/lib/accounts/confirmation";
import { authorize } from "@/lib/accounts/policy";

/** Whether who asks has proved lately who they are. */
export const GET = handler({ access: "member" }, ({ db, actor }) =>
  confirmationOf(db, authorize(actor, "session.confirm", null)),
);

/** Takes the password again, so that what is sensitive can be done for a while. */
export const POST = handler({ access: "member", body: confirmSchema }, ({ db, actor, body: { password } }) =>
  confirm(db, authorize(actor, "session.confirm", null), password),
);
