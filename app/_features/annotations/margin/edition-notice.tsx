"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { ICON_BUTTON } from "@/app/_ui/icon-button";
import type { Counts } from "./unplaced";

interface EditionNoticeProps {
  /** How the highlights of earlier editions were placed in this one. */
  summary: Counts;
  /** Whether some unplaced highlights still need a decision. */
  hasLost: boolean;
  onDismiss(): void;
  onShowLost(): void;
}

const ACTION = "min-h-11 cursor-pointer rounded text-accent underline underline-offset-4";

/** One-time notice that the report has a new edition, with a summary of how its highlights were placed. */
export function EditionNotice({ summary, hasLost, onDismiss, onShowLost }: EditionNoticeProps) {
  const t = useTranslations();
  return (
    <section
      aria-label={t("editions.summaryLabel")}
      className="fixed right-4 bottom-4 z-10 flex w-[calc(var(--spacing-notes)-1.25rem)] max-w-[calc(100vw-2rem)] items-start rounded-md border border-line bg-raised py-1 pl-3 text-small shadow-md max-lg:w-md print:hidden"
    >
      <div className="flex-1 py-2.5">
        <p className="text-muted">{t("editions.summary", { ...summary, lost: summary.ambiguous + summary.orphan })}</p>
        {hasLost && (
          <button type="button" onClick={onShowLost} className={ACTION}>
            {t("editions.showLost")}
          </button>
        )}
      </div>
      <button type="button" aria-label={t("editions.dismiss")} onClick={onDismiss} className={ICON_BUTTON}>
        <X size={18} aria-hidden />
      </button>
    </section>
  );
}
