import { z } from "zod";
import { beginVisit } from "@/lib/accounts/provider";
import { handler, seeOther } from "../../handler";
import { fromSchema } from "../entered";
import { backWith } from "./back";
import { keepVisit } from "./visit";

const query = z.object({ from: fromSchema, invitation: z.string().max(200).optional() });

/** Sends somebody to the provider, to sign in there. */
export const GET = handler({ access: "public", query }, async ({ query: { from, invitation = null } }) => {
  try {
    const { to, visit } = await beginVisit();
    const response = seeOther(to.href);
    response.headers.append("Set-Cookie", await keepVisit({ visit, from, invitation }));
    return response;
  } catch (error) {
    return backWith(error, { from, invitation });
  }
});
