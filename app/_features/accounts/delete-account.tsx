"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { sendJson } from "@/app/_features/request";
import { ConfirmDialog, leaveForGood, withReauthentication } from "@/app/_features/session";
import { Button } from "@/app/_ui/button";
import { PasswordField } from "@/app/_ui/password-field";
import { Section } from "@/app/_ui/section";
import { NameStays } from "./name-stays";

interface DeleteAccountProps {
  email: string;
  /** Whether the user has a password. If so, they must enter it to delete the account. */
  hasPassword: boolean;
}

/** Deletes the user's own account, after a dialog that explains what will be deleted and what will be kept. */
export function DeleteAccount({ email, hasPassword }: DeleteAccountProps) {
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  const remove = async (fields: FormData) => {
    const password = hasPassword ? String(fields.get("password")) : null;
    const how = { nameStays: fields.get("name") === "stays", password };
    await leaveForGood(email, () => withReauthentication(() => sendJson("POST", "/api/me/deletion", how)));
  };
  return (
    <Section id="delete" title={t("account.deleteTitle")} lead={t("account.deleteLead")}>
      <p className="mb-5 max-w-prose text-muted">{t("account.deleteStays")}</p>
      <Button onClick={() => setOpen(true)} className="text-danger">
        {t("account.deleteOpen")}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={t("account.deleteAsk")}
        lead={`${t("account.deleteLead")} ${t("account.deleteStays")}`}
        submit={t("account.deleteSubmit")}
        onSubmit={remove}
      >
        <NameStays legend={t("account.names")} stays={t("account.nameStays")} goes={t("account.nameGoes")} />
        <div className="mt-4">
          {hasPassword ? (
            <PasswordField label={t("account.password")} autoComplete="current-password" required />
          ) : (
            <p className="text-muted">{t("account.recently")}</p>
          )}
        </div>
      </ConfirmDialog>
    </Section>
  );
}
