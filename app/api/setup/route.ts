import { answerWithCookies } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { setUpSchema } from "@/lib/accounts/schemas";
import { setUp } from "@/lib/accounts/set-up";
import { needsSetUpCode } from "@/lib/accounts/set-up-code";
import { guess } from "@/lib/accounts/sign-in";
import { config, isLoopback } from "@/lib/config";
import { UserError } from "@/lib/errors";
import { enter } from "../auth/entry";
import { originOf } from "../auth/known-browser";

/** Creates the owner's account on a new instance, and signs the owner in. */
export const POST = handler(
  { access: "public", body: setUpSchema, formPage: () => "/setup" },
  async ({ db, request, body: { code, ...person } }) => {
    const needsCode = needsSetUpCode(config());
    if (!needsCode) requireThisMachine(request);
    const origin = await originOf(request);
    const owner = await guess(db, origin, () => setUp(db, person, needsCode ? code : null, origin.client));
    return answerWithCookies(request, await enter(request, owner, "password", "/team/invite"));
  },
);

/**
 * Without a setup code, Concord can only be set up in a browser on the same machine, with a loopback host name in the
 * URL. The peer address alone isn't enough: behind a proxy, the request could come from anywhere, and the domain of
 * another site can resolve to this machine (DNS rebinding).
 */
function requireThisMachine(request: Request): void {
  const host = request.headers.get("host") ?? "";
  if (URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname)) return;
  throw new UserError("not-this-machine");
}
