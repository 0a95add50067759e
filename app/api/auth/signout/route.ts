import { z } from "zod";
import { handler } from "../../handler";
import { answerWithCookies } from "../entered";
import { signOut } from "../next-auth";

/**
 * Signs out: ends the session, so that the cookie is worth nothing even where it is kept, and has the browser throw away what it keeps
 * of our answers.
 */
export const POST = handler(
  { access: "public", body: z.object({}), formPage: () => "/signin" },
  async ({ request }) => {
    const response = answerWithCookies(request, await signOut(request), "/signin");
    response.headers.set("Clear-Site-Data", '"cache"');
    return response;
  },
);
