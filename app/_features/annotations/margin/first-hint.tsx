"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { ICON_BUTTON } from "@/app/_ui/icon-button";
import { useMediaQuery } from "@/app/_ui/use-media-query";

interface FirstHintProps {
  /** Whether the user can highlight text; readers get a different hint. */
  mayMark: boolean;
  onDismiss(): void;
}

/** First-use hint at the bottom of the window, beside the text if there is room. */
export function FirstHint({ mayMark, onDismiss }: FirstHintProps) {
  const t = useTranslations();
  const isTouch = useMediaQuery("(pointer: coarse)");
  return (
    <section
      aria-label={t("notes.hintLabel")}
      className="fixed right-4 bottom-4 z-10 flex w-[calc(var(--spacing-notes)-1.25rem)] max-w-[calc(100vw-2rem)] items-start rounded-md border border-line bg-raised py-1 pl-3 text-small shadow-md max-lg:w-md"
    >
      <p className="flex-1 py-2.5 text-muted">
        {mayMark ? t("notes.hint", { isTouch: String(isTouch) }) : t("notes.hintReader", { isTouch: String(isTouch) })}
      </p>
      <button type="button" aria-label={t("notes.hintDismiss")} onClick={onDismiss} className={ICON_BUTTON}>
        <X size={18} aria-hidden />
      </button>
    </section>
  );
}
