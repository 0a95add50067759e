import { z } from "zod";
import { answerWithCookies } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { signOut } from "../entry";

/**
 * Signs out. The session is ended, so that the cookie is worthless even if someone has kept a copy, and the browser is
 * told to clear its cache of our responses.
 */
export const POST = handler(
  { access: "public", body: z.object({}), formPage: () => "/signin" },
  async ({ request }) => {
    const response = answerWithCookies(request, { cookies: await signOut(request), to: "/signin" });
    response.headers.set("Clear-Site-Data", '"cache"');
    return response;
  },
);
