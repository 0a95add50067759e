import { StickyNote } from "lucide-react";
import { useTranslations } from "next-intl";
import { CountBadge } from "@/app/_ui/count-badge";
import { ICON_BUTTON } from "@/app/_ui/icon-button";

/**
 * A button that opens the list of notes. It has no tooltip, because the focus returns to it when the sheet closes, and
 * the tooltip would then cover the page.
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
      <CountBadge count={count} className="right-0" />
    </button>
  );
}
