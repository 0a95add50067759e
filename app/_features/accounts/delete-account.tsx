"use client";

import { useState } from "react";
import { sendJson } from "@/app/_features/request";
import { ConfirmDialog, leaveForGood, withReauthentication } from "@/app/_features/session";
import { words } from "@/app/_messages/en";
import { Button } from "@/app/_ui/button";
import { PasswordField } from "@/app/_ui/password-field";
import { Section } from "@/app/_ui/section";
import { NameStays } from "./name-stays";

interface DeleteAccountProps {
  email: string;
  /** Whether the person signs in with one, which is then asked for. */
  hasPassword: boolean;
}

/** Deletes a person's own account, and says before what goes and what stays. */
export function DeleteAccount({ email, hasPassword }: DeleteAccountProps) {
  const text = words.account;
  const [open, setOpen] = useState(false);
  const remove = async (fields: FormData) => {
    const password = hasPassword ? String(fields.get("password")) : null;
    const how = { nameStays: fields.get("name") === "stays", password };
    await leaveForGood(email, () => withReauthentication(() => sendJson("POST", "/api/me/deletion", how)));
  };
  return (
    <Section title={text.deleteTitle} lead={text.deleteLead}>
      <p className="mb-5 max-w-prose text-muted">{text.deleteStays}</p>
      <Button onClick={() => setOpen(true)} className="text-danger">
        {text.deleteOpen}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={text.deleteAsk}
        lead={`${text.deleteLead} ${text.deleteStays}`}
        submit={text.deleteSubmit}
        onSubmit={remove}
      >
        <NameStays legend={text.names} stays={text.nameStays} goes={text.nameGoes} />
        <div className="mt-4">
          {hasPassword ? (
            <PasswordField label={text.password} autoComplete="current-password" required />
          ) : (
            <p className="text-muted">{text.recently}</p>
          )}
        </div>
      </ConfirmDialog>
    </Section>
  );
}
