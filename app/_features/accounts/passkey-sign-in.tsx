"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { sendJson } from "@/app/_features/request";
import { askForPasskey, PasskeyButton, supportsPasskeys } from "@/app/_features/session";
import { useHydrated } from "@/app/_ui/use-hydrated";

/** Signs in with a passkey: with a button, or from the suggestions that the browser shows in the email field. */
export function PasskeySignIn({ from }: { from: string }) {
  const t = useTranslations();
  const isHydrated = useHydrated();
  const enter = async (passkey: unknown) => {
    const { to } = await sendJson<{ to: string }>("POST", "/api/auth/passkey", { passkey, from });
    window.location.assign(to);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the browser is asked once per page
  useEffect(() => {
    void (async () => {
      if (!supportsPasskeys() || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
      await enter(await askForPasskey("sign-in", true));
    })().catch(() => {
      // The user chose another way to sign in. The button says what went wrong.
    });
  }, []);
  if (!isHydrated || !supportsPasskeys()) return null;
  return (
    <section className="mt-10 border-line border-t pt-8">
      <PasskeyButton use="sign-in" onPasskey={enter}>
        {t("accounts.signIn.passkey")}
      </PasskeyButton>
      <p className="mt-2 text-muted text-small">{t("accounts.signIn.passkeyHow")}</p>
    </section>
  );
}
