import { serverTranslate } from "@/app/_messages/server-translate";
import { sendNotice } from "@/lib/accounts/mail";
import { log } from "@/lib/log";

type Change =
  | "authenticatorAdded"
  | "authenticatorRemoved"
  | "passkeyAdded"
  | "passkeyRemoved"
  | "codesRenewed"
  | "codeUsed";

/**
 * Tells a user by email that their second factors have changed, because someone else may have done it. This isn't
 * awaited, because a mail server may be slow.
 */
export function tellFactorChange({ email }: { email: string }, change: Change): void {
  const subject = serverTranslate(`mail.factors.${change}`);
  const text = serverTranslate("mail.factors.text", { change: subject });
  sendNotice(email, { subject, text }).catch((error: unknown) =>
    log.error({ err: error }, "an email could not be sent"),
  );
}

/**
 * Tells a user by email that their second factors were reset.
 * @param by the owner who did it; null if it was done on the command line
 */
export function tellFactorsReset({ email }: { email: string }, by: string | null): void {
  const subject = serverTranslate("mail.factors.reset");
  const text = serverTranslate("mail.factors.resetText", { isByOwner: String(by !== null), name: by ?? "" });
  sendNotice(email, { subject, text }).catch((error: unknown) =>
    log.error({ err: error }, "an email could not be sent"),
  );
}
