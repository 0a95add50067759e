"use client";

import { X } from "lucide-react";
import { words } from "@/app/_messages/en";
import { ICON_BUTTON } from "@/app/_ui/icon-button";
import { useMediaQuery } from "@/app/_ui/use-media-query";

interface FirstHintProps {
  /** Whether the person may mark the text; those who only read are told what they can do. */
  mayMark: boolean;
  onDismiss(): void;
}

/** What to do first, for those who have not done it yet: at the foot of the window, beside the text where there is room. */
export function FirstHint({ mayMark, onDismiss }: FirstHintProps) {
  const isTouch = useMediaQuery("(pointer: coarse)");
  return (
    <section
      aria-label={words.notes.hintLabel}
      className="fixed right-4 bottom-4 z-10 flex w-[calc(var(--spacing-notes)-1.25rem)] max-w-[calc(100vw-2rem)] items-start rounded-md border border-line bg-raised py-1 pl-3 text-small shadow-md max-lg:w-md"
    >
      <p className="flex-1 py-2.5 text-muted">
        {mayMark ? words.notes.hint(isTouch) : words.notes.hintReader(isTouch)}
      </p>
      <button type="button" aria-label={words.notes.hintDismiss} onClick={onDismiss} className={ICON_BUTTON}>
        <X size={18} aria-hidden />
      </button>
    </section>
  );
}
