import { z } from "zod";
import { answerWithCookies } from "@/app/_http/entered";
import { handler } from "@/app/_http/handler";
import { readSecondStep, SECOND_STEP_PAGE } from "@/app/_http/second-step-cookie";
import { typedCode, usedCredential } from "@/lib/accounts/factors/factor-schemas";
import { passkeyProof } from "@/lib/accounts/factors/passkeys";
import { auditRefusal, endPending, passSecondStep, requirePending } from "@/lib/accounts/factors/second-step";
import { tellFactorChange } from "../../me/factors/tell";
import { challengeOf } from "../challenge";
import { begin } from "../entry";
import { originOf } from "../known-browser";

const body = z.union([z.object({ code: typedCode }), z.object({ passkey: usedCredential })]);

/** Completes a sign-in with a code or a passkey. */
export const POST = handler(
  { access: "public", body, formPage: () => SECOND_STEP_PAGE },
  async ({ db, request, body }) => {
    const held = await readSecondStep(request.headers.get("cookie"));
    const pending = await requirePending(db, held?.pending ?? null);
    const { person, way } = pending;
    const origin = await originOf(request);
    const next = held?.to ?? "/";
    if ("code" in body) {
      const factor = await passSecondStep(db, pending, body.code, origin);
      if (factor === "recoveryCode") tellFactorChange(person, "codeUsed");
      return answerWithCookies(request, await begin(request, person, { way, factor }, next));
    }
    try {
      await passkeyProof(db, body.passkey, await challengeOf(request, "second-step"), person.id);
    } catch (error) {
      await auditRefusal(db, person.id, way, origin.client);
      throw error;
    }
    await endPending(db, pending);
    return answerWithCookies(request, await begin(request, person, { way, factor: "passkey" }, next));
  },
);
