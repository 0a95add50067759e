"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ACCESS_ENDED, fetchJson, REAUTHENTICATION, RequestError } from "@/app/_features/request";
import type { Translate } from "@/app/_messages/translate";
import { onOpening } from "@/app/_ui/on-demand";
import type { ConfirmationView } from "@/lib/accounts/access-schemas";
import { CONFIRMATION, type Doing } from "./confirmation";
import { loseAccess } from "./leave";

const SignInDialog = onOpening(() => import("./sign-in-dialog").then((module) => module.SignInDialog));

/**
 * The dialog of this page: `open` answers whether the person has signed in or proved who they are, `say` changes what they are said to be
 * about, `leave` takes away what the device keeps of who is not in the team any more. Null where the page has none.
 */
let dialog: { open(doing: Doing): Promise<boolean>; say(doing: Doing): void; leave(): void } | null = null;

/** One dialog at a time, whoever waits for it. */
let asking: Promise<boolean> | null = null;

/** Whether the person was asked since their session ended, and would not. */
let isDeclined = false;

/** How often the person would not. */
let declined = 0;

/** Whether the person was asked to sign in again and would not: then nothing asks by itself until they come back to the page. */
export function hasDeclined(): boolean {
  return isDeclined;
}

const SIGNED_IN = "concord:signed-in";

/** Calls a function whenever the person has signed in again on this page. @returns ends that */
export function onSignedIn(listener: () => void): () => void {
  window.addEventListener(SIGNED_IN, listener);
  return () => window.removeEventListener(SIGNED_IN, listener);
}

/**
 * Does something that needs a session. Where the session has ended it asks the person to sign in again, on the page, and
 * then does it again; so what was typed is neither lost nor sent twice. Where it is sensitive and they last proved a while ago who they
 * are, it asks for their password in the same way.
 *
 *     const view = await withReauthentication(() => sendJson<HighlightView>("PUT", address, note));
 *
 * @param work what fails with a `RequestError` where the session has ended (401) or is to be confirmed, before it has changed anything
 * @param doing what the dialog says is waiting: something that is to be seen, or something that was typed
 * @returns what `work` answers
 * @throws whatever `work` throws; those too, where the person does not sign in or the page has no `SignInAgain`
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
    // Its answer came late: the person has said no while it was on its way.
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
 * Has the person prove who they are where they did so a while ago, before their browser fetches what is sensitive by itself.
 *
 * @throws RequestError where they do not
 */
export function requireConfirmation(t: Translate): Promise<void> {
  return withReauthentication(async () => {
    const { isConfirmed } = await fetchJson<ConfirmationView>(CONFIRMATION);
    if (!isConfirmed) throw new RequestError(t("accounts.again.notConfirmed"), 403, REAUTHENTICATION, null);
  });
}

/** The dialog that `withReauthentication` opens. A page has one; `AccountMenu` brings it. */
export function SignInAgain({ email }: { email: string }) {
  const [open, setOpen] = useState(false);
  const [doing, setDoing] = useState<Doing>("reading");
  const [hasPassword, setHasPassword] = useState(true);
  const answer = useRef<(signedIn: boolean) => void>(() => {});
  const hasSignedIn = useRef(false);

  useEffect(() => {
    const open = (next: Doing) =>
      new Promise<boolean>((resolve) => {
        answer.current = resolve;
        hasSignedIn.current = false;
        setDoing(next);
        if (next !== "confirming") return setOpen(true);
        // Known before it opens: a field that goes again would take the focus with it.
        fetchJson<ConfirmationView>(CONFIRMATION)
          .then(
            (known) => setHasPassword(known.hasPassword),
            () => setHasPassword(true),
          )
          .finally(() => setOpen(true));
      });
    // What was typed matters more than what is to be seen, where both wait; and a session that has ended can't be confirmed.
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
  /** Only once the dialog has given the focus back: what waits for the answer may take away what has it. */
  const answerWhenClosed = () => answer.current(hasSignedIn.current);
  return (
    <SignInDialog
      {...{ email, open, doing, hasPassword }}
      onOpenChange={setOpen}
      onClosed={answerWhenClosed}
      onEntered={enter}
    />
  );
}
