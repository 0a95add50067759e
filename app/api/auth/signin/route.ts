import { answerWithCookies, fromSchema, ownPath } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { credentialsSchema } from "@/lib/accounts/schemas";
import { signIn } from "../entry";

const body = credentialsSchema.extend({ from: fromSchema });

/** Signs in with an e-mail address and a password. */
export const POST = handler(
  { access: "public", body, formPage: ({ from }) => `/signin?${new URLSearchParams({ from: ownPath(from) })}` },
  async ({ request, body: { from, ...credentials } }) =>
    answerWithCookies(request, await signIn(request, credentials), from),
);
