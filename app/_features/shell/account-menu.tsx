"use client";

import { Popover } from "@base-ui/react/popover";
import { CircleUserRound } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useEffect, useState } from "react";
import { claimDevice, leave, SignInAgain } from "@/app/_features/session";
import { UnsavedChanges } from "@/app/_features/sync";
import { words } from "@/app/_messages/en";
import { IconButton } from "@/app/_ui/icon-button";
import type { Role } from "@/lib/accounts/roles";
import { hasUnsaved, SignOutDialog } from "./sign-out-dialog";
import { ThemeChoice } from "./theme-choice";

export interface AccountMenuProps {
  name: string;
  role: Role;
  /** With which the person signs in again in place. */
  email: string;
}

const ITEM = "flex min-h-11 w-full cursor-pointer items-center px-4 -outline-offset-2 hover:bg-accent-soft";

/**
 * Who is signed in, with ways to the team, to their settings, and out. It belongs on every page inside, as the last of the
 * header's buttons; it brings along the dialog that signs in again in place, and what keeps
 * changes that are not saved yet.
 */
export function AccountMenu({ name, role, email }: AccountMenuProps) {
  const { menu, roles } = words.accounts;
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const [isAsking, setAsking] = useState(false);
  /** Where the page's scripts have not come, the form does it. */
  const signOut = (event: FormEvent) => {
    event.preventDefault();
    close();
    if (hasUnsaved(email)) setAsking(true);
    else void leave(email);
  };
  useEffect(() => claimDevice(email), [email]);
  return (
    <>
      <UnsavedChanges email={email} />
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger
          render={<IconButton label={menu.label(name)} icon={<CircleUserRound size={20} aria-hidden />} />}
        />
        <Popover.Portal>
          <Popover.Positioner align="end" sideOffset={4} className="z-50">
            <Popover.Popup className="min-w-56 max-w-80 rounded-md border border-line bg-raised py-2 text-ink shadow-lg outline-none">
              <Popover.Title className="px-4 pt-1 font-semibold wrap-anywhere">{name}</Popover.Title>
              <Popover.Description className="px-4 pb-2 text-muted text-small">{roles[role]}</Popover.Description>
              <Link href="/notes" onClick={close} className={ITEM}>
                {menu.notes}
              </Link>
              <Link href="/collections" onClick={close} className={ITEM}>
                {words.collections.title}
              </Link>
              <Link href="/team" onClick={close} className={ITEM}>
                {menu.team}
              </Link>
              <Link href="/settings" onClick={close} className={ITEM}>
                {words.settings.title}
              </Link>
              <div className="border-line border-y py-2 md:hidden">
                <ThemeChoice />
              </div>
              <Link href="/deleted" onClick={close} className={ITEM}>
                {words.deleted.title}
              </Link>
              <form method="post" action="/api/auth/signout" onSubmit={signOut}>
                <button type="submit" className={ITEM}>
                  {menu.signOut}
                </button>
              </form>
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
      <SignOutDialog email={email} open={isAsking} onOpenChange={setAsking} />
      <SignInAgain email={email} />
    </>
  );
}
