import { handler } from "@/app/_http/handler";
import { confirmSchema } from "@/lib/accounts/access-schemas";
import { confirm, confirmationOf } from "@/lib/accounts/confirmation";
import { authorize } from "@/lib/accounts/policy";
import { challengeOf } from "../../auth/challenge";

/** Returns whether the user has recently confirmed their identity. */
export const GET = handler({ access: "member", beforeSetUp: true }, ({ db, actor }) =>
  confirmationOf(db, authorize(actor, "session.confirm", null)),
);

/** Confirms the user's identity with their password or a passkey, which allows sensitive actions for a while. */
export const POST = handler(
  { access: "member", beforeSetUp: true, body: confirmSchema },
  async ({ db, actor, request, body }) => {
    const challenge = body.passkey ? await challengeOf(request, "confirmation") : null;
    return confirm(db, authorize(actor, "session.confirm", null), body, challenge);
  },
);
