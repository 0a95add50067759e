"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { leave } from "@/app/_features/session";
import { outboxOf, useDrafts, useOutbox } from "@/app/_features/sync";
import { DialogFrame } from "@/app/_ui/dialog-frame";

const BUTTON = "min-h-11 cursor-pointer rounded px-4 font-medium";

interface SignOutDialogProps {
  email: string;
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** If the user has unsaved changes on this device, lists the changes and asks for confirmation before signing out. */
export function SignOutDialog({ email, open, onOpenChange }: SignOutDialogProps) {
  const t = useTranslations();
  const { changes } = useOutbox(email);
  const drafts = useDrafts(email);
  const stay = useRef<HTMLButtonElement>(null);
  const begun = useMemo(() => Object.entries(drafts), [drafts]);
  const isAllSaved = changes.length + begun.length === 0;
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <DialogFrame initialFocus={stay}>
        <Dialog.Title className="mb-2 font-semibold text-prose">{t("accounts.signOut.title")}</Dialog.Title>
        <Dialog.Description className="text-muted" aria-live="polite">
          {isAllSaved ? t("accounts.signOut.done") : t("accounts.signOut.lead")}
        </Dialog.Description>
        {!isAllSaved && (
          <ul aria-label={t("accounts.signOut.list")} className="mt-3 flex flex-col divide-y divide-line">
            {changes.map(({ key, change, quote }) => (
              <li key={key} className="line-clamp-2 py-2">
                {t(`unsaved.did.${change.kind}`)} <q className="font-serif italic">{quote}</q>
              </li>
            ))}
            {begun.map(([key, { body }]) => (
              <li key={key} className="line-clamp-3 py-2">
                {t("accounts.signOut.draft")} <q className="font-serif italic">{body}</q>
              </li>
            ))}
          </ul>
        )}
        <div className="mt-5 flex flex-wrap gap-2">
          <Dialog.Close ref={stay} className={`${BUTTON} bg-accent text-paper`}>
            {t("accounts.signOut.stay")}
          </Dialog.Close>
          {changes.length > 0 && (
            <button
              type="button"
              onClick={outboxOf(email).retry}
              className={`${BUTTON} text-accent hover:bg-accent-soft`}
            >
              {t("accounts.signOut.save")}
            </button>
          )}
          <button
            type="button"
            onClick={() => void leave(t, email)}
            className={`${BUTTON} hover:bg-accent-soft ${isAllSaved ? "text-accent" : "text-danger"}`}
          >
            {isAllSaved ? t("accounts.signOut.submit") : t("accounts.signOut.discard")}
          </button>
        </div>
      </DialogFrame>
    </Dialog.Root>
  );
}
