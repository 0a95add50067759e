import { handler } from "@/app/_http/handler";
import { beginAuthenticator, turnOffAuthenticator, turnOnAuthenticator } from "@/lib/accounts/factors/authenticator";
import { codeSchema } from "@/lib/accounts/factors/factor-schemas";
import { authorize } from "@/lib/accounts/policy";
import { tellFactorChange } from "../tell";

/** Returns a new key for an authenticator app. */
export const POST = handler({ access: "member", beforeSetUp: true }, ({ db, actor }) =>
  beginAuthenticator(db, authorize(actor, "factor.add", null)),
);

/** Turns the authenticator app on, after checking its first code. */
export const PUT = handler(
  { access: "member", beforeSetUp: true, body: codeSchema },
  async ({ db, actor, body: { code } }) => {
    const codes = await turnOnAuthenticator(db, authorize(actor, "factor.add", null), code);
    tellFactorChange(actor, "authenticatorAdded");
    return { codes };
  },
);

/** Removes the authenticator app. */
export const DELETE = handler({ access: "member" }, async ({ db, actor }) => {
  const isRemoved = await turnOffAuthenticator(db, authorize(actor, "factor.remove", null));
  if (isRemoved) tellFactorChange(actor, "authenticatorRemoved");
  return { isRemoved };
});
