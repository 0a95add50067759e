import { handler } from "@/app/_http/handler";
import { changePasswordSchema } from "@/lib/accounts/access-schemas";
import { changePassword } from "@/lib/accounts/own-password";
import { authorize } from "@/lib/accounts/policy";

/** Changes the user's password, and ends all of their other sessions. */
export const POST = handler({ access: "member", body: changePasswordSchema }, ({ db, actor, body }) =>
  changePassword(db, authorize(actor, "password.change", null), body),
);
