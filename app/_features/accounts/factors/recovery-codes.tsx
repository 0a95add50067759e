"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { sendJson } from "@/app/_features/request";
import { ConfirmDialog, withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { Part } from "@/app/_ui/part";

interface RecoveryCodesProps {
  left: number;
  hasFactor: boolean;
  onMade(codes: string[]): Promise<void>;
}

/** How many recovery codes are left, and a button that replaces them. */
export function RecoveryCodes({ left, hasFactor, onMade }: RecoveryCodesProps) {
  const t = useTranslations();
  const [isAsking, setAsking] = useState(false);
  const renew = async () => {
    const { codes } = await withReauthentication(() =>
      sendJson<{ codes: string[] }>("POST", "/api/me/factors/recovery-codes"),
    );
    await onMade(codes);
  };
  return (
    <Part title={t("settings.factors.codes.title")}>
      <p className="max-w-prose text-muted">
        {hasFactor ? t("settings.factors.codes.lead") : t("settings.factors.codes.none")}
      </p>
      {hasFactor && (
        <>
          <p className={`mt-2 ${left === 0 ? "text-danger" : ""}`}>
            {t("settings.factors.codes.left", { count: left })}
          </p>
          <Button onClick={() => setAsking(true)} className="mt-3">
            {t("settings.factors.codes.renew")}
          </Button>
          <ConfirmDialog
            open={isAsking}
            onOpenChange={setAsking}
            title={t("settings.factors.codes.renewAsk")}
            lead={t("settings.factors.codes.renewLead")}
            submit={t("settings.factors.codes.renew")}
            onSubmit={renew}
          />
        </>
      )}
    </Part>
  );
}
