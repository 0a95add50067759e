import { z } from "zod";
import { answerWithCookies, fromSchema, ownPath } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { credentialsSchema } from "@/lib/accounts/schemas";
import { signIn } from "../entry";

const body = credentialsSchema.extend({
  from: fromSchema,
  /** Whether the page asked somebody who is signed in to sign in again. Without scripts it must ask so after a mistake too. */
  again: z.string().max(1).optional(),
});

/** Signs in with an e-mail address and a password. */
export const POST = handler(
  {
    access: "public",
    body,
    formPage: ({ from, again }) =>
      `/signin?${new URLSearchParams({ from: ownPath(from), ...(again && { again: "1" }) })}`,
  },
  async ({ request, body: { from, again: _, ...credentials } }) =>
    answerWithCookies(request, await signIn(request, credentials), from),
);
