import { z } from "zod";
import { join } from "@/lib/accounts/invitations";
import { newPersonSchema } from "@/lib/accounts/schemas";
import { guess } from "@/lib/accounts/sign-in";
import { answerWithCookies, firstPage } from "../../auth/entered";
import { enter } from "../../auth/next-auth";
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
    const client = clientOf(request.headers);
    const entrant = await guess(db, client, () => join(db, token, person, client));
    return answerWithCookies(request, await enter(request, entrant, "password"), await firstPage());
  },
);
