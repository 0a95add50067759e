"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type RefObject, useRef } from "react";
import { openNote } from "@/app/_features/text";
import { SideSheet } from "@/app/_ui/side-sheet";
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
    <SideSheet
      open={open}
      onOpenChange={onOpenChange}
      onOpenChangeComplete={openChosen}
      title={t("inbox.title")}
      lead={t("inbox.lead")}
      opener={opener}
    >
      <InboxList unread={unread} onRead={onRead} onChoose={choose} />
    </SideSheet>
  );
}
