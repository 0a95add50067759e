import { z } from "zod";
import { handler } from "../../handler";
import { answerWithCookies } from "../entered";
import { signOut } from "../next-auth";

/** Signs out: ends the session, so that the cookie is worth nothing even where it is kept. */
export const POST = handler({ access: "public", body: z.object({}), formPage: () => "/signin" }, async ({ request }) =>
  answerWithCookies(request, await signOut(request), "/signin"),
);
