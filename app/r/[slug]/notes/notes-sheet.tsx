"use client";

import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { closeButton } from "@/app/ui/close-button";
import { words } from "@/app/words/en";

interface NotesSheetProps {
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
}

/** The notes where there is no margin for them: a sheet from below, under the text it is about. */
export function NotesSheet({ isOpen, onClose, children }: NotesSheetProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-50 mx-auto max-h-[70dvh] max-w-2xl overflow-y-auto rounded-t-lg border border-line bg-paper p-4 pb-8 text-ink outline-none">
          <div className="mb-2 flex items-center justify-between">
            <Dialog.Title className="font-semibold">{words.notes.title}</Dialog.Title>
            <Dialog.Close {...closeButton} />
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
