"use client";

import { Dialog } from "@base-ui/react/dialog";
import type { RefObject } from "react";
import { words } from "@/app/words/en";
import { closeButton } from "./close-button";

/** Opens the card from elsewhere: `syntaxCard.open(null)`. It does nothing on a page without a search box. */
export const syntaxCard = Dialog.createHandle();

interface SyntaxCardProps {
  /** Puts an example into the box. */
  onTry(query: string): void;
  /** What takes the focus when the card is closed: the box. */
  finalFocus: RefObject<HTMLElement | null>;
}

/** The query language on a card: what to type, and what it finds. */
export function SyntaxCard({ onTry, finalFocus }: SyntaxCardProps) {
  const { syntax } = words.search;
  return (
    <Dialog.Root handle={syntaxCard}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          finalFocus={finalFocus}
          className="fixed top-1/2 left-1/2 z-50 max-h-[85dvh] w-3xl max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-lg border border-line bg-raised p-6 text-ink shadow-xl outline-none max-md:p-4"
        >
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
                      syntaxCard.close();
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
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
