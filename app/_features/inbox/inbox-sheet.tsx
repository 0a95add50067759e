"use client";

import { Dialog } from "@base-ui/react/dialog";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type RefObject, useRef } from "react";
import { openNote } from "@/app/_features/text";
import { closeButton } from "@/app/_ui/close-button";
import type { InboxItemView } from "@/lib/annotations/inbox/inbox-schemas";
import { InboxList } from "./inbox-list";

interface InboxSheetProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Receives the focus when the sheet closes. */
  opener: RefObject<HTMLElement | null>;
  unread: number;
  onRead(unread: number): void;
}

/** The user's inbox, in a side sheet. */
export function InboxSheet({ open, onOpenChange, opener, unread, onRead }: InboxSheetProps) {
  const t = useTranslations();
  const path = usePathname();
  /** A note on this page opens after the sheet has returned the focus. */
  const chosen = useRef<string | null>(null);

  /** @returns whether the note is on this page */
  const choose = (item: InboxItemView): boolean => {
    onOpenChange(false);
    if (!("report" in item) || path !== `/r/${item.report.slug}`) return false;
    chosen.current = item.highlight.id;
    return true;
  };
  const openChosen = (isOpen: boolean) => {
    if (!isOpen && chosen.current) openNote(chosen.current);
    chosen.current = null;
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange} onOpenChangeComplete={openChosen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-scrim" />
        <Dialog.Popup
          finalFocus={opener}
          className="fixed inset-y-0 right-0 z-50 w-md max-w-[calc(100vw-3rem)] overflow-y-auto border-line border-l bg-paper p-3 pb-8 text-ink outline-none"
        >
          <div className="flex items-center justify-between pl-3">
            <Dialog.Title className="font-semibold">{t("inbox.title")}</Dialog.Title>
            <Dialog.Close {...closeButton(t)} />
          </div>
          <Dialog.Description className="px-3 pb-2 text-muted text-small">{t("inbox.lead")}</Dialog.Description>
          <InboxList unread={unread} onRead={onRead} onChoose={choose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
