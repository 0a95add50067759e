"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { explain } from "@/app/_features/request";
import { Button, buttonClass } from "@/app/_ui/button";
import { DialogFrame } from "@/app/_ui/dialog-frame";
import { FormProblem } from "@/app/_ui/form-problem";

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  title: string;
  /** Explains what the action will do. */
  lead: string;
  /** Label of the submit button. */
  submit: string;
  /** Performs the action. If the action fails, the dialog stays open and shows the error. */
  onSubmit(fields: FormData): Promise<void>;
  /** Additional form fields. */
  children?: ReactNode;
}

/** Confirmation dialog for an action that can't be undone. */
export function ConfirmDialog({ open, onOpenChange, title, lead, submit, onSubmit, children }: ConfirmDialogProps) {
  const t = useTranslations();
  const stay = useRef<HTMLButtonElement>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem("");
    try {
      await onSubmit(new FormData(event.currentTarget));
      onOpenChange(false);
    } catch (error) {
      setProblem(explain(t, error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <DialogFrame width="lg" initialFocus={stay}>
        <Dialog.Title className="mb-2 font-semibold text-prose wrap-anywhere">{title}</Dialog.Title>
        <Dialog.Description className="text-muted">{lead}</Dialog.Description>
        <form method="post" onSubmit={send}>
          {children}
          <FormProblem>{problem}</FormProblem>
          <div className="mt-6 flex flex-wrap gap-2">
            <Dialog.Close ref={stay} className={buttonClass("primary")}>
              {t("members.stay")}
            </Dialog.Close>
            <Button type="submit" aria-disabled={busy || undefined} variant="danger">
              {submit}
            </Button>
          </div>
        </form>
      </DialogFrame>
    </Dialog.Root>
  );
}
