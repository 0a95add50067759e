import { z } from "zod";
import { answerWithCookies } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { serverTranslate } from "@/app/_messages/server-translate";
import { resetPasswordSchema } from "@/lib/accounts/access-schemas";
import { resetPassword, sendResetNotice } from "@/lib/accounts/reset-links";
import { guess } from "@/lib/accounts/sign-in";
import { log } from "@/lib/log";
import { enter } from "../../auth/entry";
import { originOf } from "../../auth/known-browser";

/** @param madeBy the owner who created the link; null if the link was created on the command line */
const resetMail = (madeBy: string | null) => ({
  subject: serverTranslate("mail.passwordReset.subject"),
  text:
    madeBy === null
      ? serverTranslate("mail.passwordReset.textServer")
      : serverTranslate("mail.passwordReset.text", { name: madeBy }),
});

const params = z.object({ token: z.string().max(200) });

/** Sets a new password with a reset link, and signs in. */
export const POST = handler(
  {
    access: "public",
    params,
    body: resetPasswordSchema,
    // The page's path is the route's path without `/api`.
    formPage: (_fields, path) => path.replace(/^\/api/u, ""),
  },
  async ({ db, request, params: { token }, body: { password } }) => {
    const origin = await originOf(request);
    const { entrant, madeBy } = await guess(db, origin, () => resetPassword(db, token, password, origin.client));
    // This isn't awaited, because a mail server may be slow.
    sendResetNotice(entrant, madeBy, resetMail).catch((error: unknown) =>
      log.error({ err: error }, "an email could not be sent"),
    );
    return answerWithCookies(request, await enter(request, entrant, "password", "/"));
  },
);
