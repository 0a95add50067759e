import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import type { EditionPreview } from "@/lib/library/edition-schemas";
import { ruleText } from "./rules";

interface RuleListProps extends Pick<EditionPreview, "corrections" | "areInherited"> {
  isBusy: boolean;
  onUndo(index: number): void;
}

/** The corrections to a file, which can be undone one by one. */
export function RuleList({ corrections, areInherited, isBusy, onUndo }: RuleListProps) {
  const t = useTranslations();
  if (corrections.length === 0) return null;
  const count = corrections.length;
  const fits = corrections.filter((each) => each.fits).length;
  return (
    <details className="mt-3" open={areInherited || undefined}>
      <summary className="min-h-11 cursor-pointer content-center text-accent">
        {t("add.review.rules", { count })}
      </summary>
      {areInherited && <p className="mb-2 text-muted">{t("add.review.inherited", { count, fits })}</p>}
      <ol className="divide-y divide-line border-line border-y">
        {corrections.map(({ correction, fits: doesFit }, index) => {
          const rule = ruleText(t, correction);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: corrections can be equal, and their order doesn't change
            <li key={index} className="flex flex-wrap items-center gap-x-4 py-1">
              <span className="wrap-anywhere min-w-0 flex-1">
                {rule}
                {!doesFit && <span className="block text-muted text-small">{t("add.review.doesNotFit")}</span>}
              </span>
              <Button
                variant="quiet"
                aria-label={t("add.review.undoNamed", { rule })}
                aria-disabled={isBusy || undefined}
                onClick={() => !isBusy && onUndo(index)}
              >
                {t("add.review.undo")}
              </Button>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
