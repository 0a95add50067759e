"use client";

import { Dialog } from "@base-ui/react/dialog";
import type { RefObject } from "react";
import { words } from "@/app/_messages/en";
import { closeButton } from "@/app/_ui/close-button";
import { DialogFrame } from "@/app/_ui/dialog-frame";

interface SyntaxCardProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Puts an example into the box. */
  onTry(query: string): void;
  /** What takes the focus when the card is closed: the box. */
  finalFocus: RefObject<HTMLElement | null>;
}

/** The query language on a card: what to type, and what it finds. */
export function SyntaxCard({ open, onOpenChange, onTry, finalFocus }: SyntaxCardProps) {
  const { syntax } = words.search;
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <DialogFrame width="3xl" finalFocus={finalFocus}>
        <div className="flex items-start justify-between">
          <Dialog.Title className="font-semibold text-prose">{syntax.title}</Dialog.Title>
          <Dialog.Close {...closeButton} />
        </div>
        <Dialog.Description className="mb-3 text-muted">{syntax.how}</Dialog.Description>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1 max-md:grid-cols-1">
          {syntax.list.map(({ type, finds }) => (
            <div key={type} className="contents">
              <dt className="max-md:mt-2">
                <button
                  type="button"
                  onClick={() => {
                    onTry(type);
                    onOpenChange(false);
                  }}
                  className="min-h-8 cursor-pointer rounded border border-control px-2.5 text-left hover:bg-accent-soft max-md:min-h-11"
                >
                  {type}
                </button>
              </dt>
              <dd className="text-muted">{finds}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 border-line border-t pt-4">
          {syntax.typos} {syntax.scripts}
        </p>
      </DialogFrame>
    </Dialog.Root>
  );
}
