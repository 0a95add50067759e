"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { mutate as mutateAll } from "swr";
import { explain } from "@/app/_features/request";
import { LoadFailed } from "@/app/_features/session";
import { Authenticator } from "./authenticator";
import { NewCodes } from "./new-codes";
import { Passkeys } from "./passkeys";
import { RecoveryCodes } from "./recovery-codes";
import { useFactors } from "./use-factors";

/**
 * Lists and changes the user's second factors.
 * @param isSettingUp whether the user must set one up first, so that there is nothing to remove yet
 */
export function FactorList({ isSettingUp = false }: { isSettingUp?: boolean }) {
  const t = useTranslations();
  const { data, error, mutate } = useFactors();
  const [codes, setCodes] = useState<string[] | null>(null);
  if (error) return <LoadFailed message={explain(t, error)} error={error} onRetry={() => void mutate()} />;
  if (!data) return <div aria-busy className="min-h-40" />;
  /** @param first the first recovery codes, if the user had none */
  const changed = async (first: string[] | null = null) => {
    if (first) setCodes(first);
    await mutate();
    // The list of sessions may show other ways to sign in now.
    if (!isSettingUp) void mutateAll("/api/sessions");
  };
  const hasFactor = data.authenticatorSince !== null || data.passkeys.length > 0;
  return (
    <>
      {data.isRequired && !isSettingUp && <p className="text-muted">{t("settings.factors.isRequired")}</p>}
      {codes && <NewCodes codes={codes} onSaved={() => setCodes(null)} />}
      <Authenticator since={data.authenticatorSince} isRemovable={!isSettingUp} onChanged={changed} />
      <Passkeys passkeys={data.passkeys} host={data.passkeyHost} isRemovable={!isSettingUp} onChanged={changed} />
      {!isSettingUp && <RecoveryCodes left={data.codesLeft} hasFactor={hasFactor} onMade={changed} />}
    </>
  );
}
