import { useTranslations } from "next-intl";
import { explain } from "@/app/_features/request";
import { Part } from "@/app/_ui/part";
import type { EditionPreview } from "@/lib/library/edition-schemas";

interface WarningListProps extends Pick<EditionPreview, "doubts" | "format"> {
  /** The indexes of the blocks that the warnings link to; -1 if a block isn't known. */
  places: readonly number[];
  onChoose(index: number): void;
}

/** The import warnings. Those that need a decision come first. Each warning links to its place in the text. */
export function WarningList({ doubts, format, places, onChoose }: WarningListProps) {
  const t = useTranslations();
  if (doubts.length === 0) return null;
  const all = doubts.map((doubt, index) => ({ ...doubt, place: places[index] ?? -1 }));
  const sorted = [...all.filter(({ isMinor }) => !isMinor), ...all.filter(({ isMinor }) => isMinor)];
  const title = t("add.doubts", { count: doubts.length });
  return (
    <Part title={title} lead={t("add.doubtsHint")}>
      <ul className="max-h-80 divide-y divide-line overflow-y-auto" aria-label={title}>
        {sorted.map(({ place, ...doubt }) => {
          const { line, isMinor } = doubt;
          const text = explain(t, doubt);
          const content = (
            <>
              {line > 0 && (
                <span className="w-20 shrink-0 text-muted tabular-nums">
                  {format === "pdf" ? t("add.page", { count: line }) : t("add.line", { count: line })}
                </span>
              )}
              <span className="wrap-anywhere min-w-0">
                {isMinor && <span className="mr-2 text-muted text-small">{t("add.minor")}</span>}
                {text}
              </span>
            </>
          );
          const key = `${line} ${text}`;
          if (place < 0) {
            return (
              <li key={key} className="flex gap-4 py-1.5">
                {content}
              </li>
            );
          }
          return (
            <li key={key}>
              <button
                type="button"
                onClick={() => onChoose(place)}
                className="flex min-h-11 w-full cursor-pointer items-center gap-4 rounded py-1.5 text-left hover:bg-accent-soft"
              >
                {content}
              </button>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}
