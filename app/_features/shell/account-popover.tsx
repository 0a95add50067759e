"use client";

import { Popover } from "@base-ui/react/popover";
import { useTranslations } from "next-intl";
import type { FormEvent, RefObject } from "react";
import { PageLink } from "@/app/_ui/page-link";
import { PopoverAt } from "@/app/_ui/popover-at";
import type { Role } from "@/lib/accounts/roles";
import { MainNav } from "./main-nav";
import { ReadingChoice } from "./reading-choice";
import { ThemeChoice } from "./theme-choice";

const ITEM = "flex min-h-11 w-full cursor-pointer items-center px-4 -outline-offset-2 hover:bg-accent-soft";

interface AccountPopoverProps {
  name: string;
  role: Role;
  open: boolean;
  onOpenChange(open: boolean): void;
  trigger: RefObject<HTMLElement | null>;
  /** Opens the list of keyboard shortcuts. */
  onKeys(): void;
  onSignOut(event: FormEvent): void;
}

/** The content of the account menu: see `AccountMenu`. */
export function AccountPopover({ name, role, onKeys, onSignOut, ...popover }: AccountPopoverProps) {
  const t = useTranslations();
  const close = () => popover.onOpenChange(false);
  return (
    <PopoverAt
      {...popover}
      align="end"
      className="max-h-(--available-height) min-w-56 max-w-80 overflow-y-auto rounded-md border border-line bg-raised pt-2 text-ink shadow-lg outline-none"
    >
      <Popover.Title className="px-4 pt-1 font-semibold wrap-anywhere">{name}</Popover.Title>
      <Popover.Description className="px-4 pb-2 text-muted text-small">
        {t(`accounts.roles.${role}`)}
      </Popover.Description>
      <MainNav className="border-line border-t py-2 md:hidden" itemClass={ITEM} onChoose={close} />
      <div className="border-line border-t py-2">
        <PageLink href="/settings" onClick={close} className={ITEM}>
          {t("settings.title")}
        </PageLink>
        <PageLink href="/deleted" onClick={close} className={ITEM}>
          {t("deleted.title")}
        </PageLink>
        <button type="button" onClick={onKeys} className={`${ITEM} max-md:hidden`}>
          {t("keys.label")}
        </button>
      </div>
      <div className="border-line border-y py-2">
        <ThemeChoice />
        <ReadingChoice />
      </div>
      <form method="post" action="/api/auth/signout" onSubmit={onSignOut} className="py-2">
        <button type="submit" className={ITEM}>
          {t("accounts.menu.signOut")}
        </button>
      </form>
    </PopoverAt>
  );
}
