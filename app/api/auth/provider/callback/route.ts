import { clientOf } from "@/app/_http/client";
import { firstPage } from "@/app/_http/entered";
import { handler, seeOther } from "@/app/_http/handler";
import { endVisit, enterByProvider } from "@/lib/accounts/provider";
import { hashToken } from "@/lib/accounts/tokens";
import { UserError } from "@/lib/errors";
import { enter } from "../../entry";
import { backWith } from "../back";
import { visitCookie } from "../visit";

/** The redirect URI: the provider sends people here with an authorization code. */
export const GET = handler({ access: "public" }, async ({ db, request }) => {
  const kept = await visitCookie.read(request.headers.get("cookie"));
  // The cookie can only be used once, so every response deletes it.
  const { from, invitation } = kept ?? { from: "/", invitation: null };
  const again = kept?.visit.again ?? false;
  try {
    if (!kept) throw new UserError("visit-over");
    const identified = await endVisit(kept.visit, new URL(request.url).search);
    const coming = { client: clientOf(request.headers), invitationHash: invitation && hashToken(invitation) };
    const entrant = await enterByProvider(db, identified, coming);
    const next = invitation !== null ? await firstPage(entrant.id) : from;
    const { cookies, to } = await enter(request, entrant, "provider", next, identified.authenticatedAt);
    const response = seeOther(to);
    for (const cookie of [...cookies, visitCookie.forget()]) response.headers.append("Set-Cookie", cookie);
    return response;
  } catch (error) {
    const response = backWith(error, { from, invitation, again });
    response.headers.append("Set-Cookie", visitCookie.forget());
    return response;
  }
});
