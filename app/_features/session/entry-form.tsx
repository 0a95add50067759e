"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { explain, RequestError, sendJson } from "@/app/_features/request";
import { FormProblem } from "@/app/_ui/form-problem";
import type { SecondStep } from "@/lib/accounts/factors/factor-schemas";

interface EntryFormProps {
  /** The route that the form is submitted to. It responds with `{to}`, the path of the next page. */
  action: string;
  submit: string;
  /** The problem with a form that was submitted before hydration. */
  problem?: string | undefined;
  /**
   * Called with the next page's path, and with what the sign-in must be completed with, if it has a second step. By
   * default, the browser opens that page.
   */
  onEntered?: ((to: string, secondStep?: SecondStep) => void) | undefined;
  /** The fields, with their names. */
  children: ReactNode;
  /** Buttons beside the submit button. */
  actions?: ReactNode;
  /** Whether another form on the page is the primary one. */
  secondary?: boolean;
}

const SUBMIT = "min-h-11 cursor-pointer rounded px-5 font-semibold aria-disabled:opacity-60";

/**
 * A form for signing in or joining. The fields are sent as JSON, and they keep their values if the request fails.
 * Before hydration, the browser submits the form natively, with the fields in the body and never in the URL.
 */
export function EntryForm({ action, submit, problem, onEntered, children, actions, secondary }: EntryFormProps) {
  const t = useTranslations();
  const [message, setMessage] = useState(problem);
  const [busy, setBusy] = useState(false);
  const alertId = useId();

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const fields = Object.fromEntries(new FormData(form));
    setBusy(true);
    setMessage(undefined);
    try {
      const { to, secondStep } = await sendJson<{ to: string; secondStep?: SecondStep }>("POST", action, fields);
      // The form stays busy, because the next page is loading.
      if (onEntered) onEntered(to, secondStep);
      else window.location.assign(to);
    } catch (error) {
      setBusy(false);
      const isOfFields = error instanceof RequestError && error.code === "bad-request";
      setMessage(isOfFields ? t("accounts.badEntries") : explain(t, error));
      form.querySelector<HTMLInputElement>("input[name=password], input[name=code]")?.select();
    }
  };

  return (
    <form method="post" action={action} onSubmit={send} aria-describedby={message ? alertId : undefined}>
      <div className="flex flex-col gap-5">{children}</div>
      <FormProblem id={alertId}>{message}</FormProblem>
      <div className="mt-6 flex flex-wrap items-center gap-3">
        <button
          type="submit"
          aria-disabled={busy || undefined}
          className={`${SUBMIT} ${secondary ? "border border-control hover:bg-accent-soft" : "bg-accent text-paper hover:opacity-90"}`}
        >
          {submit}
        </button>
        {actions}
      </div>
    </form>
  );
}
