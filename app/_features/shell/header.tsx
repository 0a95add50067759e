"use client";

import { useTranslations } from "next-intl";
import { memo, type ReactNode } from "react";
import { InboxButton } from "@/app/_features/inbox";
import { Live } from "@/app/_features/sync";
import { PageLink } from "@/app/_ui/page-link";
import { RememberTimeZone } from "@/app/_ui/remember-time-zone";
import type { GroupRef } from "@/lib/accounts/schemas";
import { AccountMenu, type Person } from "./account-menu";
import { MainNav } from "./main-nav";

/** The signed-in user's account. */
export interface Account extends Person {
  /** The position that the event log had before the page was rendered. */
  position: string;
  /** The user's groups, sorted by name. */
  groups: readonly GroupRef[];
}

interface HeaderProps {
  /** The search box, which is always in the same place. Pages without search don't have one. */
  search?: ReactNode;
  account: Account;
  /** The subject of the page, shown beside the search box if there is room, otherwise below it. */
  children?: ReactNode;
  /** Buttons that are specific to this page. They come before the buttons that every page has. */
  actions?: ReactNode;
}

/**
 * The header of every page. It is fixed rather than sticky. A sticky header would be inside the page's scroll padding,
 * so browsers would scroll the page whenever a text box in the header received focus or input.
 */
export function Header({ search, account, children, actions }: HeaderProps) {
  const t = useTranslations();
  return (
    <>
      <Live email={account.email} position={account.position} />
      <RememberTimeZone />
      <div aria-hidden className="h-header print:hidden" />
      <header className="fixed inset-x-0 top-0 z-30 h-[calc(var(--spacing-header)+1px)] border-line border-b bg-paper print:hidden">
        <a href="#main" className="absolute -top-24 left-2 z-50 rounded bg-raised px-3 py-2 text-accent focus:top-2">
          {t("app.skipToText")}
        </a>
        <div data-subject={children ? "" : undefined} className="flex h-bar items-center gap-2 px-3 md:px-5">
          <div className={`flex min-w-0 items-center gap-1 max-md:flex-1 md:shrink-0 ${search ? "md:w-search" : ""}`}>
            <PageLink
              href="/"
              aria-label={t("app.home")}
              className="-ml-2 grid size-11 shrink-0 place-items-center rounded text-accent hover:bg-accent-soft"
            >
              <Logo />
            </PageLink>
            {search}
          </div>
          <MainNav className="flex shrink-0 max-md:hidden" itemClass="px-2.5 text-small text-muted hover:text-ink" />
          <div className="flex min-w-0 flex-1 justify-center px-2 max-md:absolute max-md:inset-x-0 max-md:top-bar max-md:-mt-1 max-md:justify-start max-md:px-4 lg:px-4">
            {children}
          </div>
          <div className="flex shrink-0 items-center">
            {actions}
            <Menus hasSearch={search !== undefined} account={account} />
          </div>
        </div>
      </header>
    </>
  );
}

/**
 * The buttons at the end of the header, which are the same on every page. They are memoized, so that typing in the
 * search box doesn't re-render them.
 */
const Menus = memo(function Menus({ hasSearch, account }: { hasSearch: boolean; account: Account }) {
  return (
    <>
      <InboxButton />
      <AccountMenu {...account} hasSearch={hasSearch} />
    </>
  );
});

/** The logo: a C inside a larger C. */
function Logo() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="26"
      height="26"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.4"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M20.5 6.2A10 10 0 1 0 20.5 17.8" />
      <path d="M15.9 9.2a5 5 0 1 0 0 5.6" opacity="0.6" />
    </svg>
  );
}
