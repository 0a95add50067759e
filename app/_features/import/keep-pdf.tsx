import { useTranslations } from "next-intl";
import { useId } from "react";
import { Part } from "@/app/_ui/part";
import { Toggle } from "@/app/_ui/toggle";
import type { EditionPreview } from "@/lib/library/edition-schemas";
import { percentShown } from "@/lib/word-boxes/queries";
import { shownText } from "./shown-text";

interface KeepPdfProps {
  pdf: NonNullable<EditionPreview["pdf"]>;
  /** Number of the edition that the PDF was added to. */
  ordinal: number;
  isKept: boolean;
  onKeep(isKept: boolean): void;
}

/** The PDF that was added to the current edition: whether the new one keeps it, or why it can't. */
export function KeepPdf({ pdf: { name, shows }, ordinal, isKept, onKeep }: KeepPdfProps) {
  const t = useTranslations();
  const ids = useId();
  return (
    <Part title={t("add.pdf.title")}>
      {shows?.isEnough ? (
        <div className="flex items-start gap-3">
          <Toggle checked={isKept} onChange={onKeep} labelledBy={`${ids}-label`} describedBy={`${ids}-hint`} />
          <div className="min-w-0">
            <p id={`${ids}-label`} className="wrap-anywhere">
              {t("add.pdf.keep", { name })}
            </p>
            <p id={`${ids}-hint`} className="text-muted text-small">
              {isKept ? shownText(t, shows) : t("add.pdf.left", { ordinal })}
            </p>
          </div>
        </div>
      ) : (
        <p className="wrap-anywhere">
          {shows
            ? t("add.pdf.different", { name, ordinal, percent: percentShown(shows) })
            : t("add.pdf.ownPages", { name, ordinal })}
        </p>
      )}
    </Part>
  );
}
