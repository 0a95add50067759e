"use client";

import { ChevronDown, CircleUserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { claimDevice, leave, SignInAgain } from "@/app/_features/session";
import { UnsavedChanges } from "@/app/_features/sync";
import { HEADER_BUTTON } from "@/app/_ui/header-button";
import { onOpening } from "@/app/_ui/on-demand";
import { useKeys } from "@/app/_ui/use-keys";
import type { Role } from "@/lib/accounts/roles";
import { hasUnsaved } from "./unsaved-here";

const AccountPopover = onOpening(() => import("./account-popover").then((module) => module.AccountPopover));
const KeysList = onOpening(() => import("./keys-list").then((module) => module.KeysList));
const SignOutDialog = onOpening(() => import("./sign-out-dialog").then((module) => module.SignOutDialog));

/** The signed-in user. */
export interface Person {
  name: string;
  role: Role;
  /** The user's email address, which is needed for signing in again. */
  email: string;
}

interface AccountMenuProps extends Person {
  /** Whether the page has a search box, and therefore also the help on the query language. */
  hasSearch: boolean;
}

/**
 * The account menu: settings, appearance, keyboard shortcuts and signing out. On phones, it also contains the main
 * navigation. On every page for members, it is the last button in the header. It also renders the dialog for signing in
 * again, opens the list of keyboard shortcuts when "?" is pressed, and sends unsaved changes.
 */
export function AccountMenu({ name, role, email, hasSearch }: AccountMenuProps) {
  const t = useTranslations();
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const [isAsking, setAsking] = useState(false);
  const [areKeysOpen, setKeysOpen] = useState(false);
  /**
   * The element that receives the focus when the list of keyboard shortcuts closes; null if the "?" key opened the
   * list.
   */
  const keysOpener = useRef<HTMLElement>(null);
  const showKeys = (from: HTMLElement | null) => {
    setOpen(false);
    keysOpener.current = from;
    setKeysOpen(true);
  };
  useKeys({ "?": () => showKeys(null) });
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
      <button
        ref={trigger}
        type="button"
        aria-label={t("accounts.menu.label", { name })}
        title={t("accounts.menu.label", { name })}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={HEADER_BUTTON}
      >
        <CircleUserRound size={20} aria-hidden className="shrink-0" />
        <span className="max-w-28 truncate max-lg:hidden">{name}</span>
        <ChevronDown size={14} aria-hidden className="shrink-0 max-lg:hidden" />
      </button>
      <AccountPopover
        {...{ name, role, open, trigger }}
        onOpenChange={setOpen}
        onKeys={() => showKeys(trigger.current)}
        onSignOut={signOut}
      />
      {/* Shortcuts that do nothing for readers are hidden. */}
      <KeysList
        hasSearch={hasSearch}
        mayMark={role !== "reader"}
        open={areKeysOpen}
        onOpenChange={setKeysOpen}
        opener={keysOpener}
      />
      <SignOutDialog email={email} open={isAsking} onOpenChange={setAsking} />
      <SignInAgain email={email} />
    </>
  );
}
