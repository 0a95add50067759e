import { useTranslations } from "next-intl";
import { useMediaQuery } from "@/app/_ui/use-media-query";

/** What would fill the margin, and how. */
export function NoNotes({ mayMark }: { mayMark: boolean }) {
  const t = useTranslations();
  const isTouch = useMediaQuery("(pointer: coarse)");
  return (
    <div className="text-muted text-small">
      <p className="font-medium">{t("notes.empty")}</p>
      <p className="mt-1">{mayMark ? t("notes.emptyHow", { isTouch: String(isTouch) }) : t("notes.emptyReader")}</p>
    </div>
  );
}
