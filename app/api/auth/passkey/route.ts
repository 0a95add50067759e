import { z } from "zod";
import { answerWithCookies, fromSchema } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { usedCredential } from "@/lib/accounts/factors/factor-schemas";
import { passkeyProof } from "@/lib/accounts/factors/passkeys";
import { guess } from "@/lib/accounts/sign-in";
import { UserError } from "@/lib/errors";
import { challengeOf } from "../challenge";
import { enter } from "../entry";
import { originOf } from "../known-browser";

const body = z.object({ passkey: usedCredential, from: fromSchema });

/**
 * Signs in with a passkey alone. The authenticator must have checked a PIN, a fingerprint or a face, so that there are
 * two factors.
 */
export const POST = handler({ access: "public", body }, async ({ db, request, body: { passkey, from } }) => {
  const challenge = await challengeOf(request, "sign-in");
  const proof = await guess(db, await originOf(request), () => passkeyProof(db, passkey, challenge, null));
  if (!proof.isVerified) throw new UserError("wrong-passkey.unverified");
  return answerWithCookies(request, await enter(request, proof, "passkey", from));
});
