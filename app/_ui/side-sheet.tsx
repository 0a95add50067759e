"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import type { ReactNode, RefObject } from "react";
import { closeButton } from "./close-button";

interface SideSheetProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Called after the sheet has opened, and after it has closed and returned the focus. */
  onOpenChangeComplete?(open: boolean): void;
  title: string;
  /** A sentence about the content. */
  lead?: string;
  /** Receives the focus when the sheet closes; by default, the element that had the focus before. */
  opener?: RefObject<HTMLElement | null>;
  /** Whether the sheet is narrow, and hidden on screens where the page itself has room for the content. */
  narrow?: boolean;
  children: ReactNode;
}

/** A dialog along the right edge of the window. */
export function SideSheet({ title, lead, opener, narrow, children, ...root }: SideSheetProps) {
  const t = useTranslations();
  return (
    <Dialog.Root {...root}>
      <Dialog.Portal>
        <Dialog.Backdrop className={`fixed inset-0 z-50 bg-scrim ${narrow ? "md:hidden" : ""}`} />
        <Dialog.Popup
          finalFocus={opener}
          className={`fixed inset-y-0 right-0 z-50 ${narrow ? "w-80 md:hidden" : "w-md"} max-w-[calc(100vw-3rem)] overflow-y-auto border-line border-l bg-paper p-3 pb-8 text-ink outline-none`}
        >
          <div className="flex items-center justify-between pl-3">
            <Dialog.Title className="font-semibold">{title}</Dialog.Title>
            <Dialog.Close {...closeButton(t)} />
          </div>
          {lead && <Dialog.Description className="px-3 pb-2 text-muted text-small">{lead}</Dialog.Description>}
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
