import { z } from "zod";
import { answerWithCookies, fromSchema, ownPath } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { credentialsSchema } from "@/lib/accounts/schemas";
import { signIn } from "../entry";

const body = credentialsSchema.extend({
  from: fromSchema,
  /**
   * Whether the page asks a user who is already signed in to sign in again. Without JavaScript, an error must lead back
   * to the same form.
   */
  again: z.string().max(1).optional(),
});

/** Signs in with email address and password. */
export const POST = handler(
  {
    access: "public",
    body,
    formPage: ({ from, again }) =>
      `/signin?${new URLSearchParams({ from: ownPath(from), ...(again && { again: "1" }) })}`,
  },
  async ({ request, body: { from, again: _, ...credentials } }) =>
    answerWithCookies(request, await signIn(request, credentials, from)),
);
