"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { RequestError, sendJson } from "@/app/_features/request";
import { isMessage, type Translate } from "@/app/_messages/translate";
import { FormProblem } from "@/app/_ui/form-problem";

interface EntryFormProps {
  /** The route that it is sent to. It answers `{to}`, where to go on. */
  action: string;
  submit: string;
  /** The code of an error with which the server sent the browser back, where it was sent before the scripts had come. */
  problem?: string;
  /** Called with where to go on; goes there where it is not given. */
  onEntered?(to: string): void;
  /** The fields, by their names. */
  children: ReactNode;
  /** Buttons beside the one that submits. */
  actions?: ReactNode;
  /** Whether another form on the page is the one that most people use. */
  secondary?: boolean;
}

const SUBMIT = "min-h-11 cursor-pointer rounded px-5 font-semibold aria-disabled:opacity-60";

/**
 * A form through which a person comes in. Its fields are sent as JSON, and stay as they are where that fails. Before the
 * page's scripts have come it is sent by the browser itself, in the body and never in the address.
 */
export function EntryForm({ action, submit, problem, onEntered, children, actions, secondary }: EntryFormProps) {
  const t = useTranslations();
  const [message, setMessage] = useState(problem && sentenceFor(t, problem));
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
      const { to } = await sendJson<{ to: string }>("POST", action, fields);
      // Stays busy: the next page is coming.
      if (onEntered) onEntered(to);
      else window.location.assign(to);
    } catch (error) {
      setBusy(false);
      setMessage(error instanceof RequestError ? sentenceFor(t, error.code, error.message) : t("accounts.unreachable"));
      form.querySelector<HTMLInputElement>("input[name=password]")?.select();
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

/** By the code of the server's error; the server's own sentence where the interface has none. */
function sentenceFor(t: Translate, code: string, fallback: string = t("accounts.unknownProblem")): string {
  const key = `accounts.problems.${code}`;
  return isMessage(t, key) ? t(key) : fallback;
}
