"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { ICON_BUTTON } from "@/app/_ui/icon-button";

/**
 * Tells the reader that the report has a newer edition than the one on the page. The page doesn't change until the
 * reader opens the new edition.
 */
export function NewEdition({ isHere }: { isHere: boolean }) {
  const t = useTranslations();
  const [isDismissed, setDismissed] = useState(false);
  return (
    <div role="status">
      {isHere && !isDismissed && (
        <section
          aria-label={t("newEdition.label")}
          className="fixed right-4 bottom-4 z-10 flex w-[calc(var(--spacing-notes)-1.25rem)] max-w-[calc(100vw-2rem)] items-start rounded-md border border-control bg-raised py-1 pl-3 text-small shadow-md max-lg:w-md max-md:bottom-20"
        >
          <div className="flex-1 py-2.5">
            <p>{t("newEdition.text")}</p>
            <Button onClick={() => window.location.reload()} className="mt-2">
              {t("newEdition.reload")}
            </Button>
          </div>
          <button
            type="button"
            aria-label={t("newEdition.dismiss")}
            onClick={() => setDismissed(true)}
            className={ICON_BUTTON}
          >
            <X size={18} aria-hidden />
          </button>
        </section>
      )}
    </div>
  );
}
