"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useMemo, useRef } from "react";
import { labelOf } from "@/app/_features/changes";
import { leave } from "@/app/_features/session";
import { outboxOf, useDrafts, useOutbox } from "@/app/_features/sync";
import { words } from "@/app/_messages/en";
import { DialogFrame } from "@/app/_ui/dialog-frame";

const BUTTON = "min-h-11 cursor-pointer rounded px-4 font-medium";

interface SignOutDialogProps {
  email: string;
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Asks before a person signs out who has something on this device that is not saved, and says what. */
export function SignOutDialog({ email, open, onOpenChange }: SignOutDialogProps) {
  const { signOut } = words.accounts;
  const { changes } = useOutbox(email);
  const drafts = useDrafts(email);
  const stay = useRef<HTMLButtonElement>(null);
  const begun = useMemo(() => Object.entries(drafts), [drafts]);
  const isAllSaved = changes.length + begun.length === 0;
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <DialogFrame initialFocus={stay}>
        <Dialog.Title className="mb-2 font-semibold text-prose">{signOut.title}</Dialog.Title>
        <Dialog.Description className="text-muted" aria-live="polite">
          {isAllSaved ? signOut.done : signOut.lead}
        </Dialog.Description>
        {!isAllSaved && (
          <ul aria-label={signOut.list} className="mt-3 flex flex-col divide-y divide-line">
            {changes.map(({ key, change, quote }) => (
              <li key={key} className="line-clamp-2 py-2">
                {labelOf(change)} <q className="font-serif italic">{quote}</q>
              </li>
            ))}
            {begun.map(([key, { body }]) => (
              <li key={key} className="line-clamp-3 py-2">
                {signOut.draft} <q className="font-serif italic">{body}</q>
              </li>
            ))}
          </ul>
        )}
        <div className="mt-5 flex flex-wrap gap-2">
          <Dialog.Close ref={stay} className={`${BUTTON} bg-accent text-paper`}>
            {signOut.stay}
          </Dialog.Close>
          {changes.length > 0 && (
            <button
              type="button"
              onClick={outboxOf(email).retry}
              className={`${BUTTON} text-accent hover:bg-accent-soft`}
            >
              {signOut.save}
            </button>
          )}
          <button
            type="button"
            onClick={() => void leave(email)}
            className={`${BUTTON} hover:bg-accent-soft ${isAllSaved ? "text-accent" : "text-danger"}`}
          >
            {isAllSaved ? signOut.submit : signOut.discard}
          </button>
        </div>
      </DialogFrame>
    </Dialog.Root>
  );
}
