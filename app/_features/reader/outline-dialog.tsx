"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import type { ComponentProps, RefObject } from "react";
import { closeButton } from "@/app/_ui/close-button";
import { OutlineHere } from "./reading-place";

interface OutlineDialogProps extends Omit<ComponentProps<typeof OutlineHere>, "onChoose"> {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Receives the focus when the sheet closes. */
  opener: RefObject<HTMLElement | null>;
}

/** The outline in a side sheet. */
export function OutlineDialog({ open, onOpenChange, opener, ...props }: OutlineDialogProps) {
  const t = useTranslations();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim md:hidden" />
        <Dialog.Popup
          finalFocus={opener}
          className="fixed inset-y-0 right-0 z-50 w-80 max-w-[calc(100vw-3rem)] overflow-y-auto border-line border-l bg-paper p-3 text-ink outline-none md:hidden"
        >
          <div className="flex items-center justify-between pl-3">
            <Dialog.Title className="font-semibold">{t("reader.outline")}</Dialog.Title>
            <Dialog.Close {...closeButton(t)} />
          </div>
          <OutlineHere {...props} onChoose={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
