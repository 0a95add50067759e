"use client";

import { useTranslations } from "next-intl";
import { shortened } from "@/app/_ui/shortened";

/** Maximum length of the quote, in characters. */
const QUOTE_LENGTH = 80;

/**
 * Shows which highlight is being reattached while the user selects a passage. It is small, so that it covers as little
 * text as possible.
 */
export function AttachBar({ quote, onCancel }: { quote: string; onCancel(): void }) {
  const t = useTranslations();
  return (
    <section
      aria-label={t("editions.attachingLabel")}
      className="fixed inset-x-4 bottom-4 z-20 mx-auto flex max-w-2xl flex-wrap items-center gap-x-4 rounded-md border border-control bg-raised py-2 pr-2 pl-4 shadow-lg print:hidden"
    >
      <p role="status" className="min-w-0 flex-1 basis-64 wrap-anywhere">
        {t("editions.attaching", { quote: shortened(quote, QUOTE_LENGTH) })}{" "}
        <span className="text-muted text-small pointer-coarse:hidden">{t("editions.attachingKeys")}</span>
      </p>
      <button
        type="button"
        onClick={onCancel}
        className="min-h-11 cursor-pointer rounded px-4 text-accent hover:bg-accent-soft"
      >
        {t("editions.cancel")}
      </button>
    </section>
  );
}
