import { answerWithCookies, fromSchema, ownPath } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { serverTranslate } from "@/app/_messages/server-translate";
import { mailLinkSchema } from "@/lib/accounts/access-schemas";
import { MAIL_LINK_MINUTES } from "@/lib/accounts/limits";
import { requireMailLink, sendMailLink } from "@/lib/accounts/mail-links";
import { log } from "@/lib/log";
import { originOf } from "../known-browser";

const signInMail = (link: string) => ({
  subject: serverTranslate("mail.signIn.subject"),
  text: serverTranslate("mail.signIn.text", { link, minutes: MAIL_LINK_MINUTES }),
});

const body = mailLinkSchema.extend({ from: fromSchema });

/** Emails a sign-in link if the address is allowed to sign in. The response is the same whether or not it is. */
export const POST = handler(
  {
    access: "public",
    body,
    formPage: ({ from, invitation }) =>
      invitation
        ? `/join/${encodeURIComponent(invitation)}`
        : `/signin?${new URLSearchParams({ from: ownPath(from) })}`,
  },
  async ({ db, request, body: { email, invitation = null, from } }) => {
    await requireMailLink(db, email, await originOf(request));
    // This isn't awaited, because the response time would reveal whether the account exists.
    sendMailLink(db, { email, invitation, from }, signInMail).catch((error: unknown) =>
      log.error({ err: error }, "an email could not be sent"),
    );
    return answerWithCookies(request, { cookies: [], to: "/signin/sent" });
  },
);
