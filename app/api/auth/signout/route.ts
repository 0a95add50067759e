import { z } from "zod";
import { answerWithCookies } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { signOut } from "../entry";

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
