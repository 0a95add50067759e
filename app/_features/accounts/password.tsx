"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { FormProblem } from "@/app/_ui/form-problem";
import { PasswordField } from "@/app/_ui/password-field";
import { Section } from "@/app/_ui/section";
import { SubmitButton } from "@/app/_ui/submit-button";
import { NewPasswordField } from "./new-password-field";

interface PasswordProps {
  /** Whether the user has a password. */
  hasPassword: boolean;
  /** The account under which the browser saves the new password. */
  email: string;
  /** Called after the other sessions have ended. */
  onChanged(): void;
}

/** Form for changing the password. */
export function Password({ hasPassword, email, onChanged }: PasswordProps) {
  const t = useTranslations();
  const [problem, setProblem] = useState("");
  const [done, setDone] = useState("");
  const busy = useRef(false);

  const change = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy.current) return;
    busy.current = true;
    const form = event.currentTarget;
    const wanted = Object.fromEntries(new FormData(form));
    setProblem("");
    setDone("");
    try {
      const { ended } = await withReauthentication(() => sendJson<{ ended: number }>("POST", "/api/password", wanted));
      form.reset();
      setDone(t("settings.password.changed", { ended }));
      onChanged();
    } catch (error) {
      setProblem(explain(t, error));
    } finally {
      busy.current = false;
    }
  };

  return (
    <Section
      id="password"
      title={t("settings.password.title")}
      lead={hasPassword ? t("settings.password.lead") : t("settings.password.none")}
    >
      {hasPassword && (
        <form method="post" onSubmit={change} className="max-w-md">
          <div className="flex flex-col gap-5">
            {/* Tells password managers which account this is. */}
            <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
            <PasswordField
              label={t("settings.password.current")}
              name="current"
              autoComplete="current-password"
              required
            />
            <NewPasswordField label={t("settings.password.next")} />
          </div>
          <FormProblem>{problem}</FormProblem>
          <p role="status" className="mt-4 empty:hidden">
            {done}
          </p>
          <SubmitButton className="mt-6">{t("settings.password.submit")}</SubmitButton>
        </form>
      )}
    </Section>
  );
}
