"use client";

import { CircleUserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { claimDevice, leave, SignInAgain } from "@/app/_features/session";
import { UnsavedChanges } from "@/app/_features/sync";
import { IconButton } from "@/app/_ui/icon-button";
import { onOpening } from "@/app/_ui/on-demand";
import type { Role } from "@/lib/accounts/roles";
import { hasUnsaved } from "./unsaved-here";

const AccountPopover = onOpening(() => import("./account-popover").then((module) => module.AccountPopover));
const SignOutDialog = onOpening(() => import("./sign-out-dialog").then((module) => module.SignOutDialog));

export interface AccountMenuProps {
  name: string;
  role: Role;
  /** The email that the user signs in with again. */
  email: string;
}

/**
 * The account menu: team, settings, signing out. Every page for members has it, as the last button in the header. It
 * also renders the dialog for signing in again, and sends unsaved changes.
 */
export function AccountMenu({ name, role, email }: AccountMenuProps) {
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const [isAsking, setAsking] = useState(false);
  /** Before hydration, the form is submitted natively. */
  const signOut = (event: FormEvent) => {
    event.preventDefault();
    setOpen(false);
    if (hasUnsaved(email)) setAsking(true);
    else void leave(t, email);
  };
  useEffect(() => claimDevice(email), [email]);
  return (
    <>
      <UnsavedChanges email={email} />
      <IconButton
        ref={trigger}
        label={t("accounts.menu.label", { name })}
        icon={<CircleUserRound size={20} aria-hidden />}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      <AccountPopover {...{ name, role, open, trigger }} onOpenChange={setOpen} onSignOut={signOut} />
      <SignOutDialog email={email} open={isAsking} onOpenChange={setAsking} />
      <SignInAgain email={email} />
    </>
  );
}
