import { z } from "zod";
import { handler } from "@/app/_http/handler";
import { readSecondStep } from "@/app/_http/second-step-cookie";
import { actorOf, sessionEnded } from "@/app/_http/session-cookie";
import { requireSite } from "@/app/_http/site";
import { PASSKEY_USES, type PasskeyUse } from "@/lib/accounts/factors/factor-schemas";
import { requestOptions } from "@/lib/accounts/factors/passkeys";
import { requirePending } from "@/lib/accounts/factors/second-step";
import { getDatabase } from "@/lib/db/own-database";
import { challenge } from "../../challenge";

const body = z.object({ use: z.enum(PASSKEY_USES) });

/** Returns the options with which a browser asks for a passkey. */
export const POST = handler({ access: "public", body }, async ({ db, request, body: { use } }) => {
  const site = requireSite(request.headers);
  const options = await requestOptions(db, site, await ownerOf(request, use), use === "sign-in");
  return challenge(options, use);
});

/** The user whose passkey it must be; null if any passkey will do. */
async function ownerOf({ headers }: Request, use: PasskeyUse): Promise<string | null> {
  if (use === "sign-in") return null;
  const cookie = headers.get("cookie");
  if (use === "second-step") {
    const held = await readSecondStep(cookie);
    return (await requirePending(await getDatabase(), held?.pending ?? null)).person.id;
  }
  const actor = await actorOf(cookie);
  if (!actor) throw sessionEnded();
  return actor.id;
}
