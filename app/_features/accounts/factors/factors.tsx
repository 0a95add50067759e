"use client";

import { useTranslations } from "next-intl";
import { Section } from "@/app/_ui/section";
import { FactorList } from "./factor-list";

/** The user's second factors: the authenticator app, passkeys and recovery codes. */
export function Factors({ provider }: { provider: string | null }) {
  const t = useTranslations();
  return (
    <Section id="security" title={t("settings.factors.title")} lead={t("settings.factors.lead")}>
      {provider !== null && (
        <p className="mb-2 max-w-prose text-muted">{t("settings.factors.provider", { name: provider })}</p>
      )}
      <FactorList />
    </Section>
  );
}
