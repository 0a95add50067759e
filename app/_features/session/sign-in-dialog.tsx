"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { sendJson } from "@/app/_features/request";
import { buttonClass } from "@/app/_ui/button";
import { DialogFrame } from "@/app/_ui/dialog-frame";
import { Field } from "@/app/_ui/field";
import { PasswordField } from "@/app/_ui/password-field";
import type { ConfirmationView } from "@/lib/accounts/access-schemas";
import type { SecondStep } from "@/lib/accounts/factors/factor-schemas";
import { CodeField } from "./code-field";
import { CONFIRMATION, type Doing, type KnownWays } from "./confirmation";
import { EntryForm } from "./entry-form";
import { supportsPasskeys } from "./passkey";
import { PasskeyButton } from "./passkey-button";
import { SecondStepForm } from "./second-step-form";

interface SignInDialogProps {
  email: string;
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Called after the dialog has closed and returned the focus. */
  onClosed(): void;
  doing: Doing;
  known: KnownWays;
  /** Called when the user has signed in or confirmed their identity. */
  onEntered(): void;
}

/** The password dialog: see `SignInAgain`. */
export function SignInDialog({
  email,
  open,
  onOpenChange,
  onClosed,
  doing,
  known: { hasPassword, hasAuthenticator, hasPasskeys },
  onEntered: enter,
}: SignInDialogProps) {
  const t = useTranslations();
  const password = useRef<HTMLInputElement>(null);
  const [secondStep, setSecondStep] = useState<SecondStep>();

  // Before returning to this tab, the user may have signed in from another one.
  useEffect(() => {
    if (!open) return;
    const look = () => {
      const headers = { "Concord-Person": encodeURIComponent(email) };
      sendJson<ConfirmationView>("GET", CONFIRMATION, undefined, { headers }).then(
        ({ isConfirmed }) => (isConfirmed || doing !== "confirming") && enter(),
        () => {},
      );
    };
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [open, doing, email, enter]);
  const isConfirming = doing === "confirming";
  const takesPassword = !isConfirming || hasPassword;
  const step = isConfirming ? "confirm" : "signIn";
  const hasFactor = isConfirming && (hasAuthenticator || hasPasskeys);
  const takesPasskey = isConfirming && hasPasskeys && supportsPasskeys();
  const leadOf = () => {
    if (secondStep) return t("accounts.again.secondStepLead");
    if (!takesPassword) return t("accounts.again.confirm.leadWithoutPassword");
    return hasFactor ? t("accounts.again.lead.confirmingCode") : t(`accounts.again.lead.${doing}`);
  };
  const close = (isOpen: boolean) => {
    if (isOpen) return;
    setSecondStep(undefined);
    onClosed();
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange} onOpenChangeComplete={close}>
      <DialogFrame initialFocus={password}>
        <Dialog.Title className="mb-2 font-semibold text-prose">{t(`accounts.again.${step}.title`)}</Dialog.Title>
        <Dialog.Description className="mb-5 text-muted">{leadOf()}</Dialog.Description>
        {takesPasskey && (
          <div className="mb-5">
            <PasskeyButton
              use="confirmation"
              onPasskey={async (passkey) => {
                // A security key without a PIN counts only together with the password.
                const typed = password.current?.value;
                await sendJson("POST", CONFIRMATION, { passkey, ...(typed && { password: typed }) });
                enter();
              }}
            >
              {t("accounts.again.passkey")}
            </PasskeyButton>
          </div>
        )}
        {secondStep && (
          <SecondStepForm
            step={secondStep}
            onEntered={() => enter()}
            actions={<NotNow label={t(`accounts.again.${step}.cancel`)} />}
          />
        )}
        {takesPassword && !secondStep && (
          <EntryForm
            key={isConfirming ? "confirm" : "sign in"}
            action={isConfirming ? CONFIRMATION : "/api/auth/signin"}
            submit={t(`accounts.again.${step}.submit`)}
            onEntered={(_, next) => (next ? setSecondStep(next) : enter())}
            actions={<NotNow label={t(`accounts.again.${step}.cancel`)} />}
          >
            {/* This field is read-only, because the unsaved input on the page belongs to this user. */}
            <Field
              label={t("accounts.fields.email")}
              name="email"
              type="email"
              autoComplete="username"
              value={email}
              readOnly
            />
            <PasswordField ref={password} autoComplete="current-password" required />
            {hasFactor && <CodeField label={t("accounts.again.code")} hint={t("accounts.again.codeHint")} />}
          </EntryForm>
        )}
        {takesPassword ? (
          <p className="mt-5 text-small">
            <SignInTab again={isConfirming} className="text-accent underline underline-offset-4">
              {t("accounts.again.otherWay")}
            </SignInTab>{" "}
            <span className="text-muted">{t("accounts.again.otherWayHow")}</span>
          </p>
        ) : (
          <div className="mt-6 flex flex-wrap gap-2">
            <SignInTab again={isConfirming} className={buttonClass("primary")}>
              {t("accounts.again.confirm.signIn")}
            </SignInTab>
            <NotNow label={t(`accounts.again.${step}.cancel`)} />
          </div>
        )}
      </DialogFrame>
    </Dialog.Root>
  );
}

/** Link to the sign-in page, which offers all sign-in methods. It opens in a new tab, so that this page isn't lost. */
function SignInTab({ again, className, children }: { again: boolean; className: string; children: ReactNode }) {
  return (
    <a href={again ? "/signin?again=1" : "/signin"} target="_blank" className={className} rel="noopener">
      {children}
    </a>
  );
}

function NotNow({ label }: { label: string }) {
  return (
    <Dialog.Close className="min-h-11 cursor-pointer rounded px-4 text-muted hover:bg-accent-soft hover:text-ink">
      {label}
    </Dialog.Close>
  );
}
