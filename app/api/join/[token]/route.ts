import { z } from "zod";
import { join } from "@/lib/accounts/invitations";
import { newPersonSchema } from "@/lib/accounts/schemas";
import { answerWithCookies, firstPage } from "../../auth/entered";
import { signIn } from "../../auth/next-auth";
import { clientOf } from "../../client";
import { handler } from "../../handler";

const params = z.object({ token: z.string().max(200) });

/** Joins the team by an invitation, and signs in. */
export const POST = handler(
  {
    access: "public",
    params,
    body: newPersonSchema,
    // The page has the path of its route, without the first part.
    formPage: (_fields, path) => path.replace(/^\/api/u, ""),
  },
  async ({ db, request, params: { token }, body: person }) => {
    await join(db, token, person, clientOf(request.headers));
    return answerWithCookies(request, await signIn(request, person), await firstPage());
  },
);
