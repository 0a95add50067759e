import { useTranslations } from "next-intl";
import { useMediaQuery } from "@/app/_ui/use-media-query";

/** Empty state of the margin. */
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
