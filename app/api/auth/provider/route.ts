import { z } from "zod";
import { fromSchema } from "@/app/_http/entered";
import { handler, seeOther } from "@/app/_http/handler";
import { beginVisit } from "@/lib/accounts/provider";
import { backWith } from "./back";
import { VISIT_SECONDS, visitCookie } from "./visit";

const query = z.object({
  from: fromSchema,
  invitation: z.string().max(200).optional(),
  /** Present if the user has a session and must confirm their identity. */
  again: z.literal("1").optional(),
});

/** Redirects to the provider's sign-in page. */
export const GET = handler({ access: "public", query }, async ({ query: { from, invitation = null, ...query } }) => {
  const again = query.again !== undefined;
  try {
    const { to, visit } = await beginVisit({ again });
    const response = seeOther(to.href);
    response.headers.append("Set-Cookie", await visitCookie.keep({ visit, from, invitation }, VISIT_SECONDS));
    return response;
  } catch (error) {
    return backWith(error, { from, invitation, again });
  }
});
