"use client";

import type { AuthenticationResponseJSON } from "@simplewebauthn/browser";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { explain, RequestError } from "@/app/_features/request";
import { Button, type ButtonVariant } from "@/app/_ui/button";
import { FormProblem } from "@/app/_ui/form-problem";
import type { PasskeyUse } from "@/lib/accounts/factors/factor-schemas";
import { askForPasskey } from "./passkey";

interface PasskeyButtonProps {
  use: PasskeyUse;
  children: string;
  variant?: ButtonVariant;
  /** Sends the browser's response to the server. */
  onPasskey(passkey: AuthenticationResponseJSON): Promise<void>;
}

/** A button that asks the user for a passkey, with the problem below it if that fails. */
export function PasskeyButton({ use, children, variant = "secondary", onPasskey }: PasskeyButtonProps) {
  const t = useTranslations();
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    if (busy) return;
    setBusy(true);
    setProblem("");
    try {
      await onPasskey(await askForPasskey(use));
    } catch (error) {
      // The browser doesn't say whether the user cancelled or had no passkey.
      const isRefusal = error instanceof RequestError || error instanceof TypeError;
      setProblem(isRefusal ? explain(t, error) : t("accounts.signIn.passkeyFailed"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <Button onClick={() => void ask()} aria-disabled={busy || undefined} variant={variant}>
        {children}
      </Button>
      <FormProblem>{problem}</FormProblem>
    </div>
  );
}
