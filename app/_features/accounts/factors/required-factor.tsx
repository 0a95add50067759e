"use client";

import { useTranslations } from "next-intl";
import { leave, SignInAgain } from "@/app/_features/session";
import { Button, buttonClass } from "@/app/_ui/button";
import { FactorList } from "./factor-list";
import { useFactors } from "./use-factors";

/** Sets up the second factor that the user's role requires, then leads to the page that they wanted. */
export function RequiredFactor({ email, to }: { email: string; to: string }) {
  const t = useTranslations();
  const { data } = useFactors();
  const isDone = data !== undefined && (data.authenticatorSince !== null || data.passkeys.length > 0);
  return (
    <>
      <h2 className="sr-only">{t("settings.factors.title")}</h2>
      <FactorList isSettingUp />
      <div className="mt-10 flex flex-wrap gap-3 border-line border-t pt-8">
        {isDone && (
          // The whole page is loaded, because nothing of the app has been loaded so far.
          <a href={to} className={buttonClass("primary")}>
            {t("accounts.factorSetUp.continue")}
          </a>
        )}
        <Button variant="quiet" onClick={() => void leave(t, email)}>
          {t("accounts.factorSetUp.signOut")}
        </Button>
      </div>
      <SignInAgain email={email} />
    </>
  );
}
