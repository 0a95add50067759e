import { credentialsSchema } from "@/lib/accounts/schemas";
import { handler } from "../../handler";
import { answerWithCookies, fromSchema, ownPath } from "../entered";
import { signIn } from "../next-auth";

const body = credentialsSchema.extend({ from: fromSchema });

/** Signs in with an e-mail address and a password. */
export const POST = handler(
  { access: "public", body, formPage: ({ from }) => `/signin?${new URLSearchParams({ from: ownPath(from) })}` },
  async ({ request, body: { from, ...credentials } }) =>
    answerWithCookies(request, await signIn(request, credentials), from),
);
