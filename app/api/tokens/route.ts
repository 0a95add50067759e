import { handler } from "@/app/_http/handler";
import { newTokenSchema } from "@/lib/accounts/access-schemas";
import { createToken, listTokens } from "@/lib/accounts/api-tokens";
import { authorize } from "@/lib/accounts/policy";

/** Lists the user's API tokens, newest first. */
export const GET = handler({ access: "member" }, async ({ db, actor }) => ({
  tokens: await listTokens(db, authorize(actor, "token.list", null)),
}));

/** Creates an API token. Only this response contains its secret. */
export const POST = handler({ access: "member", body: newTokenSchema }, ({ db, actor, body }) =>
  createToken(db, authorize(actor, "token.create", null), body),
);
