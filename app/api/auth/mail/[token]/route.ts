import { z } from "zod";
import { answerWithCookies, firstPage, fromSchema, ownPath } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { mailEntrySchema } from "@/lib/accounts/access-schemas";
import { enterByMailLink } from "@/lib/accounts/mail-links";
import { guess } from "@/lib/accounts/sign-in";
import { enter } from "../../entry";
import { originOf } from "../../known-browser";

const params = z.object({ token: z.string().max(200) });

/** Signs in with a link from an email. */
export const POST = handler(
  {
    access: "public",
    params,
    body: mailEntrySchema.extend({ from: fromSchema }),
    formPage: ({ from }, path) =>
      `${path.replace(/^\/api\/auth\/mail/u, "/signin/link")}?${new URLSearchParams({ from: ownPath(from) })}`,
  },
  async ({ db, request, params: { token }, body: { name = null, from } }) => {
    const origin = await originOf(request);
    const entrant = await guess(db, origin, () => enterByMailLink(db, token, name, origin.client));
    const to = name !== null && from === "/" ? await firstPage(entrant.id) : from;
    return answerWithCookies(request, await enter(request, entrant, "email", to));
  },
);
