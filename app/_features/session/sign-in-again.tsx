"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ACCESS_ENDED, fetchJson, REAUTHENTICATION, RequestError } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { onOpening } from "@/app/_ui/on-demand";
import type { ConfirmationView } from "@/lib/accounts/access-schemas";
import { CONFIRMATION, type Doing, type KnownWays } from "./confirmation";
import { loseAccess } from "./leave";

const SignInDialog = onOpening(() => import("./sign-in-dialog").then((module) => module.SignInDialog));

/**
 * The dialog on this page; null if there is none. `open` resolves to whether the user signed in or confirmed their
 * identity, `say` changes the reason that is shown, and `leave` deletes a former member's data from the device.
 */
let dialog: { open(doing: Doing): Promise<boolean>; say(doing: Doing): void; leave(): void } | null = null;

/** The promise for the open dialog, which all callers that wait for the dialog share. */
let asking: Promise<boolean> | null = null;

/** Whether the user has declined to sign in since their session ended. */
let isDeclined = false;

/** The number of times that the user has declined. */
let declined = 0;

/**
 * Whether the user has declined to sign in again. If so, no automatic prompts are shown until they return to the page.
 */
export function hasDeclined(): boolean {
  return isDeclined;
}

const SIGNED_IN = "concord:signed-in";

/**
 * Calls a function whenever the user has signed in again on this page.
 * @returns a function that unsubscribes
 */
export function onSignedIn(listener: () => void): () => void {
  window.addEventListener(SIGNED_IN, listener);
  return () => window.removeEventListener(SIGNED_IN, listener);
}

/**
 * Runs a task that needs a session. If the session has expired, asks the user to sign in on the page and runs the task
 * again, so that what they typed is neither lost nor sent twice. If the task is sensitive and they haven't confirmed
 * their identity recently, asks for their password in the same way.
 *
 *     const view = await withReauthentication(() => sendJson<HighlightView>("PUT", address, note));
 *
 * @param work a task that fails with a `RequestError`, without having changed anything, if the session has expired
 *   (401) or needs confirmation
 * @param doing what the sign-in is needed for, as shown in the dialog: loading content, or saving something
 * @returns the result of `work`
 * @throws the errors of `work`, including the above if the user doesn't sign in or the page has no `SignInAgain`
 */
export async function withReauthentication<T>(
  work: () => Promise<T>,
  doing: "reading" | "saving" = "saving",
): Promise<T> {
  const declinedBefore = declined;
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RequestError) || !dialog) throw error;
    const mustConfirm = error.code === REAUTHENTICATION;
    if (error.status !== 401 && !mustConfirm) throw error;
    if (error.code === ACCESS_ENDED) {
      dialog.leave();
      throw error;
    }
    // The user declined to sign in while this request was pending.
    if (!mustConfirm && declined !== declinedBefore) throw error;
    if (asking && !mustConfirm) dialog.say(doing);
    asking ??= dialog.open(mustConfirm ? "confirming" : doing).finally(() => {
      asking = null;
    });
    const hasSignedIn = await asking;
    if (!mustConfirm) {
      isDeclined = !hasSignedIn;
      if (isDeclined) declined++;
    }
    if (hasSignedIn) return withReauthentication(work, doing);
    throw error;
  }
}

/**
 * Asks the user to confirm their identity, unless they have done so recently. Call this before the browser itself
 * downloads something sensitive.
 *
 * @throws RequestError if they don't
 */
export function requireConfirmation(t: Translate): Promise<void> {
  return withReauthentication(async () => {
    const { isConfirmed } = await fetchJson<ConfirmationView>(CONFIRMATION);
    if (!isConfirmed) throw new RequestError(t("accounts.again.notConfirmed"), 403, REAUTHENTICATION, null);
  });
}

/** What the dialog asks for if the server can't say. */
const ONLY_PASSWORD: KnownWays = { hasPassword: true, hasAuthenticator: false, hasPasskeys: false };

/** The dialog that `withReauthentication` opens. Each page has one, rendered by `AccountMenu`. */
export function SignInAgain({ email }: { email: string }) {
  const [open, setOpen] = useState(false);
  const [doing, setDoing] = useState<Doing>("reading");
  const [known, setKnown] = useState<KnownWays>(ONLY_PASSWORD);
  const answer = useRef<(signedIn: boolean) => void>(() => {});
  const hasSignedIn = useRef(false);

  useEffect(() => {
    const open = (next: Doing) =>
      new Promise<boolean>((resolve) => {
        answer.current = resolve;
        hasSignedIn.current = false;
        setDoing(next);
        if (next !== "confirming") return setOpen(true);
        // Fetched before the dialog opens. If a field were removed after that, the focus could be lost.
        fetchJson<ConfirmationView>(CONFIRMATION)
          .then(
            (ways) => setKnown(ways),
            () => setKnown(ONLY_PASSWORD),
          )
          .finally(() => setOpen(true));
      });
    // If several callers are waiting, those with unsaved input have priority. (An expired session can't be confirmed
    // anyway.)
    const say = (next: Doing) => setDoing((before) => (before === "saving" ? before : next));
    const own = { open, say, leave: () => void loseAccess(email) };
    dialog = own;
    return () => {
      if (dialog === own) dialog = null;
      answer.current(false);
    };
  }, [email]);

  const enter = useCallback(() => {
    hasSignedIn.current = true;
    setOpen(false);
    window.dispatchEvent(new Event(SIGNED_IN));
  }, []);
  /**
   * The promise is resolved only after the dialog has returned the focus, because callers may remove the element that
   * has it.
   */
  const answerWhenClosed = () => answer.current(hasSignedIn.current);
  return (
    <SignInDialog
      {...{ email, open, doing, known }}
      onOpenChange={setOpen}
      onClosed={answerWhenClosed}
      onEntered={enter}
    />
  );
}
