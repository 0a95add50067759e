"use client";

import { type FormEvent, useRef, useState } from "react";
import { explain, sendJson } from "@/app/_features/request";
import { withReauthentication } from "@/app/_features/session";
import { words } from "@/app/_messages/en";
import { FormProblem } from "@/app/_ui/form-problem";
import { PasswordField } from "@/app/_ui/password-field";
import { Section } from "@/app/_ui/section";
import { SubmitButton } from "@/app/_ui/submit-button";
import { NewPasswordField } from "./new-password-field";

interface PasswordProps {
  /** Whether the person signs in with one at all. */
  hasPassword: boolean;
  /** For whom a browser is to keep the new password. */
  email: string;
  /** Called when the other sessions have ended. */
  onChanged(): void;
}

/** Changes the password. */
export function Password({ hasPassword, email, onChanged }: PasswordProps) {
  const { password } = words.settings;
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
      setDone(password.changed(ended));
      onChanged();
    } catch (error) {
      setProblem(explain(error));
    } finally {
      busy.current = false;
    }
  };

  return (
    <Section title={password.title} lead={hasPassword ? password.lead : password.none}>
      {hasPassword && (
        <form method="post" onSubmit={change} className="max-w-md">
          <div className="flex flex-col gap-5">
            {/* Tells a password manager whose password it is. */}
            <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
            <PasswordField label={password.current} name="current" autoComplete="current-password" required />
            <NewPasswordField label={password.next} />
          </div>
          <FormProblem>{problem}</FormProblem>
          <p role="status" className="mt-4 empty:hidden">
            {done}
          </p>
          <SubmitButton className="mt-6">{password.submit}</SubmitButton>
        </form>
      )}
    </Section>
  );
}
