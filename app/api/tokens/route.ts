import { handler } from "@/app/_http/handler";
import { newTokenSchema } from "@/lib/accounts/access-schemas";
import { createToken, listTokens } from "@/lib/accounts/api-tokens";
import { authorize } from "@/lib/accounts/policy";

/** The API tokens that the person has made, the newest first. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  tokens: await listTokens(db, authorize(actor, "token.list", null)),
}));

/** Makes an API token, and answers its secret, once. */
export const POST = handler({ access: "member", body: newTokenSchema }, ({ db, actor, body }) =>
  createToken(db, authorize(actor, "token.create", null), body),
);
