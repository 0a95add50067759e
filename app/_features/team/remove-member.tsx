"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { NameStays } from "@/app/_features/accounts";
import { sendJson } from "@/app/_features/request";
import { ConfirmDialog, withReauthentication } from "@/app/_features/session";
import { showToast } from "@/app/_ui/toasts";
import type { MemberView } from "@/lib/accounts/schemas";

interface RemoveMemberProps {
  member: MemberView;
  onClose(): void;
  onRemoved(): Promise<unknown>;
}

/** The dialog for removing a member from the team, with its options. */
export function RemoveMember({ member: { id, name }, onClose, onRemoved }: RemoveMemberProps) {
  const t = useTranslations();
  const [open, setOpen] = useState(true);
  const remove = async (fields: FormData) => {
    const how = { nameStays: fields.get("name") === "stays", endShares: fields.get("endShares") === "on" };
    await withReauthentication(() => sendJson("POST", `/api/members/${id}/removal`, how));
    showToast({ title: t("members.removed", { name }) });
    await onRemoved();
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(isOpen) => {
        setOpen(isOpen);
        if (!isOpen) onClose();
      }}
      title={t("members.removeTitle", { name })}
      lead={t("members.removeLead")}
      submit={t("members.removeSubmit")}
      onSubmit={remove}
    >
      <NameStays legend={t("members.names")} stays={t("members.nameStays")} goes={t("members.nameGoes")} />
      <label className="mt-2 flex min-h-11 cursor-pointer items-start gap-3 py-2">
        <input type="checkbox" name="endShares" defaultChecked className="mt-1 size-4 shrink-0 accent-accent" />
        {t("members.endShares")}
      </label>
    </ConfirmDialog>
  );
}
