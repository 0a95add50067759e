"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Bell } from "lucide-react";
import { usePathname } from "next/navigation";
import { useRef, useState } from "react";
import { openNote } from "@/app/_features/text";
import { words } from "@/app/_messages/en";
import { closeButton } from "@/app/_ui/close-button";
import { ICON_BUTTON } from "@/app/_ui/icon-button";
import type { InboxItemView } from "@/lib/annotations/inbox/inbox-schemas";
import { InboxList } from "./inbox-list";
import { useUnread } from "./use-inbox";

/** The person's inbox, in a sheet at the side, behind a button that says how much of it is new. */
export function InboxButton() {
  const { unread, setUnread } = useUnread();
  const [isOpen, setOpen] = useState(false);
  const path = usePathname();
  /** What was chosen on this page opens once the sheet has given the focus back. */
  const chosen = useRef<string | null>(null);

  /** @returns whether the note is on this page */
  const choose = (item: InboxItemView): boolean => {
    const isHere = item.kind !== "reset" && path === `/r/${item.report.slug}`;
    if (isHere) chosen.current = item.highlight.id;
    setOpen(false);
    return isHere;
  };
  const openChosen = (isOpen: boolean) => {
    if (!isOpen && chosen.current) openNote(chosen.current);
    chosen.current = null;
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen} onOpenChangeComplete={openChosen}>
      {/* It has no tool tip: closing the sheet puts the focus back here, and a tip would cover the page. */}
      <Dialog.Trigger
        aria-label={words.inbox.open(unread)}
        title={words.inbox.title}
        className={`${ICON_BUTTON} relative`}
      >
        <Bell size={20} aria-hidden />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute top-0.5 right-0 min-w-4.5 rounded-full bg-accent px-1 text-center font-semibold text-[0.6875rem] text-paper leading-4.5 tabular-nums"
          >
            {words.notes.count(unread)}
          </span>
        )}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-scrim" />
        <Dialog.Popup className="fixed inset-y-0 right-0 z-50 w-md max-w-[calc(100vw-3rem)] overflow-y-auto border-line border-l bg-paper p-3 pb-8 text-ink outline-none">
          <div className="flex items-center justify-between pl-3">
            <Dialog.Title className="font-semibold">{words.inbox.title}</Dialog.Title>
            <Dialog.Close {...closeButton} />
          </div>
          <Dialog.Description className="px-3 pb-2 text-muted text-small">{words.inbox.lead}</Dialog.Description>
          <InboxList unread={unread} onRead={setUnread} onChoose={choose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
