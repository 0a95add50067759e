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
  /** With which the person signs in again in place. */
  email: string;
}

/**
 * Who is signed in, with ways to the team, to their settings, and out. It belongs on every page inside, as the last of the
 * header's buttons; it brings along the dialog that signs in again in place, and what keeps
 * changes that are not saved yet.
 */
export function AccountMenu({ name, role, email }: AccountMenuProps) {
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const [isAsking, setAsking] = useState(false);
  /** Where the page's scripts have not come, the form does it. */
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
