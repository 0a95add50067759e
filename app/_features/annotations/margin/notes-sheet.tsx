"use client";

import { Dialog } from "@base-ui/react/dialog";
import { ChevronLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { closeButton } from "@/app/_ui/close-button";

interface NotesSheetProps {
  isOpen: boolean;
  /** Returns to the list of notes; null if the list itself is shown. */
  onBack: (() => void) | null;
  onClose(): void;
  /** Handles Escape: cancels the most recent interaction. */
  onEscape(): void;
  children: ReactNode;
}

/**
 * The notes in a bottom sheet, if there is no margin. The text above the sheet can still be read, scrolled and tapped,
 * and `data-keys` keeps the page's shortcuts enabled.
 */
export function NotesSheet({ isOpen, onBack, onClose, onEscape, children }: NotesSheetProps) {
  const t = useTranslations();
  return (
    <Dialog.Root
      open={isOpen}
      modal={false}
      disablePointerDismissal
      onOpenChange={(_, { reason, event }) => {
        if (reason !== "escape-key") onClose();
        // If the event's default action was prevented, the editor or the page has already handled Escape.
        else if (!event.defaultPrevented) onEscape();
      }}
    >
      <Dialog.Portal>
        <Dialog.Popup
          data-keys
          className="fixed inset-x-0 bottom-0 z-50 mx-auto max-h-[60dvh] max-w-2xl overflow-y-auto rounded-t-lg border border-control bg-paper p-4 pt-2 pb-8 text-ink shadow-xl outline-none print:hidden"
        >
          <div className="mb-2 flex min-h-11 items-center gap-2">
            <Dialog.Title className={onBack ? "sr-only" : "flex-1 font-semibold"}>{t("notes.title")}</Dialog.Title>
            {onBack && (
              <div className="flex-1">
                <button
                  type="button"
                  onClick={onBack}
                  className="-ml-2 inline-flex min-h-11 cursor-pointer items-center gap-1 rounded px-2 text-accent hover:bg-accent-soft"
                >
                  <ChevronLeft size={18} aria-hidden />
                  {t("notes.all")}
                </button>
              </div>
            )}
            <Dialog.Close {...closeButton(t)} />
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
