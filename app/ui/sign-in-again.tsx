"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useCallback, useEffect, useRef, useState } from "react";
import { words } from "@/app/words/en";
import { DialogFrame } from "./dialog-frame";
import { EntryForm } from "./entry-form";
import { ACCESS_ENDED, RequestError, sendJson } from "./fetch-json";
import { Field } from "./field";
import { loseAccess } from "./leave";
import { PasswordField } from "./password-field";

/** What the person was about when their session had ended. */
type Doing = "reading" | "saving";

/**
 * The dialog of this page: `open` answers whether the person has signed in, `say` changes what they are said to be about, `leave` takes
 * away what the device keeps of who is not in the team any more. Null where the page has none.
 */
let dialog: { open(doing: Doing): Promise<boolean>; say(doing: Doing): void; leave(): void } | null = null;

/** One dialog at a time, whoever waits for it. */
let asking: Promise<boolean> | null = null;

/** Whether the person was asked since their session ended, and would not. */
let isDeclined = false;

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
 * then does it again; so what was typed is neither lost nor sent twice.
 *
 *     const view = await whileSignedIn(() => sendJson<HighlightView>("PUT", address, note));
 *
 * @param work what fails with a `RequestError` of status 401 where the session has ended, before it has changed anything
 * @param doing what the dialog says is waiting: something that is to be seen, or something that was typed
 * @returns what `work` answers
 * @throws whatever `work` throws; the 401 too, where the person does not sign in or the page has no `SignInAgain`
 */
export async function whileSignedIn<T>(work: () => Promise<T>, doing: Doing = "saving"): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 401 || !dialog) throw error;
    if (error.code === ACCESS_ENDED) {
      dialog.leave();
      throw error;
    }
    // What was typed matters more, where both wait.
    if (asking && doing === "saving") dialog.say(doing);
    asking ??= dialog.open(doing).finally(() => {
      asking = null;
    });
    const hasSignedIn = await asking;
    isDeclined = !hasSignedIn;
    if (hasSignedIn) return whileSignedIn(work, doing);
    throw error;
  }
}

/** The dialog that `whileSignedIn` opens. A page has one; `AccountMenu` brings it. */
export function SignInAgain({ email }: { email: string }) {
  const { again, fields } = words.accounts;
  const [open, setOpen] = useState(false);
  const [doing, setDoing] = useState<Doing>("reading");
  const answer = useRef<(signedIn: boolean) => void>(() => {});
  const hasSignedIn = useRef(false);
  const password = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const open = (next: Doing) =>
      new Promise<boolean>((resolve) => {
        answer.current = resolve;
        hasSignedIn.current = false;
        setDoing(next);
        setOpen(true);
      });
    const own = { open, say: setDoing, leave: () => void loseAccess(email) };
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
  // Who has signed in in another tab comes back to this one.
  useEffect(() => {
    if (!open) return;
    const look = () => {
      const headers = { "Concord-Person": encodeURIComponent(email) };
      sendJson("GET", "/api/sessions", undefined, { headers }).then(
        () => enter(),
        () => {},
      );
    };
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [open, email, enter]);
  /** Only once the dialog has given the focus back: what waits for the answer may take away what has it. */
  const answerWhenClosed = (isOpen: boolean) => {
    if (!isOpen) answer.current(hasSignedIn.current);
  };

  return (
    <Dialog.Root open={open} onOpenChange={setOpen} onOpenChangeComplete={answerWhenClosed}>
      <DialogFrame initialFocus={password}>
        <Dialog.Title className="mb-2 font-semibold text-prose">{again.title}</Dialog.Title>
        <Dialog.Description className="mb-5 text-muted">{again.lead[doing]}</Dialog.Description>
        <EntryForm
          action="/api/auth/signin"
          submit={again.submit}
          onEntered={enter}
          actions={
            <Dialog.Close className="min-h-11 cursor-pointer rounded px-4 text-muted hover:bg-accent-soft hover:text-ink">
              {again.cancel}
            </Dialog.Close>
          }
        >
          {/* The same person: what is typed on the page is theirs. */}
          <Field label={fields.email} name="email" type="email" autoComplete="username" value={email} readOnly />
          <PasswordField ref={password} autoComplete="current-password" required />
        </EntryForm>
        <p className="mt-5 text-small">
          <a href="/signin" target="_blank" className="text-accent underline underline-offset-4" rel="noopener">
            {again.otherWay}
          </a>{" "}
          <span className="text-muted">{again.otherWayHow}</span>
        </p>
      </DialogFrame>
    </Dialog.Root>
  );
}
