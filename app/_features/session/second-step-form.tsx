"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { sendJson } from "@/app/_features/request";
import { useHydrated } from "@/app/_ui/use-hydrated";
import type { SecondStep } from "@/lib/accounts/factors/factor-schemas";
import { CodeField } from "./code-field";
import { EntryForm } from "./entry-form";
import { supportsPasskeys } from "./passkey";
import { PasskeyButton } from "./passkey-button";

const ADDRESS = "/api/auth/second-step";

interface SecondStepFormProps {
  step: SecondStep;
  /** The problem with a form that was submitted before hydration. */
  problem?: string | undefined;
  /** Called with the next page's path. By default, the browser opens that page. */
  onEntered?: ((to: string) => void) | undefined;
  /** Buttons beside the submit button. */
  actions?: ReactNode;
}

/** The second step of a sign-in: a passkey or a code. */
export function SecondStepForm({ step, problem, onEntered, actions }: SecondStepFormProps) {
  const t = useTranslations();
  const isHydrated = useHydrated();
  const takesPasskey = step.hasPasskeys && isHydrated && supportsPasskeys();
  const takesCode = step.hasAuthenticator || step.hasCodes;
  const enter = onEntered ?? ((to: string) => window.location.assign(to));
  return (
    <>
      {takesPasskey && (
        <PasskeyButton
          use="second-step"
          variant="primary"
          onPasskey={async (passkey) => enter((await sendJson<{ to: string }>("POST", ADDRESS, { passkey })).to)}
        >
          {t("accounts.secondStep.passkey")}
        </PasskeyButton>
      )}
      {takesPasskey && takesCode && <p className="my-6 text-muted">{t("accounts.secondStep.or")}</p>}
      {takesCode && (
        <EntryForm
          action={ADDRESS}
          submit={t("accounts.secondStep.submit")}
          problem={problem}
          onEntered={onEntered}
          actions={actions}
          secondary={takesPasskey}
        >
          <CodeField
            label={t("accounts.secondStep.code")}
            hint={t("accounts.secondStep.codeHint", { hasAuthenticator: String(step.hasAuthenticator) })}
            autoFocus={!takesPasskey}
          />
        </EntryForm>
      )}
      {!takesCode && actions && <div className="mt-6">{actions}</div>}
    </>
  );
}
