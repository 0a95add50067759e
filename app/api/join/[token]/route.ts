import { z } from "zod";
import { answerWithCookies, firstPage } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { join } from "@/lib/accounts/invitations";
import { newPersonSchema } from "@/lib/accounts/schemas";
import { guess } from "@/lib/accounts/sign-in";
import { enter } from "../../auth/entry";
import { originOf } from "../../auth/known-browser";

const params = z.object({ token: z.string().max(200) });

/** Joins the team with an invitation, and signs in. */
export const POST = handler(
  {
    access: "public",
    params,
    body: newPersonSchema,
    // The page's path is the route's path without `/api`.
    formPage: (_fields, path) => path.replace(/^\/api/u, ""),
  },
  async ({ db, request, params: { token }, body: person }) => {
    const origin = await originOf(request);
    const entrant = await guess(db, origin, () => join(db, token, person, origin.client));
    return answerWithCookies(request, await enter(request, entrant, "password", await firstPage(entrant.id)));
  },
);
