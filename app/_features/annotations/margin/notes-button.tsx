import { StickyNote } from "lucide-react";
import { useTranslations } from "next-intl";
import { ICON_BUTTON } from "@/app/_ui/icon-button";

/**
 * Opens the list of notes. It has no tooltip, because closing the sheet returns focus here and a tooltip would cover
 * the page.
 */
export function NotesButton({ count, onClick }: { count: number; onClick(): void }) {
  const t = useTranslations();
  return (
    <button
      type="button"
      aria-label={t("notes.open", { count })}
      title={t("notes.title")}
      onClick={onClick}
      className={`${ICON_BUTTON} relative`}
    >
      <StickyNote size={20} aria-hidden />
      {count > 0 && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0 min-w-4.5 rounded-full bg-accent px-1 text-center font-semibold text-[0.6875rem] text-paper leading-4.5 tabular-nums"
        >
          {t("notes.count", { count: Math.min(count, 100) })}
        </span>
      )}
    </button>
  );
}
