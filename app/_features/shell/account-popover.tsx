"use client";

import { Popover } from "@base-ui/react/popover";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { FormEvent, RefObject } from "react";
import { PopoverAt } from "@/app/_ui/popover-at";
import type { Role } from "@/lib/accounts/roles";
import { ThemeChoice } from "./theme-choice";

const ITEM = "flex min-h-11 w-full cursor-pointer items-center px-4 -outline-offset-2 hover:bg-accent-soft";

interface AccountPopoverProps {
  name: string;
  role: Role;
  open: boolean;
  onOpenChange(open: boolean): void;
  trigger: RefObject<HTMLElement | null>;
  onSignOut(event: FormEvent): void;
}

/** The content of the account menu: team, settings, signing out. */
export function AccountPopover({ name, role, onSignOut, ...popover }: AccountPopoverProps) {
  const t = useTranslations();
  const close = () => popover.onOpenChange(false);
  return (
    <PopoverAt
      {...popover}
      align="end"
      className="min-w-56 max-w-80 rounded-md border border-line bg-raised py-2 text-ink shadow-lg outline-none"
    >
      <Popover.Title className="px-4 pt-1 font-semibold wrap-anywhere">{name}</Popover.Title>
      <Popover.Description className="px-4 pb-2 text-muted text-small">
        {t(`accounts.roles.${role}`)}
      </Popover.Description>
      <Link href="/notes" onClick={close} className={ITEM}>
        {t("accounts.menu.notes")}
      </Link>
      <Link href="/collections" onClick={close} className={ITEM}>
        {t("collections.title")}
      </Link>
      <Link href="/team" onClick={close} className={ITEM}>
        {t("accounts.menu.team")}
      </Link>
      <Link href="/settings" onClick={close} className={ITEM}>
        {t("settings.title")}
      </Link>
      <div className="border-line border-y py-2 md:hidden">
        <ThemeChoice />
      </div>
      <Link href="/deleted" onClick={close} className={ITEM}>
        {t("deleted.title")}
      </Link>
      <form method="post" action="/api/auth/signout" onSubmit={onSignOut}>
        <button type="submit" className={ITEM}>
          {t("accounts.menu.signOut")}
        </button>
      </form>
    </PopoverAt>
  );
}
