"use client";

import { X } from "lucide-react";
import { ICON_BUTTON } from "@/app/ui/icon-button";
import { words } from "@/app/words/en";
import type { Unplaced } from "./use-unplaced";

interface EditionNoticeProps {
  /** Whether there is a newer edition than the one on the page. */
  isSuperseded: boolean;
  /** What became of the highlights of earlier editions; null where there is none of them, or the person has seen it. */
  summary: Unplaced["summary"];
  /** Whether some highlights have no place, and nothing is decided about them. */
  hasLost: boolean;
  onDismiss(): void;
  onShowLost(): void;
}

const ACTION = "min-h-11 cursor-pointer rounded text-accent underline underline-offset-4";

/** Says quietly that the text is a new edition and what became of the highlights, once; or that there is a newer one. */
export function EditionNotice({ isSuperseded, summary, hasLost, onDismiss, onShowLost }: EditionNoticeProps) {
  return (
    <section
      aria-label={words.editions.summaryLabel}
      className="fixed right-4 bottom-4 z-10 flex w-[calc(var(--spacing-notes)-1.25rem)] max-w-[calc(100vw-2rem)] items-start rounded-md border border-line bg-raised py-1 pl-3 text-small shadow-md max-lg:w-md print:hidden"
    >
      <div className="flex-1 py-2.5">
        <p className="text-muted">{isSuperseded ? words.editions.newer : summary && words.editions.summary(summary)}</p>
        {isSuperseded ? (
          <button type="button" onClick={() => window.location.reload()} className={ACTION}>
            {words.editions.reload}
          </button>
        ) : (
          hasLost && (
            <button type="button" onClick={onShowLost} className={ACTION}>
              {words.editions.showLost}
            </button>
          )
        )}
      </div>
      {!isSuperseded && (
        <button type="button" aria-label={words.editions.dismiss} onClick={onDismiss} className={ICON_BUTTON}>
          <X size={18} aria-hidden />
        </button>
      )}
    </section>
  );
}
